// The order of events, which clauses do not have: what had happened before an event, however it came
// about. docs/saturation.md, "then".
//
// The clauses of an event, one for each place that records it, are narrowed to what a claim says of
// it, and saturated like goals. Without that they would say that anybody may have sent anything.

import Terms

struct EventLinks {
  /// Each concludes that an event happened.
  private let recorded: [TranslatedClause]
  /// By the symbol of `happened`.
  private let symbols: [Int32: Int32]
  /// The numbers that tell narrowed clauses apart.
  private var numbers: [Subject: Int] = [:]

  private struct Subject: Hashable {
    var fact: ClauseTerm
    var domains: [Domain]
  }

  init(_ translation: Translation) {
    recorded = translation.links
    symbols = translation.linkSymbols
  }

  /// Whether one fact that a clause says to have happened comes before another: each way in which
  /// the later can have come about has the earlier, in every run that has both instances.
  mutating func tell(
    _ earlier: ClauseTerm, before later: ClauseTerm, of clause: Clause,
    _ saturator: inout Saturator
  ) -> Bool {
    guard let symbol = symbols[saturator.terms.node(later).symbol] else { return false }
    let subject = Subject(fact: later, domains: clause.domains)
    let number = numbers[subject] ?? narrow(subject, symbol, &saturator)
    if saturator.reachedLimit { return false }
    let told = [saturator.terms.integer(number)] + saturator.terms.arguments(of: later)
    return saturator.kept.allSatisfy { link in
      guard link.isSolved, saturator.terms.node(link.conclusion).symbol == symbol else {
        return true
      }
      var pair = JointInstance(clause, link)
      let isOne = zip(told, saturator.terms.arguments(of: link.conclusion)).allSatisfy {
        pair.unify($0, $1, saturator.terms)
      }
      if !isOne || !pair.close(saturator.terms) { return true }
      return link.hypotheses.contains { pair.areIdentical(earlier, $0, saturator.terms) }
    }
  }

  /// Adds the clauses of what a claim says of an event.
  ///
  /// - Returns: the number that they have.
  private mutating func narrow(
    _ subject: Subject, _ symbol: Int32, _ saturator: inout Saturator
  ) -> Int {
    let number = numbers.count + 1
    numbers[subject] = number
    let happened = saturator.terms.node(subject.fact).symbol
    for clause in recorded where saturator.terms.node(clause.conclusion).symbol == happened {
      var unifier = clause.unifier
      let offset = unifier.add(subject.domains)
      guard unifier.unify(clause.conclusion, 0, subject.fact, offset, saturator.terms) else {
        continue
      }
      let arguments =
        [saturator.terms.integer(number)] + saturator.terms.arguments(of: clause.conclusion)
      var narrowed = clause
      narrowed.unifier = unifier
      narrowed.conclusion = saturator.terms.apply(symbol, arguments)
      saturator.add(narrowed)
    }
    saturator.saturate()
    return number
  }
}
