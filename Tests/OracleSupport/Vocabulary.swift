// The integers and public constants that the oracle tries: those that the model mentions, and a
// few more.

import ProtocolModel
import Terms

struct Vocabulary {
  let integers: [Ground]
  private let named: [SortID: [Ground]]

  init(model: ProtocolModel, terms: GroundTerms) {
    var mentioned = MentionedValues()
    for role in model.roles {
      role.knows.forEach { mentioned.add($0) }
      for transition in role.transitions {
        for action in transition.actions { mentioned.add(action) }
      }
    }
    for property in model.properties { mentioned.add(property.goal) }
    integers = mentioned.integers.union([0, 1]).sorted().map(terms.integer)
    var named: [SortID: [Ground]] = [:]
    for index in model.sorts.indices where index >= SortID.builtinNames.count {
      let sort = SortID(index)
      var names = mentioned.constants[sort, default: []].sorted()
      for spare in ["a", "b"] where names.count < 2 {
        names.append(model.sorts[index].name + "." + spare)
      }
      named[sort] = names.map { terms.name(.constant($0, sort)) }
    }
    self.named = named
  }

  func constants(of sort: SortID) -> [Ground] { named[sort, default: []] }

  var allConstants: [Ground] { named.values.flatMap { $0 }.sorted() }
}

private struct MentionedValues {
  var integers: Set<Int> = []
  var constants: [SortID: Set<String>] = [:]

  mutating func add(_ term: Term) {
    switch term {
    case .variable: break
    case .integer(let value): integers.insert(value)
    case .name(.constant(let name, let sort)): constants[sort, default: []].insert(name)
    case .name: break
    case .apply(_, let arguments): arguments.forEach { add($0) }
    }
  }

  mutating func add(_ action: Action) {
    switch action {
    case .receive(let term, _, let other), .send(let term, _, let other):
      add(term)
      if let other { add(other) }
    case .match(let term, let pattern):
      add(term)
      add(pattern)
    case .fresh: break
    case .define(_, let linear): add(linear)
    case .require(let condition): add(condition)
    case .event(_, let terms), .insert(_, let terms), .delete(_, let terms):
      terms.forEach { add($0) }
    }
  }

  mutating func add(_ condition: Condition) {
    switch condition {
    case .equal(let left, let right), .notEqual(let left, let right):
      add(left)
      add(right)
    case .compare(let left, _, let right):
      add(left)
      add(right)
    case .member(_, let entry), .notMember(_, let entry): entry.forEach { add($0) }
    case .all(let parts), .any(let parts): parts.forEach { add($0) }
    }
  }

  /// A bound and its neighbours, so that every comparison can go either way.
  mutating func add(_ linear: LinearTerm) {
    integers.formUnion([linear.constant - 1, linear.constant, linear.constant + 1])
  }

  mutating func add(_ goal: PropertyGoal) {
    switch goal {
    case .secret(let term, _, _), .guessableSafe(let term, _, _), .hidden(let term, _, _):
      add(term)
    case .correspondence(let trigger, let alternatives, _):
      for pattern in [trigger] + alternatives.flatMap({ $0.flatMap { $0 } }) {
        pattern.arguments.forEach { add($0) }
      }
    case .reachable(let patterns):
      for pattern in patterns { pattern.arguments.forEach { add($0) } }
    case .invariant(let left, _, let right, _):
      add(left.linear)
      add(right.linear)
    }
  }
}
