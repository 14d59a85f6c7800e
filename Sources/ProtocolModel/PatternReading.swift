// What a role can do with a value that is matched with a pattern: which parts it reaches, and
// which of them it can tell to be what the pattern says (S3.6).
//
// Reaching: the whole value is there; tuples and messages come apart; another part comes apart if
// an operation recognises it with what the role has. What is reached is a value that may serve as
// a key elsewhere in the same pattern, so this runs to a fixed point.
//
// Recognising: a part that came apart, all of whose arguments are reached or fixed by the
// operation, or else a part that the role builds itself and compares, from what it knew, the
// variables that it reached, and parts that are recognised already. The last is well founded, so
// no part vouches for itself.

import Terms

/// A value that is fixed by what follows a pattern in the same transition: the key of a signature
/// by `vk(s) == e`, an integer by `n == a + b`.
struct FollowingFact {
  var value: Term
  /// The role has the value if it has all of these.
  var sources: [Term]
}

struct PatternReading {
  /// Everything the role has before, and all parts of the pattern that it reaches.
  private(set) var after: RoleKnowledge
  /// The parts that the role cannot tell to be what the pattern says, outermost first; nothing
  /// below one of them.
  private(set) var unrecognised: [Term] = []
  private let pattern: Term
  private let facts: [FollowingFact]
  /// Variables that stand nowhere else: nothing is claimed about their values.
  private let free: Set<Variable>
  /// What is reached, from the outside in, and of that what is not known to be in parts.
  private var reached: [Term] = []
  private var unopened: [Term] = []
  private var reachedSet: Set<Term> = []
  private var opened: Set<Term> = []

  init(
    _ pattern: Term, before: RoleKnowledge, facts: [FollowingFact], free: Set<Variable>
  ) {
    self.pattern = pattern
    self.facts = facts
    self.free = free
    after = before
    reach(pattern)
    while openMore() {}
    let recognised = recogniseParts(knowing: before)
    collectUnrecognised(pattern, recognised)
  }

  func reaches(_ variable: Variable) -> Bool { reachedSet.contains(.variable(variable)) }

  // MARK: - Reaching

  /// Reaches a value and all parts of it that come apart for everyone.
  private mutating func reach(_ value: Term) {
    var waiting = [value]
    let first = reached.count
    while let part = waiting.popLast() {
      guard reachedSet.insert(part).inserted else { continue }
      reached.append(part)
      guard case .apply(let symbol, let arguments) = part else { continue }
      if after.theory.isOpen(symbol) {
        opened.insert(part)
        waiting += arguments.reversed()
      } else {
        unopened.append(part)
      }
    }
    after.hold(Array(reached[first...]))
  }

  /// Opens what can be opened now; whether that changed anything.
  private mutating func openMore() -> Bool {
    let before = reached.count + opened.count
    for fact in facts where fact.sources.allSatisfy(after.derives) { after.hold([fact.value]) }
    for part in unopened { open(part) }
    unopened.removeAll(where: opened.contains)
    return reached.count + opened.count > before
  }

  private mutating func open(_ part: Term) {
    guard case .apply(_, let arguments) = part else { return }
    let operations = operations(on: part)
    guard !operations.isEmpty else { return }
    var known: Set<Int> = []
    var revealed: [Term] = []
    for operation in operations {
      known.formUnion(operation.covered)
      revealed += operation.revealed
    }
    for value in revealed { reach(value) }
    for (index, argument) in arguments.enumerated() where isFree(argument) { known.insert(index) }
    if known.count == arguments.count { opened.insert(part) }
  }

  private func isFree(_ term: Term) -> Bool {
    if case .variable(let variable) = term { free.contains(variable) } else { false }
  }

  /// What each operation that recognises `part` says about it.
  private func operations(on part: Term) -> [(covered: [Int], revealed: [Term])] {
    let recognisers = after.theory.recognisers(of: part).compactMap {
      operation -> (covered: [Int], revealed: [Term])? in
      var bindings: [Variable: Term] = [:]
      guard match(operation.whole, part, into: &bindings) else { return nil }
      let solutions = after.solutions(of: operation.others[...], extending: bindings)
      guard !solutions.isEmpty else { return nil }
      let revealed = operation.revealed.map { value in
        solutions.map { value.substituting($0) }
      }
      return (operation.covered, revealed ?? [])
    }
    // A role looks the wildcards of its `knows` up.
    let lookups = after.theory.families.compactMap { family in
      after.theory.wildcardValues(of: family, as: part)
    }
    guard case .apply(_, let arguments) = part else { return recognisers }
    return recognisers + lookups.map { (Array(arguments.indices), $0) }
  }

  // MARK: - Recognising

  private func recogniseParts(knowing before: RoleKnowledge) -> Set<Term> {
    var recognised: Set<Term> = []
    var known = before
    known.hold(
      reached.filter { if case .variable = $0 { true } else { false } })
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for fact in facts where fact.sources.allSatisfy(known.derives) { known.hold([fact.value]) }
      for part in reached where !recognised.contains(part) {
        // Not analysed: what a recognised part contains is not recognised by that.
        guard opened.contains(part) || known.derives(part, with: recognised) else { continue }
        recognised.insert(part)
        hasGrown = true
      }
    }
    return recognised
  }

  private mutating func collectUnrecognised(_ part: Term, _ recognised: Set<Term>) {
    guard reachedSet.contains(part) else { return }
    guard recognised.contains(part) else {
      if !unrecognised.contains(part) { unrecognised.append(part) }
      return
    }
    guard case .apply(_, let arguments) = part else { return }
    for argument in arguments { collectUnrecognised(argument, recognised) }
  }

  // MARK: - What is missing

  /// What the role lacks to recognise an unrecognised part.
  func missing(for part: Term) -> MissingPiece {
    var isOneWay = true
    for operation in after.theory.recognisers(of: part) {
      var bindings: [Variable: Term] = [:]
      guard match(operation.whole, part, into: &bindings) else { continue }
      isOneWay = false
      for other in operation.others {
        if let piece = missing(other.substituting(bindings)) { return .term(piece) }
      }
    }
    guard case .apply(let symbol, let arguments) = part, symbol != Signature.publicKey,
      symbol != Signature.verificationKey
    else { return .term(part) }
    if Signature.isPublicKeyEncryption(symbol), isOneWay { return .secretKey(of: arguments[1]) }
    // The role has the part as a value, but none that it made itself to compare with.
    guard after.theory.signature[symbol].isPublic else { return .term(part) }
    let piece = arguments.firstResult(missing) ?? part
    return isOneWay ? .content(piece) : .term(piece)
  }

  private func missing(_ term: Term) -> Term? {
    if let fact = facts.first(where: { $0.value == term }) {
      return fact.sources.firstResult { after.missing(in: $0) }
    }
    return after.missing(in: term)
  }
}

/// What a role lacks to recognise a value.
enum MissingPiece {
  case term(Term)
  /// Nothing takes the value apart; to build one and compare, this is missing.
  case content(Term)
  /// The secret key that belongs to an encryption key.
  case secretKey(of: Term)
}

extension Signature {
  fileprivate static func isPublicKeyEncryption(_ symbol: SymbolID) -> Bool {
    symbol == randomisedEncryption || symbol == deterministicEncryption
  }
}

extension RoleTheory {
  /// Whether a term with this symbol comes apart for everyone.
  func isOpen(_ symbol: SymbolID) -> Bool {
    symbol == Signature.pair || signature[symbol].kind == .message
  }
}
