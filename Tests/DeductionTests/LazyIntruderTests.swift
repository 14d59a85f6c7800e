// The lazy intruder on its own: hand-written cases for each rule, and random ground problems
// against a naive closure.

import Terms
import Testing

@testable import Deduction

/// A constraint system with names for terms.
private struct Lab: ~Copyable {
  var system: ConstraintSystem

  init() {
    let signature = Signature()
    system = ConstraintSystem(
      signature: signature, theory: Theory.builtin(for: signature, deterministicEncryption: false))
  }

  mutating func fresh() -> TermID {
    system.substitution.makeAtom(.fresh(.nonce), in: &system.store)
  }
  mutating func variable() -> TermID {
    system.substitution.makeVariable(.any, in: &system.store)
  }
  mutating func term(_ symbol: SymbolID, _ arguments: TermID...) -> TermID {
    system.store.application(symbol, arguments)
  }
  mutating func canDerive(_ term: TermID) -> Bool {
    let mark = system.mark
    system.demand(term)
    let result = system.solveOnce()
    system.undo(to: mark)
    return result
  }
}

@Suite struct LazyIntruderTests {
  @Test func aFreshValueIsSecretUntilItIsSent() {
    var lab = Lab()
    let secret = lab.fresh()
    #expect(lab.canDerive(secret) == false)
    lab.system.observe(secret)
    #expect(lab.canDerive(secret) == true)
  }

  @Test func aCiphertextOpensWithItsKeyOnly() {
    var lab = Lab()
    let secret = lab.fresh()
    let key = lab.fresh()
    let other = lab.fresh()
    lab.system.observe(lab.term(Signature.symmetricEncryption, secret, key))
    lab.system.observe(other)
    #expect(lab.canDerive(secret) == false)
    lab.system.observe(key)
    #expect(lab.canDerive(secret) == true)
  }

  @Test func aKeyMayComeFromAnotherCiphertextAndLater() {
    var lab = Lab()
    let secret = lab.fresh()
    let first = lab.fresh()
    let second = lab.fresh()
    lab.system.observe(lab.term(Signature.symmetricEncryption, secret, first))
    lab.system.observe(lab.term(Signature.symmetricEncryption, first, second))
    #expect(lab.canDerive(secret) == false)
    lab.system.observe(lab.term(Signature.pair, second, second))
    #expect(lab.canDerive(secret) == true)
  }

  @Test func aKeyEncryptedUnderItselfStaysSecret() {
    var lab = Lab()
    let key = lab.fresh()
    lab.system.observe(lab.term(Signature.symmetricEncryption, key, key))
    #expect(lab.canDerive(key) == false)
  }

  @Test func asymmetricEncryptionOpensWithTheSecretKey() {
    var lab = Lab()
    let secret = lab.fresh()
    let key = lab.fresh()
    let randomness = lab.fresh()
    let publicKey = lab.term(Signature.publicKey, key)
    lab.system.observe(lab.term(Signature.randomisedEncryption, secret, publicKey, randomness))
    lab.system.observe(publicKey)
    #expect(lab.canDerive(secret) == false)
    #expect(lab.canDerive(key) == false)
    lab.system.observe(key)
    #expect(lab.canDerive(secret) == true)
  }

  @Test func theAttackerMayHaveChosenTheKeyOfACiphertext() {
    var lab = Lab()
    let chosen = lab.variable()
    let secret = lab.fresh()
    let randomness = lab.fresh()
    // A session received the key x from the attacker and encrypts its secret with it.
    lab.system.demand(chosen)
    #expect(lab.system.solveOnce() == true)
    lab.system.observe(lab.term(Signature.randomisedEncryption, secret, chosen, randomness))
    #expect(lab.canDerive(secret) == true)
  }

  @Test func aMessageMustBeDerivableWhenItIsReceived() {
    var lab = Lab()
    let received = lab.variable()
    let secret = lab.fresh()
    lab.system.demand(received)
    #expect(lab.system.solveOnce() == true)
    lab.system.observe(secret)
    // What was received before the secret was sent cannot be the secret.
    let mark = lab.system.mark
    #expect(lab.system.unify(received, secret) == true)
    #expect(lab.system.solveOnce() == false)
    lab.system.undo(to: mark)
    #expect(lab.canDerive(secret) == true)
  }

  @Test func signaturesShowTheirMessageAndCannotBeForged() {
    var lab = Lab()
    let message = lab.fresh()
    let other = lab.fresh()
    let key = lab.fresh()
    lab.system.observe(lab.term(Signature.signature, message, key))
    lab.system.observe(other)
    #expect(lab.canDerive(message) == true)
    #expect(lab.canDerive(lab.term(Signature.signature, message, key)) == true)
    #expect(lab.canDerive(lab.term(Signature.signature, other, key)) == false)
  }

  @Test func longTermPublicKeysArePublicAndSecretKeysAreNot() {
    var lab = Lab()
    let alice = lab.system.substitution.makeAtom(
      .principal, honesty: .honest, in: &lab.system.store)
    let key = lab.term(Signature.secretKey, alice)
    #expect(lab.canDerive(lab.term(Signature.publicKey, key)) == true)
    #expect(lab.canDerive(lab.term(Signature.verificationKey, key)) == true)
    #expect(lab.canDerive(key) == false)
  }

  @Test func disequalitiesWithWildcardsExcludeEveryValue() {
    var lab = Lab()
    let x = lab.variable()
    let start = Int32(lab.system.substitution.variableCount)
    let wildcard = lab.variable()
    let pattern = lab.term(Signature.hash, wildcard)
    lab.system.requireDifferent(
      [(x, pattern)], universal: start..<Int32(lab.system.substitution.variableCount))
    #expect(lab.system.solveOnce() == true)
    let mark = lab.system.mark
    let image = lab.term(Signature.hash, lab.fresh())
    #expect(lab.system.unify(x, image) == true)
    #expect(lab.system.solveOnce() == false)
    lab.system.undo(to: mark)
    let pair = lab.fresh()
    #expect(lab.system.unify(x, pair) == true)
    #expect(lab.system.solveOnce() == true)
  }
}

// MARK: - Random ground problems

/// Deterministic pseudo-random numbers (splitmix64).
private struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Ground terms of these problems.
private indirect enum Ground: Hashable {
  case atom(Int)
  case pair(Ground, Ground)
  case encrypted(Ground, Ground)
  case sealed(Ground, Ground)
  case publicKey(Ground)
  case signed(Ground, Ground)
  case hash(Ground)

  static func random(_ depth: Int, _ generator: inout Generator) -> Ground {
    if depth == 0 { return .atom(Int.random(in: 0..<5, using: &generator)) }
    func part() -> Ground { random(Int.random(in: 0..<depth, using: &generator), &generator) }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return .pair(part(), part())
    case 1: return .encrypted(part(), part())
    case 2: return .sealed(part(), .publicKey(part()))
    case 3: return .signed(part(), part())
    case 4: return .hash(part())
    default: return .atom(Int.random(in: 0..<5, using: &generator))
    }
  }

  var subterms: [Ground] {
    switch self {
    case .atom: [self]
    case .pair(let a, let b), .encrypted(let a, let b), .sealed(let a, let b),
      .signed(let a, let b):
      [self] + a.subterms + b.subterms
    case .publicKey(let a), .hash(let a): [self] + a.subterms
    }
  }

  /// Whether the term can be composed from the facts.
  func isComposed(from facts: Set<Ground>) -> Bool {
    if facts.contains(self) { return true }
    switch self {
    case .atom: return false
    case .pair(let a, let b), .encrypted(let a, let b), .sealed(let a, let b),
      .signed(let a, let b):
      return a.isComposed(from: facts) && b.isComposed(from: facts)
    case .publicKey(let a), .hash(let a): return a.isComposed(from: facts)
    }
  }

  /// The facts closed under opening.
  static func closure(_ messages: [Ground]) -> Set<Ground> {
    var facts = Set(messages)
    var isGrowing = true
    while isGrowing {
      let before = facts.count
      for fact in facts {
        switch fact {
        case .pair(let a, let b): facts.formUnion([a, b])
        case .signed(let message, _): facts.insert(message)
        case .encrypted(let message, let key) where key.isComposed(from: facts):
          facts.insert(message)
        case .sealed(let message, .publicKey(let key)) where key.isComposed(from: facts):
          facts.insert(message)
        default: break
        }
      }
      isGrowing = facts.count > before
    }
    return facts
  }
}

@Suite struct DeductionOracleTests {
  /// The randomness of ciphertexts is one value that everybody knows: it plays no part here.
  @Test func groundGoalsAgreeWithTheNaiveClosure() {
    var generator = Generator(state: 1)
    var derivable = 0
    for _ in 0..<5000 {
      let count = Int.random(in: 1...5, using: &generator)
      let messages = (0..<count).map { _ in Ground.random(3, &generator) }
      let parts = messages.flatMap(\.subterms)
      let goal =
        Bool.random(using: &generator)
        ? Ground.random(2, &generator) : parts.randomElement(using: &generator) ?? messages[0]
      var lab = Lab()
      let atoms = (0..<5).map { _ in lab.fresh() }
      let randomness = lab.fresh()
      lab.system.observe(randomness)
      func intern(_ ground: Ground, _ lab: inout Lab) -> TermID {
        switch ground {
        case .atom(let index): return atoms[index]
        case .pair(let a, let b):
          let first = intern(a, &lab)
          let second = intern(b, &lab)
          return lab.term(Signature.pair, first, second)
        case .encrypted(let a, let b):
          let first = intern(a, &lab)
          let second = intern(b, &lab)
          return lab.term(Signature.symmetricEncryption, first, second)
        case .sealed(let a, let b):
          let first = intern(a, &lab)
          let second = intern(b, &lab)
          return lab.term(Signature.randomisedEncryption, first, second, randomness)
        case .signed(let a, let b):
          let first = intern(a, &lab)
          let second = intern(b, &lab)
          return lab.term(Signature.signature, first, second)
        case .publicKey(let a):
          let inner = intern(a, &lab)
          return lab.term(Signature.publicKey, inner)
        case .hash(let a):
          let inner = intern(a, &lab)
          return lab.term(Signature.hash, inner)
        }
      }
      for message in messages {
        let term = intern(message, &lab)
        lab.system.observe(term)
      }
      let expected = goal.isComposed(from: Ground.closure(messages))
      let term = intern(goal, &lab)
      #expect(lab.canDerive(term) == expected, "\(messages) ⊢ \(goal)")
      if expected { derivable += 1 }
    }
    // Both answers occur often, or the comparison says little.
    #expect(derivable > 1000 && derivable < 4000)
  }
}
