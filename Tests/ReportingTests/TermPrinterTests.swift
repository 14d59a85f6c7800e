// Terms in the model's own syntax.

import Terms
import Testing

@testable import Reporting

@Suite struct TermPrinterTests {
  private let printer = TermPrinter(signature: Signature())
  private let alice = Term.name(.principal("Alice"))
  private let a = Term.integer(1)
  private let b = Term.integer(2)
  private let c = Term.integer(3)

  private func apply(_ symbol: SymbolID, _ arguments: Term...) -> Term { .apply(symbol, arguments) }

  private func key(_ owner: Term) -> Term {
    apply(Signature.publicKey, apply(Signature.secretKey, owner))
  }

  @Test func theRandomnessOfAnEncryptionIsHidden() {
    let term = apply(Signature.randomisedEncryption, a, key(alice), .name(.attacker(0)))
    #expect(printer.text(term) == "aenc(1, pk(Alice))")
    let deterministic = apply(Signature.deterministicEncryption, a, key(alice))
    #expect(printer.text(deterministic) == "aenc(1, pk(Alice))")
  }

  @Test func keysOfPrincipalsAreWrittenWithTheirOwners() {
    #expect(
      printer.text(apply(Signature.verificationKey, apply(Signature.secretKey, alice)))
        == "vk(Alice)")
    let forUse = apply(Signature.secretKeyForUse, alice, .name(.constant("mail", SortID(7))))
    #expect(printer.text(apply(Signature.publicKey, forUse)) == "pk(Alice, mail)")
    #expect(printer.text(apply(Signature.publicKey, a)) == "pk(1)")
    #expect(printer.text(apply(Signature.secretKey, alice)) == "sk(Alice)")
  }

  @Test func tuplesAreFlatAndAMessageHasNoParentheses() {
    let tuple = Term.tuple([a, b, c])
    #expect(printer.text(tuple) == "(1, 2, 3)")
    #expect(printer.message(tuple) == "1, 2, 3")
    #expect(printer.message(.pair(.pair(a, b), c)) == "(1, 2), 3")
    #expect(printer.text(apply(Signature.hash, tuple)) == "hash(1, 2, 3)")
    #expect(printer.text(apply(Signature.symmetricEncryption, tuple, a)) == "senc((1, 2, 3), 1)")
  }

  @Test func constantsHaveNoParentheses() {
    var signature = Signature()
    let visa = signature.add(
      Symbol("visa", arity: 0, kind: .function, isPublic: true, result: SortID(5)))
    #expect(TermPrinter(signature: signature).text(.apply(visa, [])) == "visa")
  }

  @Test func freshValuesAreNumberedOnlyWhereNamesWouldMeet() {
    func fresh(_ name: String, _ session: Int) -> Term {
      .name(.fresh(name, session: session, count: 0))
    }
    let terms = [fresh("n", 1), fresh("m", 0), fresh("n", 0), fresh("Alice", 0), alice]
    let printer = TermPrinter(signature: Signature(), naming: terms)
    #expect(printer.list(terms) == "n1, m, n2, Alice1, Alice")
  }

  @Test func numberedNamesAvoidNamesThatAreThere() {
    func fresh(_ name: String, _ session: Int) -> Term {
      .name(.fresh(name, session: session, count: 0))
    }
    let terms = [fresh("n1", 0), fresh("n", 0), fresh("n", 1), fresh("n", 2)]
    let printer = TermPrinter(signature: Signature(), naming: terms)
    #expect(printer.list(terms) == "n1, n2, n3, n4")
  }

  @Test func longTermsAreFoldedFromTheInside() {
    var term = alice
    for _ in 0..<4 { term = apply(Signature.symmetricEncryption, .pair(term, a), b) }
    let outline = printer.outline(ofMessage: term)
    let full = outline.text
    #expect(full == "senc((senc((senc((senc((Alice, 1), 2), 1), 2), 1), 2), 1), 2)")
    for width in 7..<full.count {
      let folded = outline.fitting(width)
      #expect(folded.count <= width && folded.contains("…"))
      #expect(folded.hasPrefix("senc("))
    }
    #expect(outline.fitting(full.count) == full)
    #expect(outline.fitting(14) == "senc((…), 2)")
  }

  @Test func partsOnTheLeftAreUnfoldedFirst() {
    let signed = apply(Signature.signature, .tuple([alice, key(alice), a]), .pair(b, c))
    let outline = printer.outline(ofMessage: .tuple([alice, signed, signed]))
    var forms: [String] = []
    for width in 1...outline.text.count {
      let form = outline.fitting(width)
      #expect(form.count <= width)
      if form != forms.last { forms.append(form) }
    }
    #expect(
      forms == [
        "…", "Alice, …", "Alice, sign(…), …", "Alice, sign((…), …), …", "Alice, sign(…), sign(…)",
        "Alice, sign((…), …), sign(…)", "Alice, sign((…), (2, 3)), sign(…)",
        "Alice, sign((…), (2, 3)), sign((…), …)", "Alice, sign((Alice, …), (2, 3)), sign(…)",
        "Alice, sign((Alice, …), (2, 3)), sign((…), …)",
        "Alice, sign((Alice, …), (2, 3)), sign((…), (2, 3))",
        "Alice, sign((Alice, pk(Alice), 1), (2, 3)), sign(…)",
        "Alice, sign((Alice, pk(Alice), 1), (2, 3)), sign((…), …)",
        "Alice, sign((Alice, pk(Alice), 1), (2, 3)), sign((…), (2, 3))",
        "Alice, sign((Alice, pk(Alice), 1), (2, 3)), sign((Alice, …), (2, 3))",
        "Alice, sign((Alice, pk(Alice), 1), (2, 3)), sign((Alice, pk(Alice), 1), (2, 3))",
      ])
  }
}
