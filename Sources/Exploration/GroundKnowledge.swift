// Derivations of ground terms: how the attacker (or a viewer) computes a message, for the trace.
//
// The textbook procedure for ground knowledge: close what was observed under the analysis rules,
// then compose. It is independent of the symbolic solver, whose solutions it only spells out.

import ProtocolModel
import Terms
import Traces

struct GroundKnowledge {
  let model: ProtocolModel
  private(set) var facts: [(term: Term, derivation: Derivation)] = []
  private var derivations: [Term: Derivation] = [:]
  private let isViewer: Bool
  /// Public symbols by index.
  let isPublic: [Bool]
  private var isClosed = false
  /// The analysis rules by the symbol that they take apart.
  let rules: [[Int]]
  /// Facts before this one have given what they give by themselves.
  private var analysed = 0

  /// The attacker with its credentials.
  init(model: ProtocolModel, plays: [RoleID], dishonest: [String], values: [Term]) {
    self.init(model: model, isViewer: false)
    for role in plays {
      for owner in dishonest {
        addKnows(role, values) { _, variable, info in
          variable == info.owner ? .name(.principal(owner)) : nil
        }
      }
    }
  }

  /// An honest principal with its keys and what its sessions know.
  init(
    model: ProtocolModel, viewer: TraceSession, sessions: [TraceSession], keyUses: [Term],
    values: [Term]
  ) {
    self.init(model: model, isViewer: true)
    let owner = viewer.parameters[0]
    let key = Term.apply(Signature.secretKey, [owner])
    add(key, .ownKey(key))
    for use in keyUses {
      let key = Term.apply(Signature.secretKeyForUse, [owner, use])
      add(key, .ownKey(key))
    }
    for session in sessions {
      addKnows(session.role, values) { _, variable, info in
        info.parameters.firstIndex { $0.variable == variable }.map { session.parameters[$0] }
      }
    }
  }

  private init(model: ProtocolModel, isViewer: Bool) {
    self.model = model
    self.isViewer = isViewer
    isPublic = model.signature.symbols.map(\.isPublic)
    var rules = Array(repeating: [Int](), count: isPublic.count)
    for (index, rule) in model.theory.analysisRules.enumerated() {
      if case .apply(let symbol, _) = rule.premises[0] { rules[Int(symbol.index)].append(index) }
    }
    self.rules = rules
  }

  /// Adds the instances, with these values, of a role's `knows` terms; `fixed` gives variables that have one value.
  private mutating func addKnows(
    _ id: RoleID, _ values: [Term], fixed: (Int, Variable, Role) -> Term?
  ) {
    let role = model.roles[id.index]
    for (index, term) in role.knows.enumerated() {
      var assignments: [[Variable: Term]] = [[:]]
      for variable in term.variables {
        let domain = role.variables[variable.index].knownDomain
        let choices =
          fixed(index, variable, role).map { [$0] }
          ?? values.filter {
            domain.contains($0, model.signature)
          }
        assignments = assignments.flatMap { partial in
          choices.map { partial.merging([variable: $0]) { _, new in new } }
        }
      }
      if !term.variables.contains(role.owner), let owner = fixed(index, role.owner, role) {
        assignments = assignments.map { $0.merging([role.owner: owner]) { _, new in new } }
      }
      for values in assignments {
        add(
          normalForm(term.substituting(values), model.theory),
          .credential(id, index: index, values: values))
      }
    }
  }

  // MARK: Analysis

  mutating func observe(_ term: Term, index: Int) {
    add(term, .observed(index))
  }

  private mutating func add(_ term: Term, _ derivation: Derivation) {
    guard derivations[term] == nil else { return }
    derivations[term] = derivation
    facts.append((term, derivation))
    isClosed = false
  }

  private mutating func close() {
    while !isClosed {
      isClosed = true
      var index = 0
      while index < facts.count {
        if case .apply(let symbol, _) = facts[index].term {
          for rule in rules[Int(symbol.index)] { apply(rule, to: index) }
        }
        index += 1
      }
      analysed = facts.count
    }
  }

  private mutating func apply(_ index: Int, to number: Int) {
    let rule = model.theory.analysisRules[index]
    if rule.premises.count == 1, number < analysed { return }
    let fact = facts[number]
    var values: [Variable: Term] = [:]
    guard match(rule.premises[0], fact.term, into: &values) else { return }
    let theory = model.theory
    extend(rule.premises.dropFirst(), values, [fact.derivation]) { values, premises in
      let conclusion = normalForm(rule.conclusion.substituting(values), theory)
      return conclusion.isGround ? (conclusion, .analyse(index, premises)) : nil
    }
  }

  /// Meets the remaining premises, matching open ones with what is held.
  private mutating func extend(
    _ premises: ArraySlice<Term>, _ values: [Variable: Term], _ derived: [Derivation],
    _ conclude: ([Variable: Term], [Derivation]) -> (Term, Derivation)?
  ) {
    guard let premise = premises.first else {
      if let (term, derivation) = conclude(values, derived) { add(term, derivation) }
      return
    }
    let instance = premise.substituting(values)
    if instance.isGround {
      guard let derivation = compose(instance) else { return }
      return extend(premises.dropFirst(), values, derived + [derivation], conclude)
    }
    for fact in facts {
      var extended = values
      if match(instance, fact.term, into: &extended) {
        extend(premises.dropFirst(), extended, derived + [fact.derivation], conclude)
      }
    }
  }

  // MARK: Composition

  /// How the term is computed; nil if it is not derivable.
  mutating func derive(_ term: Term) -> Derivation? {
    close()
    return compose(term)
  }

  /// Only of what is closed.
  func compose(_ term: Term) -> Derivation? {
    if let derivation = derivations[term] { return derivation }
    switch term {
    case .variable: return nil
    case .integer, .name(.principal), .name(.constant): return .publicValue(term)
    case .name(.attacker(let number)): return isViewer ? nil : .invented(number)
    case .name(.fresh): return nil
    case .apply(let symbol, let arguments):
      if symbol == Signature.publicKey || symbol == Signature.verificationKey,
        isLongTermKey(arguments[0])
      {
        return .publicValue(term)
      }
      guard isPublic[Int(symbol.index)] else { return nil }
      var derived: [Derivation] = []
      for argument in arguments {
        guard let derivation = compose(argument) else { return nil }
        derived.append(derivation)
      }
      return .apply(symbol, derived)
    }
  }

  private func isLongTermKey(_ term: Term) -> Bool {
    switch term {
    case .apply(Signature.secretKey, let arguments):
      if case .name(.principal) = arguments[0] { return true }
      return false
    case .apply(Signature.secretKeyForUse, let arguments):
      guard case .name(.principal) = arguments[0] else { return false }
      return compose(arguments[1]) != nil
    default: return false
    }
  }
}

extension VariableDomain {
  /// Whether a public value lies in it.
  fileprivate func contains(_ value: Term, _ signature: Signature) -> Bool {
    switch (self, value) {
    case (.constant(let sort), .apply(let symbol, _)), (.sorted(let sort), .apply(let symbol, _)):
      signature[symbol].result == sort
    case (.any, _), (.principal, .name(.principal)), (.integer, .integer): true
    case (.constant(let sort), .name(.constant(_, let own))): sort == own
    case (.sorted(let sort), .name(.constant(_, let own))): sort == own
    default: false
    }
  }
}
