// Which step of the honest run an error is said to stop.

import Diagnostics
import Testing

@testable import ProtocolModel

@Suite struct HonestRunOrderTests {
  /// The step in the notes of the only error.
  private func step(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String? {
    let diagnostics = elaborated(text).diagnostics.filter { $0.code == .cannotBuild }
    #expect(diagnostics.count == 1, "\(diagnostics.map(summary))", sourceLocation: sourceLocation)
    return diagnostics.first?.notes.first { $0.hasPrefix("step ") }
  }

  private let messages = """
    protocol P
    option late
    message One(a: Nonce)
    message Two(a: Nonce)
    message Three(a: Nonce)
    enum Use { sale, purchase }
    property p: reachable Done(A)

    """

  @Test func messagesAreCounted() {
    let text =
      messages + """
        role A(A, b B) {
          s -> t { fresh x: Nonce send One(x) }
          t -> u { receive Two(x) send Three(key(A, B)) event Done(A) }
        }
        role B(B) {
          s -> t { receive One(?x) send Two(x) }
          t -> u { receive Three(?k) }
        }
        function key(Principal, Principal): Nonce private
        """
    #expect(step(text) == "step 3 of the honest run stops here")
  }

  @Test func whatArrivesLaterIsAStepOfItsOwn() {
    // 1 and 2 are sent before anybody receives, so their arrivals are steps of their own.
    let text =
      messages + """
        role A(A) { s -> t { fresh x: Nonce send One(x) } t -> u { send Two(x) event Done(A) } }
        role B(B) {
          s -> t { receive One(?x) }
          t -> u { receive Two(?y) send Three(key(B)) }
        }
        function key(Principal): Nonce private
        """
    #expect(step(text) == "step 5 of the honest run stops here")
  }

  @Test func shapesTellMessagesApart() {
    // The enum value and the tag keep C from taking what is for B.
    let text =
      messages + """
        role A(A) { s -> t { fresh x: Nonce send One(x), sale event Done(A) } }
        role C(C) { s -> t { receive One(?x), purchase send Two(key(C)) } }
        role B(B) { s -> t { receive One(?x), sale send Three(x) } }
        function key(Principal): Nonce private
        """
    // C never gets its message, so nothing is said of a step.
    #expect(step(text) == nil)
  }

  @Test func theConfigurationDecidesWhatComesBefore() {
    let text =
      messages + """
        role A(A) {
          s -> t { fresh x: Nonce send One(x) when late send Two(x) event Done(A) }
        }
        role B(B) { s -> t { receive Two(?x) send Three(key(B)) } }
        function key(Principal): Nonce private
        """
    #expect(step(text) == "step 2 of the honest run stops here")
    #expect(
      elaborated(text, options: ["late": true]).diagnostics.first?.notes.first
        == "step 3 of the honest run stops here")
  }

  @Test func endlessRunsAreGivenUp() {
    let text =
      messages + """
        role A(A) { s -> s { fresh x: Nonce send One(x) event Done(A) } }
        role B(B) { s -> s { receive One(?x) send One(x) } }
        role C(C) { s -> s { receive One(?x) send One(x) } }
        role D(D) { s -> t { receive Three(?x) send Two(key(D)) } }
        function key(Principal): Nonce private
        """
    #expect(step(text) == nil)
  }
}
