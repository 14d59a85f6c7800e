// A model under one configuration: what its options leave of each construct.

import ProtocolLanguage
import Testing

@Suite struct SpecialisationTests {
  static let model = """
    // What it is.
    protocol Choices

    option a
    option b
    include "shared.assay"
    enum Use { mail }
    message Unused(x: Nonce)
    message M(x: Nonce, y: Nonce when a) when not b
    tuple M(x: Nonce) when b
    role R(A)
      knows sk(A) when a
    {
      start -> done {
        fresh x: Nonce
        fresh y: Nonce when a
        send (M(x, y when a) when not b), (M(x) when b), (mail when a and not b)
        event E(x, y when a)
      }
      done -> again when b { send A }
    }
    property p when a or b: reachable E(_, _ when a)
        expect witness
    configuration first { a }
    """

  private func special(_ options: Set<String>) throws -> String {
    let tree = try Specialisation(options: options).tree(try Subject.parsed(Self.model)) { path in
      #expect(path == "shared.assay")
      return try Subject.parsed("sort Shared when a sort Other")
    }
    return format(tree)
  }

  @Test func onlyWhatIsOnStays() throws {
    #expect(
      try special(["a"]) == """
        protocol Choices

        sort Shared
        sort Other
        enum Use { mail }
        message M(x: Nonce, y: Nonce)

        role R(A)
          knows sk(A)
        {
          start -> done {
            fresh x: Nonce
            fresh y: Nonce
            send M(x, y), mail
            event E(x, y)
          }
        }

        property p: reachable E(_, _)

        """)
    let second = try special(["b"])
    #expect(second.contains("tuple M(x: Nonce)") && !second.contains("message M"))
    #expect(second.contains("send M(x)\n") && second.contains("done -> again"))
    #expect(second.contains("property p: reachable E(_)\n"))
    #expect(!(try special([])).contains("property"))
  }
}
