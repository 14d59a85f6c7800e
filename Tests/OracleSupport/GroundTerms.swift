// Ground terms of the oracle: normal forms, each stored once, so that equal terms have equal ids.
//
// The oracle decides tiny models by brute force; sharing keeps its visited states small enough
// to compare exactly. It is written separately from the engines' term store, from S1, and knows
// nothing but ground terms: matching, building and rewriting from the inside out.

import ProtocolModel
import Terms

/// A ground term in normal form: an index into `GroundTerms`.
struct Ground: Hashable, Comparable {
  let index: Int32
  static func < (left: Ground, right: Ground) -> Bool { left.index < right.index }
}

/// Values of one scope's variables, by their indices.
typealias Environment = [Ground?]

final class GroundTerms {
  enum Node: Hashable {
    case name(Name)
    case integer(Int)
    case apply(SymbolID, [Ground])
  }

  let signature: Signature
  let rules: [RewriteRule]
  private let defined: Set<SymbolID>
  private var nodes: [Node] = []
  private var ids: [Node: Ground] = [:]
  private var freshSorts: [Ground: SortID] = [:]

  init(signature: Signature, rules: [RewriteRule]) {
    self.signature = signature
    self.rules = rules
    var heads: Set<SymbolID> = []
    for rule in rules {
      if case .apply(let symbol, _) = rule.left { heads.insert(symbol) }
    }
    defined = heads
  }

  subscript(ground: Ground) -> Node { nodes[Int(ground.index)] }

  // MARK: Building

  func name(_ name: Name) -> Ground { store(.name(name)) }
  func integer(_ value: Int) -> Ground { store(.integer(value)) }

  func fresh(_ name: Name, sort: SortID) -> Ground {
    let ground = store(.name(name))
    freshSorts[ground] = sort
    return ground
  }

  /// A symbol applied to normal forms, in normal form: the equations are convergent, so rewriting
  /// at the root with any rule that matches is enough (S1.2).
  func apply(_ symbol: SymbolID, _ arguments: [Ground]) -> Ground {
    if defined.contains(symbol) {
      for rule in rules {
        guard case .apply(symbol, let patterns) = rule.left else { continue }
        var environment = Environment(repeating: nil, count: rule.variableCount)
        if match(patterns, arguments, &environment, []) {
          return build(rule.right, environment)!
        }
      }
    }
    return store(.apply(symbol, arguments))
  }

  /// The normal form of an instance; nil if a variable has no value.
  func build(_ term: Term, _ environment: Environment) -> Ground? {
    switch term {
    case .variable(let variable): return environment[variable.index]
    case .name(let atom): return name(atom)
    case .integer(let value): return integer(value)
    case .apply(let symbol, let arguments):
      var built: [Ground] = []
      for argument in arguments {
        guard let ground = build(argument, environment) else { return nil }
        built.append(ground)
      }
      return apply(symbol, built)
    }
  }

  private func store(_ node: Node) -> Ground {
    if let known = ids[node] { return known }
    let ground = Ground(index: Int32(nodes.count))
    nodes.append(node)
    ids[node] = ground
    return ground
  }

  // MARK: Matching

  /// Extends the environment so that the pattern becomes the value, if possible; the environment
  /// is spoilt otherwise. `kinds` are the scope's variables; without them anything binds.
  func match(
    _ pattern: Term, _ value: Ground, _ environment: inout Environment, _ kinds: [VariableInfo]
  ) -> Bool {
    switch pattern {
    case .variable(let variable):
      if let bound = environment[variable.index] { return bound == value }
      guard accepts(variable, value, kinds) else { return false }
      environment[variable.index] = value
      return true
    case .name, .integer:
      return build(pattern, environment) == value
    case .apply(let symbol, let patterns):
      if !defined.isEmpty, let whole = build(pattern, environment) { return whole == value }
      guard case .apply(symbol, let arguments) = self[value] else { return false }
      return match(patterns, arguments, &environment, kinds)
    }
  }

  func match(
    _ patterns: [Term], _ values: [Ground], _ environment: inout Environment,
    _ kinds: [VariableInfo]
  ) -> Bool {
    for (pattern, value) in zip(patterns, values) {
      guard match(pattern, value, &environment, kinds) else { return false }
    }
    return true
  }

  /// Whether a variable may take this value (S1.5, S1.6).
  func accepts(_ variable: Variable, _ value: Ground, _ kinds: [VariableInfo]) -> Bool {
    guard variable.index < kinds.count else { return true }
    switch (kinds[variable.index].kind, self[value]) {
    case (.any, _): return true
    case (.integer, .integer): return true
    case (.principal, .name(.principal)): return true
    case (.constant(let sort), .name(.constant(_, let other))): return sort == other
    case (.sorted(let sort), _): return hasSort(value, sort)
    default: return false
    }
  }

  private func hasSort(_ value: Ground, _ sort: SortID) -> Bool {
    if sort == .message { return true }
    switch self[value] {
    case .integer: return sort == .integer
    case .name(.principal): return sort == .principal
    case .name(.constant(_, let own)): return sort == own
    case .name(.fresh): return freshSorts[value] == sort
    // A name of the attacker whose sort nobody recorded has any sort that names are made with.
    case .name(.attacker):
      return freshSorts[value].map { $0 == sort } ?? (sort != .integer && sort != .principal)
    case .apply(let symbol, _): return signature[symbol].result == sort
    }
  }

  // MARK: Reading

  /// The term itself and everything in it.
  func subterms(of ground: Ground, into found: inout Set<Ground>) {
    guard found.insert(ground).inserted else { return }
    guard case .apply(_, let arguments) = self[ground] else { return }
    for argument in arguments { subterms(of: argument, into: &found) }
  }

  func isPrincipal(_ ground: Ground) -> Bool {
    if case .name(.principal) = self[ground] { return true }
    return false
  }

  func integerValue(_ ground: Ground) -> Int? {
    if case .integer(let value) = self[ground] { return value }
    return nil
  }

  func term(_ ground: Ground) -> Term {
    switch self[ground] {
    case .name(let name): .name(name)
    case .integer(let value): .integer(value)
    case .apply(let symbol, let arguments): .apply(symbol, arguments.map(term))
    }
  }

  /// For people: `pair(n#0.1, pk(sk(h1)))`.
  func describe(_ ground: Ground) -> String {
    switch self[ground] {
    case .name(.principal(let name)), .name(.constant(let name, _)): return name
    case .name(.fresh(let name, let session, let count)): return "\(name)#\(session).\(count)"
    case .name(.attacker(let number)): return "attacker#\(number)"
    case .integer(let value): return String(value)
    case .apply(let symbol, let arguments):
      let inner = arguments.map(describe).joined(separator: ", ")
      return "\(signature[symbol].name)(\(inner))"
    }
  }
}
