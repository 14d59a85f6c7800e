// Small changes to an exchange, most of which break something.

struct MessageMutator {
  var random: SplitMix64
  let roleCount: Int
  let features: GeneratorFeatures

  mutating func mutate(_ steps: [GlobalStep]) -> [GlobalStep] {
    var steps = steps
    for _ in 0..<random.pick([0, 0, 0, 1, 1, 1, 2]) {
      let index = random.below(steps.count)
      steps[index].content = mutate(steps[index].content)
    }
    if steps.count > 2, random.chance(15) { steps.removeLast() }
    if features.contains(.equations), random.chance(15) {
      steps = steps.map {
        GlobalStep(sender: $0.sender, receiver: $0.receiver, content: declaring($0.content))
      }
    }
    return steps
  }

  /// Replaces symmetric encryption by a function with an equation.
  private func declaring(_ term: GlobalTerm) -> GlobalTerm {
    let term = term.mappingChildren(declaring)
    guard case .symmetric(let inner, let key) = term else { return term }
    return .declared(inner, key: key)
  }

  /// Changes one place of the term.
  private mutating func mutate(_ term: GlobalTerm) -> GlobalTerm {
    let children = term.children
    if !children.isEmpty, random.chance(55) {
      let place = random.below(children.count)
      let changed = mutate(children[place])
      var index = -1
      return term.mappingChildren { child in
        index += 1
        return index == place ? changed : child
      }
    }
    return mutateHere(term)
  }

  private mutating func mutateHere(_ term: GlobalTerm) -> GlobalTerm {
    switch term {
    case .tuple(var parts):
      if random.chance(50) {
        parts.remove(at: random.below(parts.count))
      } else {
        parts.swapAt(0, parts.count - 1)
      }
      return parts.count == 1 ? parts[0] : .tuple(parts)
    case .tagged(let name, var parts):
      if random.chance(50), parts.count > 1 {
        parts.remove(at: random.below(parts.count))
        return .tagged(name, parts)
      }
      return parts.count == 1 ? parts[0] : .tuple(parts)
    case .asymmetric(let inner, let role):
      return random.chance(30) ? inner : .signed(inner, by: 1 - min(role, 1))
    case .symmetric(let inner, let key):
      return random.pick([inner, .mac(inner, key: key), .declared(inner, key: key)])
    case .declared(let inner, let key): return .symmetric(inner, key: key)
    case .signed(let inner, let role):
      return random.pick([inner, .asymmetric(inner, for: 1 - min(role, 1)), .hash(inner)])
    case .mac(let inner, let key):
      return random.pick([.hash(inner), .hash(.tuple([inner, key])), .symmetric(inner, key: key)])
    case .hash(let inner): return inner
    case .derivedKey(let inner): return .derivedKey(.tuple([inner, .principal(0)]))
    case .principal: return random.pick([.principal(random.below(roleCount)), .constant(0)])
    case .shared: return random.pick([.derivedKey(term), .shared(1, 0)])
    case .atom(let atom):
      if atom.kind == .integer { return random.pick([.sum(atom, 1), .constant(1)]) }
      return random.pick([.hash(term), .atom(.init(name: "n", kind: .nonce)), .publicKey(0)])
    case .certificate(let role):
      return random.pick([
        .publicKey(role), .signed(.tuple([.principal(role), .publicKey(role)]), by: role),
      ])
    case .publicKey, .sum, .constant: return .principal(0)
    }
  }
}
