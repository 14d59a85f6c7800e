// How a role takes a message apart: it compares what it can, binds what is new, and binds whole
// what it cannot open, or opens later.

extension RoleWriter {
  /// The pattern with which the role receives the term. `isField`: a declared sort applies.
  mutating func pattern(_ term: GlobalTerm, _ tags: inout MessageTags, isField: Bool)
    -> String
  {
    if isCareless(about: term) { return carelessPattern(term, isField: isField) }
    if canCompare(term) { return expression(term, &tags) }
    switch term {
    case .tuple, .tagged:
      var parts: [String] = []
      for part in term.children {
        parts.append(pattern(part, &tags, isField: tags.isTagged(term)))
      }
      return tags.render(term, parts)
    case .asymmetric(let inner, let role) where role == index:
      needs("sk(\(principals[index]))")
      return "aenc(\(pattern(inner, &tags, isField: false)), pk(\(principals[index])))"
    case .symmetric(let inner, let key) where canBuild(key):
      return openLater(term, inner, key, &tags, isField: isField)
    case .declared(let inner, let key) where canBuild(key):
      return openDeclared(term, inner, key, &tags)
    case .signed(let inner, let role) where held[.principal(role)] != nil:
      let signer = held[.principal(role)]!
      needs("vk(\(signingKey(of: isParameter(role) ? signer : "_")))")
      return "sign(\(pattern(inner, &tags, isField: false)), \(signingKey(of: signer)))"
    case .certificate(let role):
      needs("vk(Authority)")
      let subject = pattern(.principal(role), &tags, isField: true)
      return tags.certificate(subject, pattern(.publicKey(role), &tags, isField: true))
    default:
      return bind(term, isField: isField)
    }
  }

  /// Randomised encryption cannot be compared with.
  private func canCompare(_ term: GlobalTerm) -> Bool {
    if held[term] != nil { return true }
    // A key in a certificate is to be learnt, not compared.
    if case .publicKey(let role) = term, role != index { return false }
    return canBuild(term) && !containsRandomness(term)
  }

  private func containsRandomness(_ term: GlobalTerm) -> Bool {
    if held[term] != nil || features.contains(.deterministic) { return false }
    if case .asymmetric = term { return true }
    return term.children.contains(where: containsRandomness)
  }

  private mutating func bind(_ term: GlobalTerm, isField: Bool) -> String {
    let wanted: String
    switch term {
    case .atom(let atom), .sum(let atom, _): wanted = atom.name
    case .principal(let role): wanted = principals[role]
    case .publicKey(let role): wanted = "pk" + principals[role]
    default: wanted = "c"
    }
    let name = newName(wanted)
    held[term] = name
    let needsSort = !isField && term.sort != "Message" && term.sort != "Nonce"
    return needsSort ? "?\(name): \(term.sort)" : "?\(name)"
  }

  private mutating func isCareless(about term: GlobalTerm) -> Bool {
    guard features.contains(.carelessRoles), held[term] != nil, term != .principal(index) else {
      return false
    }
    return random.chance(10)
  }

  private mutating func carelessPattern(_ term: GlobalTerm, isField: Bool) -> String {
    if random.chance(50) || isParameterTerm(term) { return "_" }
    return bind(term, isField: isField)
  }

  private func isParameterTerm(_ term: GlobalTerm) -> Bool {
    if case .principal(let role) = term { return isParameter(role) }
    return false
  }

  private mutating func openLater(
    _ term: GlobalTerm, _ inner: GlobalTerm, _ key: GlobalTerm, _ tags: inout MessageTags,
    isField: Bool
  ) -> String {
    guard features.contains(.lateOpening), random.chance(15) else {
      let inner = pattern(inner, &tags, isField: false)
      return "senc(\(inner), \(expression(key, &tags)))"
    }
    let bound = bind(term, isField: isField)
    openings.append(Opening(whole: held[term]!, inner: inner, key: key, isDeclared: false))
    return bound
  }

  private mutating func openDeclared(
    _ term: GlobalTerm, _ inner: GlobalTerm, _ key: GlobalTerm, _ tags: inout MessageTags
  ) -> String {
    if random.chance(40) {
      let inner = pattern(inner, &tags, isField: false)
      return "enc(\(inner), \(expression(key, &tags)))"
    }
    let bound = bind(term, isField: false)
    openings.append(Opening(whole: held[term]!, inner: inner, key: key, isDeclared: true))
    return bound
  }

  /// The actions that open what was received whole; opening may leave more to open.
  mutating func openWhole(_ tags: inout MessageTags) -> [String] {
    var actions: [String] = []
    while !openings.isEmpty {
      let opening = openings.removeFirst()
      let key = expression(opening.key, &tags)
      if opening.isDeclared {
        let plain = newName("plain")
        actions.append("let \(plain) = dec(\(opening.whole), \(key))")
        actions.append("match \(plain) as \(pattern(opening.inner, &tags, isField: false))")
      } else {
        let inner = pattern(opening.inner, &tags, isField: false)
        actions.append("match \(opening.whole) as senc(\(inner), \(key))")
      }
    }
    return actions
  }
}
