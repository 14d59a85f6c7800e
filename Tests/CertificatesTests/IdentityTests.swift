// What a certificate is about: everything that may influence a proof changes the text that is
// hashed, and nothing else does.

import Diagnostics
import ProtocolModel
import Terms
import Testing

@testable import Certificates

@Suite struct IdentityTests {
  private let source = """
    protocol Shop
    option strict
    sort Brand
    enum Use { vendor, bank }
    function pan(Principal, Brand): Key private
    function dec(Message, Key): Message
    function enc(Message, Key): Message
    equation dec(enc(x, k), k) = x
    principal Authority honest
    message Order(n: Nonce, amount: Int)
    channel interbank: secure between A, B
    table seen(n: Nonce) of B
    role A(X, b Y, amount: Int, brand: Brand) distinct X, Y
      knows pan(X, brand), sk(X), pk(sk(Y))
    {
      start -> sent {
        fresh n: Nonce
        event Sent(X, n)
        send Order(n, amount) over interbank
      }
      sent -> done { receive ?m  require amount > 3 or amount == 1 }
    }
    role B(Y)
    {
      start -> done {
        receive Order(?n, _) over interbank from ?X
        require (n) not in seen
        insert (n) into seen
        event Got(Y, n)
      }
    }
    attacker { controls network; plays A; reveals n of A at sent }
    property agreed: Got(_, n) requires injectively Sent(_, n) unless revealed(n)
    property safe: secret n of A unless dishonest(Y)
    scenario default { 1 A, 1 B }
    """

  private func model(_ text: String) throws -> ProtocolModel {
    let elaborated = elaborate(
      path: "test.assay", text: SourceText(path: "test.assay", text: text),
      resolvingIncludesWith: { _ in nil })
    let errors = elaborated.diagnostics.filter { $0.severity == .error }
    try #require(errors.isEmpty, "\(errors.map(\.message))")
    return try #require(elaborated.models.first)
  }

  private func replacing(_ old: String, _ new: String) throws -> ProtocolModel {
    let parts = source.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(old)")
    return try model(parts.joined(separator: new))
  }

  @Test(arguments: [
    ("sort Brand", "sort Brand\n sort Other"),
    ("enum Use { vendor, bank }", "enum Use { vendor }"),
    ("Brand): Key private", "Brand): Key"), ("Brand): Key private", "Brand): Nonce private"),
    ("equation dec(enc(x, k), k) = x", ""), ("protocol Shop", "protocol Shop\n typed"),
    ("protocol Shop", "protocol Shop\n deterministic aenc"),
    ("Authority honest", "Authority"), ("Authority", "Other"),
    ("n: Nonce, amount: Int)", "n: Nonce, amount: Message)"),
    ("interbank: secure", "interbank: authentic"), ("table seen(n: Nonce)", "table seen(m: Nonce)"),
    ("b Y, amount", "b Y, Z, amount"), ("pan(X, brand), sk(X)", "sk(X)"), (" distinct X, Y", ""),
    ("event Sent(X, n)", "event Sent(Y, n)"), ("amount > 3", "amount > 4"),
    ("amount > 3 or", "amount > 3 and"), ("insert (n) into seen", ""),
    ("sent -> done", "sent -> sent"),
    ("require (n) not in seen", "require (n) in seen"),
    ("over interbank from ?X", "over interbank"),
    ("event Got(Y, n)", "delete (n) from seen event Got(Y, n)"),
    ("receive ?m", "receive ?m match m as ?k"),
    ("receive ?m", "receive ?k"), ("start -> sent", "begin -> sent"),
  ])
  func whatMayMatterChangesTheModel(_ change: (String, String)) throws {
    #expect(try replacing(change.0, change.1).identityText != model(source).identityText)
  }

  @Test(arguments: [
    ("sort Brand", "// a remark\nsort Brand"), ("  start -> sent {", "\n\n      start -> sent {"),
    ("scenario default { 1 A, 1 B }", "scenario default { 2 A }"),
    ("property safe:", "property other:"), ("unless dishonest(Y)", "expect attack"),
    ("option strict", "option lax"),
  ])
  func whatDoesNotMatterDoesNotChangeIt(_ change: (String, String)) throws {
    #expect(try replacing(change.0, change.1).identityText == model(source).identityText)
    #expect(try replacing(change.0, change.1).identity == model(source).identity)
  }

  @Test(arguments: [
    (0, "requires injectively", "requires"), (0, "Sent(_, n) unless", "Sent(_, _) unless"),
    (0, "unless revealed(n)\n", "\n"),
    (0, "unless revealed(n)", "unless revealed(n) before Sent(_, n)"),
    (0, "Sent(_, n) unless", "Sent(_, n) or Sent(_, _) unless"),
    (0, "Sent(_, n) unless", "Sent(_, n) and Sent(_, _) unless"),
    (0, "Sent(_, n) unless", "Sent(_, n) then Sent(_, _) unless"),
    (0, "controls network; ", ""), (0, "plays A;", "plays A, B;"),
    (0, "n of A at sent", "n of A at done"),
    (0, "; reveals n of A at sent", ""), (1, "secret n of A", "secret n of A at sent"),
    (1, "secret n of A", "secret pan(X, brand) of A"), (1, "unless dishonest(Y)", ""),
    (1, "secret n of A unless dishonest(Y)", "hidden n of A from B"),
    (1, "unless dishonest(Y)", "unless dishonest(X)"),
    (0, "Got(_, n) requires injectively Sent(_, n) unless revealed(n)", "reachable Got(_, _)"),
    (0, "Got(_, n) requires injectively Sent(_, n) unless revealed(n)", "reachable Sent(_, _)"),
  ])
  func whatMayMatterChangesTheProperty(_ change: (Int, String, String)) throws {
    let changed = try replacing(change.1, change.2)
    let original = try model(source)
    #expect(
      changed.identityText(of: changed.properties[change.0])
        != original.identityText(of: original.properties[change.0]))
  }

  @Test(arguments: [
    (
      0, "Got(_, n) requires injectively Sent(_, n) unless revealed(n)",
      "Got(_, m) requires injectively Sent(_, m) unless revealed(m) expect attack"
    ),
    (0, "property agreed", "property another"),
    (1, "unless dishonest(Y)", "unless dishonest(Y) expect attack"),
    (1, "scenario default { 1 A, 1 B }", "scenario default { 2 A, 3 B, at most 4 }"),
  ])
  func whatDoesNotMatterDoesNotChangeTheProperty(_ change: (Int, String, String)) throws {
    let changed = try replacing(change.1, change.2)
    let original = try model(source)
    #expect(
      changed.identityText(of: changed.properties[change.0])
        == original.identityText(of: original.properties[change.0]))
  }
}
