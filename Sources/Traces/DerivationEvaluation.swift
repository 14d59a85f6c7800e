// The value of a derivation (rules S6.1 and S7.2): every leaf is something that its computer
// holds, every inner node something that anybody can compute.

import ProtocolModel
import Terms

/// Evaluates derivations of the attacker, or of an honest principal for `hidden`.
struct DerivationEvaluator {
  enum Computer {
    /// The attacker acts for these dishonest principals in these roles.
    case attacker(dishonest: Set<String>, plays: [RoleID])
    /// An honest principal and the sessions that it owns.
    case viewer(owner: Term, sessions: [TraceSession])
  }
  let model: ProtocolModel
  let ground: GroundTerms
  let computer: Computer
  /// What the computer observed so far, in order.
  let observed: [Term]
  /// The value that is tried, for `guessable-safe`.
  var guess: Term?

  func value(of derivation: Derivation) throws(Refusal) -> Term {
    switch derivation {
    case .observed(let index):
      guard let term = observed.at(index) else {
        throw Refusal("a derivation uses message \(index), but only \(observed.count) were read")
      }
      return term
    case .credential(let role, let index, let values):
      return try credential(role, index, values)
    case .publicValue(let term):
      guard isPublic(term) else {
        throw Refusal("\(ground.signature.text(term)) is not a public value")
      }
      return term
    case .ownKey(let term): return try ownKey(term)
    case .invented(let number):
      guard case .attacker = computer else {
        throw Refusal("an honest principal's view has no invented values")
      }
      return .name(.attacker(number))
    case .guess:
      guard let guess else { throw Refusal("nothing is guessed here") }
      return guess
    case .apply(let symbol, let arguments): return try apply(symbol, arguments)
    case .analyse(let rule, let premises): return try analyse(rule, premises)
    }
  }

  private func values(of derivations: [Derivation]) throws(Refusal) -> [Term] {
    var result: [Term] = []
    for derivation in derivations { result.append(try value(of: derivation)) }
    return result
  }

  // MARK: Computing

  private func apply(_ id: SymbolID, _ derivations: [Derivation]) throws(Refusal) -> Term {
    guard let symbol = ground.signature.symbol(id) else {
      throw Refusal("a derivation applies symbol \(id.index), which the model does not have")
    }
    guard symbol.isPublic else {
      throw Refusal("a derivation applies `\(symbol.name)`, which is private")
    }
    guard symbol.arity == derivations.count else {
      throw Refusal("a derivation applies `\(symbol.name)` to \(derivations.count) arguments")
    }
    return ground.normalForm(.apply(id, try values(of: derivations)))
  }

  private func analyse(_ index: Int, _ derivations: [Derivation]) throws(Refusal) -> Term {
    guard let rule = ground.theory.analysisRules.at(index) else {
      throw Refusal("a derivation uses analysis rule \(index), which the model does not have")
    }
    let terms = try values(of: derivations)
    guard terms.count == rule.premises.count,
      let values = ground.match(zip(rule.premises, terms).map { ($0, $1) }, [:])
    else {
      let listed = terms.map(ground.signature.text).joined(separator: " and ")
      throw Refusal("the rule `\(rule.name)` does not apply to \(listed)")
    }
    return try ground.value(of: rule.conclusion, values)
  }

  // MARK: Holding

  /// Principals, integers, public constants, and long-term public keys with a public use.
  ///
  /// A use may also be a public symbol applied to public values.
  private func isPublic(_ term: Term) -> Bool {
    switch term {
    case .integer, .name(.principal): true
    case .name(.constant(_, let sort)): sort.hasConstants
    case .apply(Signature.publicKey, let arguments),
      .apply(Signature.verificationKey, let arguments):
      arguments.count == 1 && isPublicLongTermKey(arguments[0])
    default: false
    }
  }

  private func isPublicLongTermKey(_ key: Term) -> Bool {
    switch key {
    case .apply(Signature.secretKey, let arguments):
      arguments.count == 1 && arguments[0].isPrincipal
    case .apply(Signature.secretKeyForUse, let arguments):
      arguments.count == 2 && arguments[0].isPrincipal && isPublicUse(arguments[1])
    default: false
    }
  }

  private func isPublicUse(_ use: Term) -> Bool {
    if isPublic(use) { return true }
    guard case .apply(let id, let arguments) = use, let symbol = ground.signature.symbol(id) else {
      return false
    }
    return symbol.isPublic && symbol.arity == arguments.count && arguments.allSatisfy(isPublicUse)
      && ground.normalForm(use) == use
  }

  private func ownKey(_ term: Term) throws(Refusal) -> Term {
    guard case .viewer(let owner, _) = computer else {
      throw Refusal("the attacker has no long-term keys but its credentials")
    }
    switch term {
    case .apply(Signature.secretKey, [owner]): break
    case .apply(Signature.secretKeyForUse, let arguments)
    where arguments.count == 2 && arguments[0] == owner && term.isGround: break
    default: throw Refusal("\(ground.signature.text(term)) is not the viewer's own key")
    }
    return ground.normalForm(term)
  }

  /// A `knows` term: of a role that the attacker plays, or of one of the viewer's sessions.
  private func credential(
    _ id: RoleID, _ index: Int, _ values: Bindings
  ) throws(Refusal) -> Term {
    guard let role = model.roles.at(id.index), let term = role.knows.at(index) else {
      throw Refusal("a derivation uses a credential that the model does not have")
    }
    for (variable, value) in values.sorted(by: { $0.key < $1.key }) {
      guard value.isGround, ground.normalForm(value) == value,
        role.takesInCredential(variable, value, model.signature)
      else {
        throw Refusal("a credential of \(role.name) has a value that its variable cannot take")
      }
    }
    switch computer {
    case .attacker(let dishonest, let plays):
      try checkPlayed(role, id, values, dishonest, plays)
    case .viewer(_, let sessions):
      guard sessions.contains(where: { $0.role == id && $0.agrees(with: values, role) }) else {
        throw Refusal("the viewer has no session of \(role.name) with the credential's values")
      }
    }
    return try ground.value(of: term, values)
  }

  private func checkPlayed(
    _ role: Role, _ id: RoleID, _ values: Bindings, _ dishonest: Set<String>, _ plays: [RoleID]
  ) throws(Refusal) {
    guard plays.contains(id) else {
      throw Refusal("a derivation uses credentials of \(role.name), which the attacker is not")
    }
    guard !dishonest.isEmpty else {
      throw Refusal("a derivation uses credentials, but no principal is dishonest")
    }
    if let owner = values[role.owner] {
      guard case .name(.principal(let name)) = owner, dishonest.contains(name) else {
        throw Refusal(
          "a derivation uses credentials of \(ground.signature.text(owner)), who is honest")
      }
    }
  }
}

extension Term {
  var isPrincipal: Bool {
    if case .name(.principal) = self { true } else { false }
  }
}

extension TraceSession {
  /// Whether the values of parameters among `values` are this session's.
  func agrees(with values: Bindings, _ role: Role) -> Bool {
    zip(role.parameters, parameters).allSatisfy { parameter, own in
      values[parameter.variable].map { $0 == own } ?? true
    }
  }
}

extension Derivation {
  /// The highest index of an observed term that occurs; nil if none does.
  var highestObserved: Int? {
    switch self {
    case .observed(let index): index
    case .credential, .publicValue, .ownKey, .invented, .guess: nil
    case .apply(_, let inner), .analyse(_, let inner): inner.compactMap(\.highestObserved).max()
    }
  }
}
