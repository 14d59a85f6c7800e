// Correct protocols to start from. Purely random messages are nearly always insecure for dull
// reasons; a sound protocol with one thing wrong is where engines go wrong as well.

enum Skeleton: CaseIterable {
  case publicKeyHandshake, sharedKeyChallenge, signedChallenge, keyTransport, payment
  case certifiedKey, serverKey, diffuse

  var roleCount: Int { self == .serverKey ? 3 : 2 }

  func steps(_ random: inout SplitMix64) -> [GlobalStep] {
    let n = GlobalTerm.atom(.init(name: "n", kind: .nonce))
    let m = GlobalTerm.atom(.init(name: "m", kind: .nonce))
    let key = GlobalTerm.atom(.init(name: "key", kind: .key))
    let amount = GlobalTerm.atom(.init(name: "amount", kind: .integer))
    let (a, b) = (GlobalTerm.principal(0), GlobalTerm.principal(1))
    let shared = GlobalTerm.shared(0, 1)
    func step(_ from: Int, _ to: Int, _ content: GlobalTerm) -> GlobalStep {
      GlobalStep(sender: from, receiver: to, content: content)
    }
    switch self {
    case .publicKeyHandshake:
      return [
        step(0, 1, .asymmetric(.tuple([n, a]), for: 1)),
        step(1, 0, .asymmetric(.tuple([n, m, b]), for: 0)),
        step(0, 1, .asymmetric(.tagged("Last", [m]), for: 1)),
      ]
    case .sharedKeyChallenge:
      return [
        step(0, 1, .tagged("Hello", [n])),
        step(1, 0, .tuple([m, .mac(.tuple([n, m, b]), key: shared)])),
        step(0, 1, .mac(.tuple([m, a]), key: shared)),
      ]
    case .signedChallenge:
      return [
        step(0, 1, .tuple([a, n])),
        step(1, 0, .signed(.tagged("Reply", [n, a]), by: 1)),
      ]
    case .keyTransport:
      return [
        step(0, 1, .signed(.asymmetric(.tuple([key, a]), for: 1), by: 0)),
        step(1, 0, .symmetric(.tuple([m, b]), key: key)),
        step(0, 1, .symmetric(.hash(m), key: key)),
      ]
    case .payment:
      return [
        step(1, 0, .tagged("Quote", [n])),
        step(0, 1, .signed(.tagged("Pay", [b, n, amount]), by: 0)),
        step(1, 0, .tagged("Paid", [.mac(.tuple([n, amount]), key: shared)])),
      ]
    case .certifiedKey:
      return [
        step(1, 0, .tuple([m, .certificate(1)])),
        step(0, 1, .asymmetric(.tagged("Order", [m, n, a]), for: 1)),
        step(1, 0, .tagged("Receipt", [.hash(.tuple([n, b]))])),
      ]
    case .serverKey:
      let s = 2
      return [
        step(0, s, .tagged("Ask", [b, n])),
        step(
          s, 0,
          .tuple([
            .symmetric(.tuple([n, key, b]), key: .shared(0, s)),
            .symmetric(.tuple([key, a]), key: .shared(1, s)),
          ])),
        step(0, 1, .symmetric(.tuple([key, a]), key: .shared(1, s))),
        step(1, 0, .symmetric(.tagged("Ready", [m]), key: key)),
      ]
    case .diffuse:
      return (0..<(2 + random.below(2))).map { index in
        var atoms = [n, m, key, a, b]
        let content = RandomTerms.term(depth: 2, atoms: &atoms, &random)
        return step(index % 2, 1 - index % 2, content)
      }
    }
  }
}

/// Random messages between roles 0 and 1.
enum RandomTerms {
  static func term(depth: Int, atoms: inout [GlobalTerm], _ random: inout SplitMix64)
    -> GlobalTerm
  {
    if depth == 0 { return random.pick(atoms) }
    let inner: GlobalTerm
    if random.chance(60) {
      inner = .tuple([
        term(depth: depth - 1, atoms: &atoms, &random), random.pick(atoms),
      ])
    } else {
      inner = term(depth: depth - 1, atoms: &atoms, &random)
    }
    switch random.below(9) {
    case 0: return .asymmetric(inner, for: random.below(2))
    case 1: return .symmetric(inner, key: key(atoms, &random))
    case 2: return .signed(inner, by: random.below(2))
    case 3: return .hash(inner)
    case 4: return .mac(inner, key: key(atoms, &random))
    case 5: return .declared(inner, key: key(atoms, &random))
    case 6: return .tagged(random.pick(["One", "Two"]), [inner])
    default: return inner
    }
  }

  static func key(_ atoms: [GlobalTerm], _ random: inout SplitMix64) -> GlobalTerm {
    switch random.below(4) {
    case 0: .derivedKey(.tuple([.shared(0, 1), random.pick(atoms)]))
    case 1: .atom(.init(name: "key", kind: .key))
    default: .shared(0, 1)
    }
  }
}
