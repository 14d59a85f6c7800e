// `guessable-safe T of R at s` (rule S7.9).
//
// What a trace claims is one test: two computations that may use the guess. They are carried out
// twice, with the value that T has and with one that occurs nowhere.

import ProtocolModel
import Terms

extension RunJudge {
  func confirmed(
    _ term: Term, of role: RoleID, at state: StateID?, _ session: Int,
    _ test: (Derivation, Derivation)
  ) throws(Refusal) -> Finding {
    guard run.trace.sessions.at(session)?.role == role else {
      throw Refusal("the session is not one of the property's role")
    }
    var refusal = Refusal("the session has no value to guess")
    for value in try values(of: term, in: session) {
      do {
        try check(test, tells: value)
        let known = [test.0, test.1].compactMap(\.highestObserved).max()
        let step = try firstMoment(
          term, equals: value, in: session, at: state,
          notBefore: known.map { run.observed[$0].step } ?? -1)
        return Finding(kind: .confirmed(value, session: session), step: step)
      } catch {
        refusal = error
      }
    }
    throw refusal
  }

  /// The values that the term has in the session, each once, in the order of the run.
  private func values(of term: Term, in session: Int) throws(Refusal) -> [Term] {
    var found: [Term] = []
    for moment in moments(of: session) where term.isBound(moment.values) {
      let value = try ground.value(of: term, moment.values)
      if !found.contains(value) { found.append(value) }
    }
    return found
  }

  private func check(
    _ test: (Derivation, Derivation), tells value: Term
  ) throws(Refusal) {
    var evaluator = DerivationEvaluator(
      model: model, ground: ground,
      computer: .attacker(dishonest: dishonest, plays: property.threat.plays),
      observed: run.observed.map(\.term))
    evaluator.guess = value
    guard try evaluator.value(of: test.0) == evaluator.value(of: test.1) else {
      throw Refusal("the two computations differ even if the guess is right")
    }
    evaluator.guess = .name(.attacker(unusedInvention(test)))
    // With the right guess both could be carried out, so only a rule that does not apply fails.
    if let one = try? evaluator.value(of: test.0), let other = try? evaluator.value(of: test.1),
      one == other
    {
      throw Refusal("the two computations agree even if the guess is wrong")
    }
  }

  /// A value of the attacker's that is neither in the run nor in the computations.
  private func unusedInvention(_ test: (Derivation, Derivation)) -> Int {
    var used: Set<Int> = []
    for term in run.observed.map(\.term) + run.trace.mentionedTerms {
      term.collectInventions(&used)
    }
    test.0.collectInventions(&used)
    test.1.collectInventions(&used)
    var number = 0
    while used.contains(number) { number += 1 }
    return number
  }
}

extension Trace {
  /// The terms that stand in it, those in derivations of messages aside.
  fileprivate var mentionedTerms: [Term] {
    sessions.flatMap(\.parameters)
      + steps.compactMap {
        if case .transition(_, _, let message, _, _) = $0 { message } else { nil }
      }
  }
}

extension Term {
  fileprivate func collectInventions(_ numbers: inout Set<Int>) {
    switch self {
    case .name(.attacker(let number)): numbers.insert(number)
    case .name, .integer, .variable: break
    case .apply(_, let arguments): for part in arguments { part.collectInventions(&numbers) }
    }
  }
}

extension Derivation {
  fileprivate func collectInventions(_ numbers: inout Set<Int>) {
    switch self {
    case .invented(let number): numbers.insert(number)
    case .credential(_, _, let values):
      for value in values.values { value.collectInventions(&numbers) }
    case .publicValue(let term), .ownKey(let term): term.collectInventions(&numbers)
    case .observed, .guess: break
    case .apply(_, let inner), .analyse(_, let inner):
      for part in inner { part.collectInventions(&numbers) }
    }
  }
}
