// One transition, performed symbolically: what the role has after each action, and what it could
// not do.

import Diagnostics
import Terms

struct TransitionCheck {
  let role: RoleCheck
  var text: TermText
  var knowledge: RoleKnowledge
  var bound: Set<Variable>
  var diagnostics: [Diagnostic] = []
  let facts: [FollowingFact]
  let free: Set<Variable>

  init(role: RoleCheck, _ transition: Transition, _ knowledge: RoleKnowledge) {
    self.role = role
    self.knowledge = knowledge
    text = role.text
    bound = role.role.bound(at: transition.source)
    facts = transition.followingFacts
    free = transition.freeVariables(role.role)
    for fact in facts {
      guard case .apply(Signature.verificationKey, let key) = fact.value,
        case .variable(let secret) = key[0], role.role.variables[secret.index].isHidden
      else { continue }
      text.aliases[secret] = "inverse(\(text(fact.sources[0])))"
    }
  }

  mutating func perform(_ action: Action, at span: SourceSpan) {
    let binds = action.binds(given: bound)
    switch action {
    case .receive(let message, over: _, from: let sender):
      read(sender.map { .pair(message, $0) } ?? message, at: span)
    case .match(let term, pattern: let pattern):
      build(term, at: span)
      read(pattern, at: span)
    case .fresh, .define, .event: break
    case .require(let condition): check(condition, at: span)
    case .insert(_, let terms): for term in terms { build(term, at: span) }
    case .delete(_, let entry): compare(.tuple(entry), at: span)
    case .send(let message, over: _, to: let receiver):
      build(message, at: span)
      if let receiver { build(receiver, at: span) }
    }
    bound.formUnion(binds)
    // What could not be read was reported; from here on the role has it.
    knowledge.hold(binds.filter { !isHidden($0) || isMade(by: action) }.map { .variable($0) })
  }

  func isHidden(_ variable: Variable) -> Bool {
    role.role.variables[variable.index].isHidden
  }

  private func isMade(by action: Action) -> Bool {
    switch action {
    case .fresh, .define: true
    default: false
    }
  }

  // MARK: - Building

  /// Every part of the term is at hand.
  private mutating func build(_ term: Term, at span: SourceSpan) {
    while let piece = knowledge.missing(in: term) {
      report(cannotBuild(piece, at: span))
      knowledge.hold([piece])
    }
  }

  // MARK: - Reading

  /// The role takes a value apart as the pattern says.
  private mutating func read(_ pattern: Term, at span: SourceSpan) {
    knowledge = readParts(pattern, at: span)
  }

  /// The same without learning anything: nothing is bound.
  private mutating func compare(_ pattern: Term, at span: SourceSpan) {
    _ = readParts(pattern, at: span)
  }

  private mutating func readParts(_ pattern: Term, at span: SourceSpan) -> RoleKnowledge {
    guard pattern.isComputable(given: bound, rules: role.rules) else {
      report(cannotUndo(pattern, at: span))
      var next = knowledge
      next.hold(pattern.variables.map { .variable($0) })
      return next
    }
    let reading = PatternReading(pattern, before: knowledge, facts: facts, free: free)
    for part in reading.unrecognised { report(cannotRead(part, reading, at: span)) }
    if reading.unrecognised.isEmpty { checkValues(of: pattern, reading, at: span) }
    var next = reading.after
    if !reading.unrecognised.isEmpty {
      next.hold(facts.map(\.value))
      next.hold(facts.flatMap(\.sources))
    }
    return next
  }

  /// A variable can be fixed by what is checked and still have a value that the role cannot
  /// get, such as the secret key of a signature.
  private mutating func checkValues(
    of pattern: Term, _ reading: PatternReading, at span: SourceSpan
  ) {
    for variable in pattern.variables
    where !bound.contains(variable) && !isHidden(variable)
      && !reading.after.derives(.variable(variable))
    { report(cannotExtract(variable, from: pattern, at: span)) }
  }

  // MARK: - Conditions

  private mutating func check(_ condition: Condition, at span: SourceSpan) {
    switch condition {
    case .equal(let left, let right):
      checkSide(left, at: span)
      checkSide(right, at: span)
    case .notEqual(let left, let right):
      // A side with wildcards is compared with the value of the other.
      for side in [left, right] {
        if bound.isSuperset(of: side.variables) {
          checkSide(side, at: span)
        } else {
          compare(side, at: span)
        }
      }
    case .compare: break  // integers that are bound are at hand
    case .member(_, let entry): read(.tuple(entry), at: span)
    case .notMember(_, let entry): compare(.tuple(entry), at: span)
    case .all(let conditions):
      for condition in conditions {
        check(condition, at: span)
        bound.formUnion(condition.binds(given: bound))
      }
    case .any(let conditions):
      for condition in conditions {
        var alternative = self
        alternative.check(condition, at: span)
        diagnostics = alternative.diagnostics
      }
    }
  }

  private mutating func checkSide(_ term: Term, at span: SourceSpan) {
    while let piece = knowledge.missing(in: term) {
      report(cannotCompare(piece, at: span))
      knowledge.hold([piece])
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}

extension Transition {
  /// The equations that fix hidden variables of its patterns.
  fileprivate var followingFacts: [FollowingFact] {
    actions.flatMap { action -> [FollowingFact] in
      switch action {
      case .require(.equal(let left, let right)):
        return [(left, right), (right, left)].compactMap { value, source in
          guard case .apply(Signature.verificationKey, let key) = value,
            case .variable = key[0]
          else { return nil }
          return FollowingFact(value: value, sources: [source])
        }
      case .require(.compare(let left, .equal, let right)):
        return [(left, right), (right, left)].compactMap { value, source in
          guard value.constant == 0, value.summands.count == 1, value.summands[0].coefficient == 1
          else { return nil }
          return FollowingFact(
            value: .variable(value.summands[0].variable),
            sources: source.summands.map { .variable($0.variable) })
        }
      default: return []
      }
    }
  }

  /// The hidden variables that stand in one place only: `_` and the randomness of patterns.
  fileprivate func freeVariables(_ role: Role) -> Set<Variable> {
    var counts: [Variable: Int] = [:]
    for action in actions {
      for term in action.terms { term.forEachVariable { counts[$0, default: 0] += 1 } }
    }
    for summand in actions.flatMap(\.linearTerms).flatMap(\.summands) {
      counts[summand.variable, default: 0] += 1
    }
    let bound = role.bound(at: source)
    return Set(
      counts.filter { variable, count in
        count == 1 && role.variables[variable.index].isHidden && !bound.contains(variable)
      }.keys)
  }
}
