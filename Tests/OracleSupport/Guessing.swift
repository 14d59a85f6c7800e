// Whether a guess of a ground value can be confirmed (S7.9), by computing everything twice: with the
// value as the guess and with a value that occurs nowhere.
//
// Each known term, each part of one and each part of the value is paired with what the same
// computations give if the guess is wrong. The set grows until nothing is added; then there either
// is a term with two partners, or a computation that fails with the wrong guess, or neither.

import ProtocolModel
import Terms

extension Deduction {
  func confirms(_ value: Ground, from knowledge: Knowledge) -> Bool {
    var search = GuessSearch(deduction: self, knowledge: knowledge, value: value)
    return search.run()
  }
}

private struct GuessSearch {
  let deduction: Deduction
  let knowledge: Knowledge
  let value: Ground
  let wrong: Ground
  /// With the right guess on the left, with the wrong one on the right.
  private var partners: [Ground: Set<Ground>] = [:]
  private let candidates: [Ground]
  private var terms: GroundTerms { deduction.terms }

  init(deduction: Deduction, knowledge: Knowledge, value: Ground) {
    self.deduction = deduction
    self.knowledge = knowledge
    self.value = value
    wrong = deduction.terms.name(.attacker(1_000_000))
    var parts: Set<Ground> = []
    // Of a guessed secret key everybody has the public one.
    let publicKey = deduction.terms.apply(Signature.publicKey, [value])
    for term in knowledge.terms + [value, publicKey] {
      deduction.terms.subterms(of: term, into: &parts)
    }
    candidates = parts.sorted()
    for term in candidates where deduction.derives(term, from: knowledge) {
      partners[term] = [term]
    }
    partners[value, default: []].insert(wrong)
  }

  mutating func run() -> Bool {
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for term in candidates {
        if partners[term, default: []].count > 1 { return true }
        for partner in composed(term) { isGrowing = add(term, partner) || isGrowing }
        for partner in partners[term, default: []].sorted() {
          for (part, other) in opened(term) {
            guard let other = other(partner) else { return true }
            isGrowing = add(part, other) || isGrowing
          }
        }
      }
    }
    return false
  }

  private mutating func add(_ term: Ground, _ partner: Ground) -> Bool {
    partners[term, default: []].insert(partner).inserted
  }

  /// What comes out for the term if it is put together.
  private func composed(_ term: Ground) -> [Ground] {
    guard case .apply(let symbol, let arguments) = terms[term], terms.signature[symbol].isPublic
    else { return [] }
    var choices: [[Ground]] = [[]]
    for argument in arguments {
      let partners = partners[argument, default: []].sorted()
      choices = choices.flatMap { choice in partners.map { choice + [$0] } }
    }
    return choices.map { terms.apply(symbol, $0) }
  }

  /// What the term is taken apart into with keys that can be computed, and how the same goes with
  /// its partner; that gives nil where it fails.
  private func opened(_ term: Ground) -> [(part: Ground, other: (Ground) -> Ground?)] {
    guard case .apply(let symbol, let arguments) = terms[term] else { return [] }
    func parts(of partner: Ground) -> [Ground]? {
      guard case .apply(symbol, let parts) = terms[partner] else { return nil }
      return parts
    }
    func keys(_ key: Ground) -> [Ground] { partners[key, default: []].sorted() }
    switch symbol {
    case Signature.pair:
      return arguments.indices.map { at in (arguments[at], { parts(of: $0)?[at] }) }
    case Signature.signature: return [(arguments[0], { parts(of: $0)?[0] })]
    case Signature.symmetricEncryption:
      return keys(arguments[1]).map { key in
        (arguments[0], { parts(of: $0).flatMap { $0[1] == key ? $0[0] : nil } })
      }
    case Signature.randomisedEncryption, Signature.deterministicEncryption:
      guard case .apply(Signature.publicKey, let secret) = terms[arguments[1]] else { return [] }
      return keys(secret[0]).map { key in
        let lock = terms.apply(Signature.publicKey, [key])
        return (arguments[0], { parts(of: $0).flatMap { $0[1] == lock ? $0[0] : nil } })
      }
    default:
      guard terms.signature[symbol].kind == .message else { return [] }
      return arguments.indices.map { at in (arguments[at], { parts(of: $0)?[at] }) }
    }
  }
}
