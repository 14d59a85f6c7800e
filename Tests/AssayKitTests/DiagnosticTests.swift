// What is wrong with a model, and the Swift line it is wrong on.

import AssayKit
import Testing

struct DiagnosticTests {
  private let n: Term = "n"
  private let said = Event("Said")

  /// A model with a role, to which more is added.
  private func model(
    _ receive: Receive, @ModelBuilder more: () -> [ModelPart] = { [] }
  ) -> Model {
    Model("Small") {
      Role("Speaker", owner: "S", knows: sk("S")) {
        Transition(from: "start", to: "done") {
          receive
          Record(said("S", n))
        }
      }
      Property("talks", .reachable(said("S", n)))
      more()
    }
  }

  @Test func sound() {
    #expect(model(Receive(bind(n))).diagnose().map(\.description) == [])
  }

  @Test func actionIsNamedByItsLine() throws {
    let line = #line + 1
    let wrong = Receive(senc(bind(n), "key"))
    let finding = try #require(model(wrong).diagnose().first)
    #expect(finding.severity == .error)
    #expect(finding.site == SourceSite(line: line))
    #expect(
      finding.description == """
        error[E0201]: there is no variable `key`
          --> AssayKitTests/DiagnosticTests.swift:\(line)
           |
        \(line) |     receive senc(?n, key)
           |                      ^^^
           |
           = write `?key` to bind what stands here
        """)
    #expect(throws: ModelError.self) { try model(wrong).check() }
  }

  @Test func propertyIsNamedByItsLine() throws {
    let line = #line + 1
    let odd = Property("odd", .secret("m", of: "Speaker"))
    let finding = try #require(model(Receive(bind(n))) { odd }.diagnose().first)
    #expect(finding.site.line == line)
    #expect(finding.message.contains("`m`"))
  }

  @Test func roleNameIsMisspelt() throws {
    let finding = try #require(
      model(Receive(bind(n))) { Property("odd", .secret(n, of: "Speeker")) }.diagnose().first)
    #expect(finding.description.contains("did you mean `Speaker`?"))
  }

  @Test func otherUsesAreSwiftLines() throws {
    let line = #line + 1
    let first = Property("odd", .secret(n, of: "Speeker"))
    let second = Property("odder", .secret(n, of: "Speeker"))
    let third = Property("oddest", .secret(n, of: "Speeker"))
    let finding = try #require(
      model(Receive(bind(n))) {
        first
        second
        third
      }.diagnose().first)
    #expect(finding.site.line == line)
    #expect(finding.notes == ["it is used in lines \(line + 1) and \(line + 2) as well"])
  }

  @Test func nameThatIsNoName() throws {
    let line = #line + 1
    let wrong = Sort("two words")
    let finding = try #require(model(Receive(bind(n))) { wrong }.diagnose().first)
    #expect(finding.site.line == line)
    #expect(finding.code == "E0101")
  }

  @Test func nameThatIsSeveral() throws {
    let wrong = Configuration("open", ProtocolOption("a, b"))
    let finding = try #require(model(Receive(bind(n))) { wrong }.diagnose().first)
    #expect(finding.message == "some name in this declaration is no name")
  }

  @Test func invariantIsOneComparison() throws {
    let finding = try #require(
      model(Receive(bind(n))) {
        Property("odd", .invariant(n > 0 && n < 1, of: "Speaker"))
      }.diagnose().first)
    #expect(finding.message == "an invariant is one comparison, not `n > 0 and n < 1`")
  }

  @Test func modelWithoutProperties() throws {
    let line = #line + 1
    let empty = Model("Empty") { Role("A", owner: "A") {} }
    let finding = try #require(empty.diagnose().first)
    #expect(finding.code == "E0407")
    #expect(finding.site.line == line)
  }
}
