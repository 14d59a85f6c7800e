// Terms as plain trees: the form in which models, traces, the replayer and the tests hold them.
//
// The engines do not search over these: they intern terms into a TermStore. The tree form stays
// separate on purpose. It is slow and obvious, and the replayer that has to catch the engines'
// mistakes must not share their term store.

/// A variable of one scope (a role, a property, a rule): an index into the scope's variables.
package struct Variable: Hashable, Comparable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
  package static func < (left: Variable, right: Variable) -> Bool { left.index < right.index }

  /// Variables are small numbers and the keys of most dictionaries: a multiplication spreads them, and
  /// nobody can choose them so that they collide.
  package func _rawHashValue(seed: Int) -> Int {
    let mixed = (index ^ seed) &* Int(bitPattern: 0x9E37_79B9_7F4A_7C15)
    return mixed ^ mixed >> 32
  }
}

/// An atomic ground value.
package enum Name: Hashable, Sendable {
  /// A principal's name; public.
  case principal(String)
  /// A public constant that a parameter of some sort denotes, such as `visa`.
  case constant(String, SortID)
  /// A value that a session made fresh: the `count`-th that this session made (from 0).
  case fresh(String, session: Int, count: Int)
  /// The attacker's own n-th fresh value.
  case attacker(Int)
}

package indirect enum Term: Hashable, Sendable {
  case variable(Variable)
  case name(Name)
  case integer(Int)
  case apply(SymbolID, [Term])
}

extension Term {
  /// Of terms within terms only what they start with counts: whoever looks a term up compares it
  /// anyway, and hashing all of it took longer.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    if case .apply(_, let arguments) = self {
      for argument in arguments { hasher.combine(argument.start) }
    }
    if case .name(let name) = self { hasher.combine(name) }
  }

  /// Different for most terms that start differently.
  private var start: Int {
    switch self {
    case .variable(let variable): 4 * variable.index
    case .integer(let value): 4 &* value &+ 1
    case .apply(let symbol, _): 4 * Int(symbol.index) + 2
    case .name: 3
    }
  }

  package static func pair(_ first: Term, _ second: Term) -> Term {
    .apply(Signature.pair, [first, second])
  }

  /// One term as it is, several as a right-nested tuple.
  package static func tuple(_ elements: [Term]) -> Term {
    var result = elements[elements.count - 1]
    for element in elements.dropLast().reversed() { result = pair(element, result) }
    return result
  }

  package var isGround: Bool {
    switch self {
    case .variable: false
    case .name, .integer: true
    case .apply(_, let arguments): arguments.allSatisfy(\.isGround)
    }
  }

  /// The variables in order of their first occurrence, each once.
  package var variables: [Variable] {
    var found: [Variable] = []
    // Where there are many; most terms have three.
    var seen: Set<Variable> = []
    forEachVariable { variable in
      if seen.isEmpty ? found.contains(variable) : seen.contains(variable) { return }
      found.append(variable)
      if found.count == 16 { seen = Set(found) }
      if found.count > 16 { seen.insert(variable) }
    }
    return found
  }

  package func forEachVariable(_ visit: (Variable) -> Void) {
    switch self {
    case .variable(let variable): visit(variable)
    case .name, .integer: break
    case .apply(_, let arguments): for argument in arguments { argument.forEachVariable(visit) }
    }
  }

  /// Replaces variables; those without a value stay.
  package func substituting(_ values: [Variable: Term]) -> Term {
    switch self {
    case .variable(let variable): values[variable] ?? self
    case .name, .integer: self
    case .apply(let symbol, let arguments):
      .apply(symbol, arguments.map { $0.substituting(values) })
    }
  }

  /// Renames every variable.
  package func mappingVariables(_ rename: (Variable) -> Variable) -> Term {
    switch self {
    case .variable(let variable): .variable(rename(variable))
    case .name, .integer: self
    case .apply(let symbol, let arguments):
      .apply(symbol, arguments.map { $0.mappingVariables(rename) })
    }
  }

  /// Whether `other` occurs in this term, the term itself included.
  package func contains(_ other: Term) -> Bool {
    if self == other { return true }
    guard case .apply(_, let arguments) = self else { return false }
    return arguments.contains { $0.contains(other) }
  }
}
