// Options, configurations, scenarios and expectations (E04…), equations (E05…), files (E06…).

import Diagnostics
import Testing

@testable import ProtocolModel

@Suite struct OptionDiagnosticsTests {
  @Test func unknownOptionsAreFoundInPartsThatAreOff() {
    check(
      """
      protocol P
      option tagged
      message M(n: Nonce when taged) when tagged
                              ^^^^^ E0401 there is no option `taged` [did you mean `tagged`?]
      configuration c { tagged, other }
                                ^^^^^ E0401 there is no option `other`
      configuration c { }
                    ^ E0402 the configuration `c` is declared twice
      role A(A) { s -> t when tagged { send A when (not nope or tagged) } }
                                                        ^^^^ E0401 there is no option `nope`
      """)
  }

  @Test func overridesOfUnknownOptionsAreReported() {
    let result = elaborated(
      "protocol P option old role A(A) { }", options: ["odd": true, "old": true])
    #expect(
      result.diagnostics.map(summary) == ["E0401 there is no option `odd` [did you mean `old`?]"])
  }

  @Test func optionsAreNotGuarded() {
    check(
      """
      protocol P
      option a
      option b when a
                    ^ E0106 this declaration has no `when`
      role A(A) { }
      """)
  }

  @Test func scenarios() {
    check(
      """
      protocol P
      role A(A) { s -> t { event E } }
      scenario small { 0 A }
               ^^^^^ E0404 the scenario `small` allows no session
      scenario still { 1 A, loops 0 }
               ^^^^^ E0404 the scenario `still` lets no role with a loop take a step
      scenario large { 65 A }
                          ^ E0408 at most 64 sessions of a role are searched; this lists 65
      scenario huge { 9000000000000000000 A, at most 9000000000000000000 }
                                          ^ E0408
      property p: reachable E within smal
                                     ^^^^ E0403 there is no scenario `smal` [did you mean `small`?]
      """)
  }

  @Test func expectations() {
    check(
      """
      protocol P
      option o
      role A(A) { s -> t { event E } }
      property p: reachable E expect wittness
                                     ^^^^^^^^ E0405 `wittness` is no verdict [did you mean `witness`?]
      property q: reachable E expect attack
                                     ^^^^^^ E0405 this property is never `attack`
      property r: secret A of A expect vacuous unless o
                                ^^^^^^^^^^^^^^^^^^^^^^^ E0405 `vacuous` has no opposite
      """)
  }

  @Test func modelsWithoutRolesOrProperties() {
    let empty = elaborated("protocol P sort S")
    #expect(empty.diagnostics.map(summary) == ["E0406 this protocol has no roles"])
    let switchedOff = elaborated("protocol P option o role A(A) when o { }")
    #expect(
      switchedOff.diagnostics.map(summary) == [
        "E0406 this protocol has no roles (all are switched off)"
      ])
    let idle = elaborated("protocol P role A(A) { }")
    #expect(idle.diagnostics.isEmpty)
    #expect(
      idle.missingProperties.map(summary)
        == "E0407 this protocol has no properties: there is nothing to check "
        + "(declare one, such as `property completes: reachable Done(A)`)")
  }

  @Test func equations() {
    check(
      """
      protocol P
      function enc(Message, Key): Message
      function dec(Message, Key): Message
      equation dec(enc(x, k), k) = hash(x)
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0501
      role A(A) { }
      """)
    check(
      """
      protocol P
      function f(Message, Message): Message
      equation f(x, y) = x
      equation f(x, y) = y
      ^^^^^^^^^^^^^^^^^^^^ E0502
      role A(A) { }
      """)
  }

  @Test func whatOneConfigurationFindsSaysSo() {
    let result = elaborated(
      """
      protocol P
      option o
      message M(n: Nonce) when o
      role A(A) { s -> t { receive ?n: Nonce send M(n) } }
      configuration with { o }
      configuration without { }
      """)
    #expect(
      result.diagnostics.map(summary) == [
        "E0201 `M` is switched off here (it is declared with a `when` that does not hold; guard "
          + "this use as well) (in configuration `without`)"
      ])
    #expect(result.models.isEmpty)
  }

  @Test func whatEveryConfigurationWordsInItsOwnWayIsOneFinding() {
    check(
      """
      protocol P
      option o
      message M(n: Nonce, m: Nonce when o)
      role A(A, b B) knows sk(A) { s -> t { fresh n: Nonce send sign(M(n, n when o), sk(A)) } }
      role B(B, a A) {
        s -> t { receive sign(M(?n, ?m when o), sk(A)) event F(B) }
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0303 B cannot check `sign(M(n), sk(A))`: it does not have `vk(A)`
      }
      configuration plain { }
      configuration longer { o }
      """)
  }

  @Test func whatSomeConfigurationsWordInTheirOwnWaySaysWhichTheyAre() {
    let result = elaborated(
      """
      protocol P
      option signed
      option o
      message M(n: Nonce, m: Nonce when o)
      role A(A, b B) knows sk(A) { s -> t { fresh n: Nonce send sign(M(n, n when o), sk(A)) } }
      role B(B, a A) { s -> t { receive sign(M(?n, ?m when o), sk(A)) when signed event F(B) } }
      configuration plain { }
      configuration short { signed }
      configuration long { signed, o }
      """)
    #expect(
      result.diagnostics.map(summary) == [
        "E0303 B cannot check `sign(M(n), sk(A))`: it does not have `vk(A)` (bind it with `?x` "
          + "to take it unchecked, or let B learn what is missing first) (in configurations "
          + "`short` and `long`)"
      ])
  }
}

@Suite struct IncludeTests {
  let role = "role A(A) { s -> t { send A } }"

  @Test func includedDeclarationsStandWhereTheIncludeStood() {
    let result = elaborated(
      "protocol P include \"shared/a.assay\" include \"../b.assay\"",
      files: [
        "models/shared/a.assay": "include \"../../b.assay\" sort S", "b.assay": role,
      ])
    #expect(result.diagnostics.map(summary) == [])
    #expect(result.models.first?.roles.map(\.name) == ["A"])
    #expect(
      result.sources.map(\.path) == ["models/model.assay", "models/shared/a.assay", "b.assay"])
  }

  @Test func missingFiles() {
    check(
      """
      protocol P
      include "x.assay"
      ^^^^^^^^^^^^^^^^^ E0603 there is no file `models/x.assay` to include
      role A(A) { s -> t { send M(A) } }
      """)
  }

  @Test func cycles() {
    let result = elaborated(
      "protocol P include \"a.assay\" \(role)",
      files: ["models/a.assay": "include \"b.assay\"", "models/b.assay": "include \"a.assay\""])
    #expect(
      result.diagnostics.map(summary) == [
        "E0602 `a.assay` includes itself (by way of `models/b.assay`)"
      ])
    check(
      """
      protocol P
      include "model.assay"
      ^^^^^^^^^^^^^^^^^^^^^ E0602 `model.assay` includes itself
      role A(A) { }
      """)
  }

  @Test func includesAreNotGuarded() {
    check(
      """
      protocol P
      option o
      include "a.assay" when o
      ^^^^^^^^^^^^^^^^^^^^^^^^ E0106 an `include` has no `when`
      """, files: ["models/a.assay": role])
  }

  @Test func aFileWithoutAHeaderIsNoModel() {
    check(
      """
      sort S
      ^ E0103 this file does not say what protocol it describes
      role A(A) { }
      """)
  }

  @Test func aMisspeltHeaderIsOneMistake() {
    check(
      """
      protocl P
      ^^^^^^^ E0101 expected a declaration, found `protocl` [did you mean `protocol`?]
      role A(A) { s -> t { event E } }
      property p: reachable E
      """)
  }

  @Test func syntaxErrorsDoNotMakeNamesUnknown() {
    check(
      """
      protocol P
      role A(A) { s -> t { send M(A), A(A } }
                                          ^ E0101
      role B(B, a A) { s -> t { receive ?B } }
                                        ^^ E0206 `B` is bound already
      """)
  }

  @Test func anUndeclaredOptionIsOneMistake() {
    check(
      """
      protocol P
      option roleFlag
      enum Use { sale, purchase }
      message M(n: Nonce, use: Use when roleFlag)
      message K(n: Nonce, a: Nonce when other)
                                        ^^^^^ E0401 there is no option `other`
      role A(A, b Y) {
        start -> done {
          fresh n: Nonce
          send M(n, sale when rolFlag)
                              ^^^^^^^ E0401 there is no option `rolFlag` [did you mean `roleFlag`?]
          receive ?x
          ^^^^^^^^^^ E0105
          event E(A, n)
        }
      }
      role B(Y, a A) { start -> done { receive M(?n, _ when roleFlag) send K(n) } }
      attacker { controls network; plays A }
      configuration plain { }
      configuration flagged { roleFlag }
      property p: reachable E(A, n)
      """)
    let misspelt = """
      protocol P
      option roleFlag
      message M(n: Nonce, o: Nonce when roleFlag)
      role A(A) { start -> done { fresh n: Nonce, o: Nonce send M(n, o when roleFlag) event E(A) } }
      configuration c { rolFlag }
      property p: reachable E(A)
      """
    #expect(
      elaborated(misspelt).diagnostics.map(summary) == [
        "E0401 there is no option `rolFlag` [did you mean `roleFlag`?]"
      ])
  }

  @Test func aRoleThatAScenarioListsTwice() {
    check(
      """
      protocol P
      role A(A) { s -> t { event E(A) } }
      property p: reachable E(A)
      scenario default { 2 A, 1 A }
                                ^ E0202 the role `A` is listed twice (write one number for each role)
      """)
  }

  @Test func oneConfigurationAloneIsTheSameModel() {
    let text = SourceText(
      path: "m.assay",
      text: """
        protocol P
        option o
        role A(A) { s -> t when o { fresh n: Nonce send n event E } s -> t when not o { event E } }
        property p: reachable E
        configuration plain { }
        configuration full { o }
        """)
    func elaborated(_ configuration: String?) -> ElaboratedProtocol {
      elaborate(
        path: "m.assay", text: text, resolvingIncludesWith: { _ in nil },
        configuration: configuration)
    }
    let all = elaborated(nil)
    #expect(all.models.map(\.configuration) == ["plain", "full"])
    #expect(elaborated("full").models.map(\.description) == [all.models[1].description])
    #expect(elaborated("full").configurations == all.configurations)
    #expect(elaborated("none").models.count == 2)
    #expect(elaborated("full").diagnostics.isEmpty)
  }

  @Test func whatCannotBeIncludedSaysWhy() {
    let text = SourceText(
      path: "m.assay",
      text: "protocol P include \"keys\" role A(A) { s -> t { event E } } property p: reachable E")
    let result = elaborate(
      path: "m.assay", text: text,
      resolvingIncludesWith: { _ throws(IncludeFailure) in
        throw IncludeFailure(reason: "it is a folder")
      })
    #expect(
      result.diagnostics.map(summary) == ["E0601 `keys` cannot be included: it is a folder"])
  }

  @Test func aMissingDeclarationIsOneMistake() {
    check(
      """
      protocol P
      role A(A) {
        s -> t when flag { send Hello(A) when flag }
                    ^^^^ E0401 there is no option `flag` (it is used in line 6 as well)
        t -> u { send Hello(A), Hello(A) event E }
                      ^^^^^ E0201 there is no function or message `Hello` (it is used in line 5 as well)
        u -> v { send Hello(A) }
        v -> w when flag { send Hello(A) }
      }
      property p: reachable E
      """)
  }

  @Test func whatASyntaxErrorLeavesOfAListIsNotCounted() {
    check(
      """
      protocol P
      message M(n: Nonce, k: Key)
      role A(A; B) { s -> t { fresh n: Nonce, k: Key send M(n, k) event E } }
              ^ E0101
      role B(B) knows sign(M(B, pk(B))), vk(B)) { s -> t { receive ?x } }
                                              ^ E0101
      role C(C) { s -> t { fresh n: Nonce send M(n) } }
                                               ^ E0205
      property p: reachable E
      """)
  }
}
