// What somebody can derive from finitely many ground terms: the textbook procedure in two phases
// (S6.1, and S7.2 for the view of a principal). Saturate what is known under taking apart, then
// answer every question by putting together.
//
// The rules of taking apart are written here from S6.1 and from the declared equations; the
// analysis rules that elaboration computes are deliberately not used.

import ProtocolModel
import Terms

/// A set of terms that is closed under taking apart. Sets with equal terms are one object.
final class Knowledge: Hashable {
  let terms: [Ground]
  let set: Set<Ground>
  fileprivate var answers: [Ground: Bool] = [:]
  fileprivate var derivableValues: [Ground]?
  fileprivate var instances: [InstanceQuestion: [Environment]?] = [:]

  fileprivate init(terms: [Ground], set: Set<Ground>) {
    self.terms = terms
    self.set = set
  }

  static func == (left: Knowledge, right: Knowledge) -> Bool { left === right }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Which received pattern, and what is bound when it is received.
struct InstanceQuestion: Hashable {
  let role: RoleID
  let transition: Int
  let environment: Environment
}

/// A pattern with which some role opens what it received whole.
struct Composition {
  let pattern: Term
  let kinds: [VariableInfo]
}

/// All instances of a `knows` term: some of its variables are fixed, the others take every value
/// of their sort (S2.2).
struct Family {
  let pattern: Term
  let environment: Environment
  let variables: [VariableInfo]

  init(_ pattern: Term, _ environment: Environment, _ role: Role) {
    self.pattern = pattern
    self.environment = environment
    variables = role.variables.map { info in
      var info = info
      switch info.sort {
      case .integer: info.kind = .integer
      case .message, .principal, .nonce, .key: info.kind = .principal
      case let sort: info.kind = .constant(sort)
      }
      return info
    }
  }
}

/// Somebody who derives terms: the attacker, or the owner of some sessions.
final class Deduction {
  let terms: GroundTerms
  private let families: [Family]
  /// The principal whose secret keys of every use are known (S7.2).
  private let keyOwner: Ground?
  /// Values that variables may take even if they are part of nothing that is known.
  private let values: [Ground]
  /// Variables take nothing but `values`.
  private let onlyValues: Bool
  /// Patterns whose instances variables also take, so many of each.
  private let compositions: (patterns: [Composition], limit: Int)
  private var interned: [[Ground]: Knowledge] = [:]
  private let junk: Ground

  init(
    terms: GroundTerms, families: [Family], keyOwner: Ground?, values: [Ground],
    onlyValues: Bool, compositions: (patterns: [Composition], limit: Int)
  ) {
    self.terms = terms
    self.families = families
    self.keyOwner = keyOwner
    self.values = values
    self.onlyValues = onlyValues
    self.compositions = compositions
    junk = terms.name(.attacker(0))
  }

  // MARK: Taking apart

  /// The closure of what was known and what is new.
  func knowledge(_ base: Knowledge?, adding new: [Ground]) -> Knowledge {
    var known = base?.set ?? []
    if base != nil, new.allSatisfy(known.contains) { return base! }
    known.formUnion(new)
    var isClosed = false
    while !isClosed {
      isClosed = true
      for term in known.sorted() {
        for part in parts(of: term, known) {
          if known.insert(part).inserted { isClosed = false }
        }
      }
      for part in composedRewrites(known) where !derives(part, known) {
        known.insert(part)
        isClosed = false
      }
    }
    let key = known.sorted()
    if let same = interned[key] { return same }
    let knowledge = Knowledge(terms: key, set: known)
    interned[key] = knowledge
    return knowledge
  }

  /// What the built-in cryptography and messages give away (S6.1).
  private func parts(of term: Ground, _ known: Set<Ground>) -> [Ground] {
    guard case .apply(let symbol, let arguments) = terms[term] else { return [] }
    switch symbol {
    case Signature.pair: return arguments
    case Signature.signature: return [arguments[0]]
    case Signature.symmetricEncryption: return derives(arguments[1], known) ? [arguments[0]] : []
    case Signature.randomisedEncryption, Signature.deterministicEncryption:
      guard case .apply(Signature.publicKey, let key) = terms[arguments[1]] else { return [] }
      return derives(key[0], known) ? [arguments[0]] : []
    default: return terms.signature[symbol].kind == .message ? arguments : []
    }
  }

  /// What declared functions give when applied to derivable arguments: the arguments of the left
  /// side are matched with what is known, or put together from what matches.
  private func composedRewrites(_ known: Set<Ground>) -> [Ground] {
    var found: [Ground] = []
    for rule in terms.rules {
      guard case .apply(let symbol, let arguments) = rule.left, terms.signature[symbol].isPublic
      else { continue }
      let start = Environment(repeating: nil, count: rule.variableCount)
      let search = InstanceSearch(
        deduction: self, known: known, order: known.sorted(), kinds: [], limit: 10_000,
        values: { _ in [self.junk] }, check: { self.derives($0, known) })
      for environment in search.instances(of: arguments, from: start) {
        found.append(terms.build(rule.right, environment)!)
      }
    }
    return found
  }

  // MARK: Putting together

  func derives(_ term: Ground, from knowledge: Knowledge) -> Bool {
    if let answer = knowledge.answers[term] { return answer }
    let answer = derives(term, knowledge.set)
    knowledge.answers[term] = answer
    return answer
  }

  private func derives(_ term: Ground, _ known: Set<Ground>) -> Bool {
    if known.contains(term) { return true }
    switch terms[term] {
    case .integer, .name(.principal), .name(.constant), .name(.attacker): return true
    case .name(.fresh): return isInFamily(term)
    case .apply(let symbol, let arguments):
      if terms.signature[symbol].isPublic, arguments.allSatisfy({ derives($0, known) }) {
        return true
      }
      return isPublicKey(symbol, arguments, known) || isOwnKey(symbol, arguments, known)
        || isInFamily(term)
    }
  }

  /// `pk(sk(X))`, `vk(sk(X))`, `pk(sk(X, u))`, `vk(sk(X, u))` with u derivable.
  private func isPublicKey(_ symbol: SymbolID, _ arguments: [Ground], _ known: Set<Ground>)
    -> Bool
  {
    guard symbol == Signature.publicKey || symbol == Signature.verificationKey,
      case .apply(let inner, let owner) = terms[arguments[0]], let first = owner.first,
      terms.isPrincipal(first)
    else { return false }
    if inner == Signature.secretKey { return true }
    return inner == Signature.secretKeyForUse && derives(owner[1], known)
  }

  private func isOwnKey(_ symbol: SymbolID, _ arguments: [Ground], _ known: Set<Ground>) -> Bool {
    guard let keyOwner, arguments.first == keyOwner else { return false }
    if symbol == Signature.secretKey { return true }
    return symbol == Signature.secretKeyForUse && derives(arguments[1], known)
  }

  private func isInFamily(_ term: Ground) -> Bool {
    families.contains { family in
      var environment = family.environment
      return terms.match(family.pattern, term, &environment, family.variables)
    }
  }

  // MARK: Instances

  /// What a variable ranges over when the attacker chooses: the derivable ones of all subterms
  /// of what is known, and of a few values from outside.
  func derivableValues(_ knowledge: Knowledge) -> [Ground] {
    if let values = knowledge.derivableValues { return values }
    var all: Set<Ground> = []
    for value in values { terms.subterms(of: value, into: &all) }
    if !onlyValues { for term in knowledge.terms { terms.subterms(of: term, into: &all) } }
    var found = all.sorted().filter { derives($0, from: knowledge) }
    knowledge.derivableValues = found
    let added = compositions.patterns.flatMap { composed($0, knowledge) }
    found = Set(found).union(added).sorted()
    knowledge.derivableValues = found
    return found
  }

  private func composed(_ composition: Composition, _ knowledge: Knowledge) -> [Ground] {
    let blank = Environment(repeating: nil, count: composition.kinds.count)
    let search = instanceSearch(knowledge, composition.kinds, compositions.limit) { _ in false }
    return search.instances(of: [composition.pattern], from: blank).map {
      terms.build(composition.pattern, $0)!
    }
  }

  private func instanceSearch(
    _ knowledge: Knowledge, _ kinds: [VariableInfo], _ limit: Int,
    isIdle: @escaping (Variable) -> Bool
  ) -> InstanceSearch {
    InstanceSearch(
      deduction: self, known: knowledge.set, order: knowledge.terms, kinds: kinds, limit: limit,
      values: { variable in
        let accepted = self.derivableValues(knowledge).filter {
          self.terms.accepts(variable, $0, kinds)
        }
        return isIdle(variable) ? Array(accepted.prefix(1)) : accepted
      },
      check: { self.derives($0, from: knowledge) })
  }

  /// All ways to derive an instance of the pattern; nil if there are more than `limit`.
  func derivableInstances(
    of pattern: Term, _ question: InstanceQuestion, kinds: [VariableInfo],
    knowing knowledge: Knowledge, limit: Int, isIdle: @escaping (Variable) -> Bool
  ) -> [Environment]? {
    if let answer = knowledge.instances[question] { return answer }
    let search = instanceSearch(knowledge, kinds, limit, isIdle: isIdle)
    let found = search.instances(of: [pattern], from: question.environment)
    let answer = search.wasCut ? nil : found
    knowledge.instances[question] = .some(answer)
    return answer
  }
}
