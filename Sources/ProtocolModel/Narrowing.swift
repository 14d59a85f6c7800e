// One step of narrowing: what a symbol of the declared equations, applied to terms that are in
// normal form in every run, can come to.

import Terms

/// What g(s) comes to in one case, and the actions that hold exactly in it.
struct NarrowingCase {
  var actions: [Action]
  var value: Term
}

extension VariantSplitter {
  /// The cases of `symbol` applied to `arguments`, the irreducible one last. Any two exclude each
  /// other, and together they cover all values.
  mutating func cases(of symbol: SymbolID, _ arguments: [Term]) -> [NarrowingCase] {
    var found: [NarrowingCase] = []
    var earlier: [RewriteRule] = []
    for rule in rules where rule.head == symbol {
      guard var narrowed = reduce(arguments, by: rule) else { continue }
      let isCertain = narrowed.actions.isEmpty
      for other in earlier where other.overlapsAtRoot(rule) {
        narrowed.actions.append(differs(arguments, from: other))
      }
      found.append(narrowed)
      earlier.append(rule)
      if isCertain { return found }
    }
    let irreducible = earlier.map { differs(arguments, from: $0) }
    return found + [NarrowingCase(actions: irreducible, value: .apply(symbol, arguments))]
  }

  /// `require` that the arguments are no instance of the rule's left side.
  private mutating func differs(_ arguments: [Term], from rule: RewriteRule) -> Action {
    var bindings: [Variable: Term] = [:]
    let pattern = rename(.tuple(rule.arguments), &bindings)
    return .require(.notEqual(.tuple(arguments), pattern))
  }

  /// The case in which the rule applies; nil if it never does.
  private mutating func reduce(_ arguments: [Term], by rule: RewriteRule) -> NarrowingCase? {
    var bindings: [Variable: Term] = [:]
    var actions: [Action] = []
    for (pattern, term) in zip(rule.arguments, arguments) {
      guard take(term, as: pattern, &bindings, &actions) else { return nil }
    }
    return NarrowingCase(actions: actions, value: rule.right.substituting(bindings))
  }

  /// Matches a term of the role with a part of a rule's left side, as far as that can be told
  /// beforehand, and adds actions for the rest. Symbols at the roots of different terms that
  /// have been decided never come to the same.
  private mutating func take(
    _ term: Term, as pattern: Term, _ bindings: inout [Variable: Term], _ actions: inout [Action]
  ) -> Bool {
    switch (pattern, term) {
    case (.variable(let variable), _):
      guard let value = bindings[variable] else {
        bindings[variable] = term
        return true
      }
      return compare(value, term, &actions)
    case (.apply(let symbol, let patterns), .apply(let other, let terms)):
      guard symbol == other, patterns.count == terms.count else { return false }
      for (pattern, term) in zip(patterns, terms) {
        guard take(term, as: pattern, &bindings, &actions) else { return false }
      }
      return true
    case (.apply(_, let patterns), .variable(let variable)):
      guard patterns.isEmpty || variables[variable.index].kind.admitsApplications else {
        return false
      }
      actions.append(.match(term, pattern: rename(pattern, &bindings)))
      return true
    default: return compare(pattern, term, &actions)
    }
  }

  private func compare(_ left: Term, _ right: Term, _ actions: inout [Action]) -> Bool {
    if left == right { return true }
    guard unify(left, right) != nil else { return false }
    actions.append(.require(.equal(left, right)))
    return true
  }

  /// The pattern with the rule's variables replaced by their values, or by new hidden ones.
  private mutating func rename(_ pattern: Term, _ bindings: inout [Variable: Term]) -> Term {
    for variable in pattern.variables where bindings[variable] == nil {
      bindings[variable] = hiddenVariable()
    }
    return pattern.substituting(bindings)
  }
}

extension RewriteRule {
  fileprivate var arguments: [Term] {
    guard case .apply(_, let arguments) = left else { return [] }
    return arguments
  }

  /// Whether some term is an instance of both left sides.
  fileprivate func overlapsAtRoot(_ other: RewriteRule) -> Bool {
    unify(left, other.left.renamedApart(by: left.variableBound)) != nil
  }
}

extension VariableKind {
  /// Whether a value can be a symbol applied to arguments.
  fileprivate var admitsApplications: Bool {
    switch self {
    case .any, .sorted: true
    case .integer, .principal, .constant: false
    }
  }
}
