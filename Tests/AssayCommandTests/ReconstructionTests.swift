// An attack that needs more sessions than the scenario has is found, told with the scope that it
// was found in, kept, and accepted by the audit.

import Testing

@Suite struct ReconstructionTests {
  /// One session of each role shows nothing. With two of Vendor, what one sends is what the other
  /// takes for a payment and passes on, and the customer takes it for the bank's certificate.
  private let model = """
    protocol Untagged
    sort CardNumber
    function pan(Principal): CardNumber private
    principal Authority honest
    message Certificate(subject: Principal, key: Key)

    role Customer(C, vendor V) knows pan(C), vk(Authority) {
      start -> paid {
        receive sign(Certificate(?B, ?keyB), sk(Authority))
        event CustomerPays(C, V, B)
        send V, aenc(pan(C), keyB)
      }
    }
    role Vendor(V) knows sk(V), vk(Authority), sign(Certificate(V, pk(V)), sk(Authority)) {
      start -> opened { send V, sign(Certificate(V, pk(V)), sk(Authority)) }
      opened -> sold { receive V, ?payment  send payment }
    }
    role Bank(B) knows sk(B), sign(Certificate(B, pk(B)), sk(Authority)) {
      start -> open { send sign(Certificate(B, pk(B)), sk(Authority)) }
      open -> done { receive aenc(?card, pk(B))  event BankCharges(B, card) }
    }
    attacker { controls network }
    property fromHonestVendor: hidden pan(C) of Customer from Vendor
    property completes: reachable BankCharges(B, pan(C))
    scenario default { 1 Customer, 1 Vendor, 1 Bank }

    """

  @Test func theRealAttackOfAnAbstractOneIsFound() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(model, to: "untagged.assay")
    let scope = try tool.shell("$assay check --engine explore untagged.assay")
    #expect(scope.output.contains("fromHonestVendor  holds within 1 Customer, 1 Vendor, 1 Bank"))
    let answer = try tool.shell("$assay check --proofs kept untagged.assay")
    #expect(answer.code == 1)
    #expect(answer.output.contains("✗ fromHonestVendor  attack in 6 steps"), "\(answer.output)")
    let report = try tool.shell("$assay check --format json untagged.assay")
    #expect(report.output.contains(#""text": "1 Customer, 2 Vendor, 1 Bank""#))
    let audit = try tool.shell("$assay audit kept")
    #expect(audit.code == 0 && audit.output == "2 files: accepted\n", "\(audit.output)")
  }

  @Test func whatIsNotProvedSaysWhatTheClausesAllow() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(model, to: "untagged.assay")
    let answer = try tool.shell("$assay check --engine prove --verbose untagged.assay")
    #expect(answer.code == 3)
    #expect(answer.output.contains("a session of Customer has its secret"), "\(answer.output)")
    #expect(answer.output.contains("Vendor: opened -> sold"))
  }

  /// A bank that goes round once charges an order once; one that goes round twice does so twice.
  private let rounds = """
    protocol Rounds
    message Order(number: Nonce)
    role Customer(C, bank B) knows sk(C) {
      start -> done { fresh n  event Orders(C, B, n)  send sign(Order(n), sk(C)) }
    }
    role Bank(B, customer C) knows vk(C) {
      ready -> ready { receive sign(Order(?n), sk(C))  event Charges(B, C, n) }
    }
    attacker { controls network }
    property chargedOnce: Charges(B, C, n) requires injectively Orders(C, _, n)
    property completes: reachable Charges(B, C, n) and Orders(C, B, n)
    scenario default { 1 Customer, 1 Bank, loops 1 }

    """

  @Test func theRealAttackThatGoesRoundOnceMoreIsFound() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(rounds, to: "rounds.assay")
    let scope = try tool.shell("$assay check --engine explore rounds.assay")
    #expect(scope.output.contains("chargedOnce  holds within 1 Customer, 1 Bank, each loop at"))
    let report = try tool.shell("$assay check --format json --proofs kept rounds.assay")
    #expect(report.code == 1)
    #expect(
      report.output.contains(#""text": "1 Customer, 1 Bank, each loop at most 2 times""#),
      "\(report.output)")
    let audit = try tool.shell("$assay audit kept")
    #expect(audit.code == 0 && audit.output == "2 files: accepted\n", "\(audit.output)")
  }
}
