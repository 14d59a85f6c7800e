// `guessable-safe T of R at s`: no guess of T can be confirmed (S7.9).
//
// Let K be what the attacker derives. A guess can be confirmed exactly if
//
//   learnt      K ⊢ T; or
//   recomputed  something that can be read off K is put together from K and T, T itself at one
//               place at least; or
//   opened      a key that opens something of K is put together like that, or is T; or
//   taken apart T itself can be opened, with keys from K and T.
//
// complete because: otherwise every computation with a wrong guess takes the same course as with the
//         right one, and gives the same term with the wrong guess at the places that T stands at
//         (docs/exploration.md, "Guesses"; Baudet 2005 decides static equivalence more generally).
//
// A place inside a value that the attacker chose is not looked at: it put that together itself from
// what it holds, and what brings T into it is looked at there.

import Deduction
import Terms

extension Search {
  /// Checks one claim, anew at each state: what confirms a guess may be long known.
  mutating func checkGuessing(_ claim: SecrecyClaim) {
    let start = mark
    defer { undo(to: start) }
    guard supposeNotDishonest(claim.excuses) else { return }
    let point = system.knowledgePoint
    let sources = system.sourceCount
    system.demand(claim.term)
    confirm(claim, undoingTo: start)
    guard supposeNotDishonest(claim.excuses) else { return }
    system.observe(claim.term)
    for source in 0..<sources where canImprove(claim.property) && !isFinished {
      let mark = self.mark
      if let term = system.read(source: source, before: point) {
        recompute(term, orGuess: false, claim, [])
        open(term, claim)
      }
      undo(to: mark)
    }
    open(system.resolve(claim.term), claim)
    usePublicKey(claim, before: point)
  }

  /// match:  T is a long-term secret key
  /// result: its public key is known
  /// sound because: the public key is no source, but known to everybody (S6.1), and made from T.
  private mutating func usePublicKey(_ claim: SecrecyClaim, before point: Int32) {
    let term = system.resolve(claim.term)
    switch system.store.symbol(term) {
    case Signature.secretKey, Signature.secretKeyForUse: break
    default: return
    }
    let mark = self.mark
    let key = system.store.application(Signature.publicKey, [term])
    system.demand(key, before: point)
    confirm(claim, undoingTo: mark)
  }

  /// match:  a place in the term that may be T, and everybody can apply the symbols above it
  /// result: it is T, and the attacker derives from K and T what stands beside it
  /// sound because: then the term is put together from the guess, and a wrong guess gives another.
  private mutating func recompute(
    _ term: TermID, orGuess: Bool, _ claim: SecrecyClaim, _ beside: [TermID]
  ) {
    let term = system.resolve(term)
    if system.store.variable(term) != nil { return }
    if orGuess {
      let mark = self.mark
      if system.unify(term, claim.term) {
        for other in beside { system.demand(other) }
        confirm(claim, undoingTo: mark)
      } else {
        undo(to: mark)
      }
    }
    let arguments = system.composedArguments(of: term)
    for (position, argument) in arguments.enumerated() {
      let others = arguments.enumerated().filter { $0.offset != position }.map(\.element)
      recompute(argument, orGuess: true, claim, beside + others)
    }
  }

  /// match:  an analysis rule opens the term with keys
  /// result: one of the keys is T or put together from it (if the term is T itself: they are derived)
  /// sound because: with a wrong guess the rule does not apply.
  private mutating func open(_ term: TermID, _ claim: SecrecyClaim) {
    let isGuess = system.substitution.areIdentical(term, claim.term, in: system.store)
    for rule in system.analysisRules(of: term) {
      let mark = self.mark
      if let keys = system.keys(of: rule, opening: term) {
        for position in keys.indices {
          let others = keys.indices.filter { $0 != position }.map { keys[$0] }
          recompute(keys[position], orGuess: true, claim, others)
        }
        if isGuess {
          for key in keys { system.demand(key) }
          confirm(claim, undoingTo: mark)
        }
      }
      undo(to: mark)
    }
  }

  private mutating func confirm(_ claim: SecrecyClaim, undoingTo mark: SearchMark) {
    forEachSolution(undoingTo: mark) { search in
      guard search.canImprove(claim.property) else { return }
      search.withoutExcuse(claim.excuses) {
        $0.report(claim.property, .confirms(session: claim.session, claim.term))
      }
    }
  }
}
