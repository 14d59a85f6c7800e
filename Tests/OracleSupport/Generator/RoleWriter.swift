// One role's view of the exchange: which values it holds under which names, what it can build,
// how it takes a message apart. The roles it writes are executable by construction: whatever the
// role could not open or compare is bound whole.

struct DraftTransition {
  var source: String
  var target: String
  var actions: [String] = []
  var hasReceive = false
  var hasSend = false
  /// What the role holds after this transition, as it calls it.
  var held: [GlobalTerm: String] = [:]
}

struct RoleWriter {
  let index: Int
  let name: String
  let principals: [String]
  let features: GeneratorFeatures
  var random: SplitMix64
  var parameters: [String] = []
  var knows: [String] = []
  /// ` distinct A, B` or nothing.
  var distinct = ""
  var held: [GlobalTerm: String] = [:]
  var transitions: [DraftTransition] = []
  private var usedNames: Set<String> = []
  /// What the receive that is being written binds whole, to be opened by later actions.
  private var openings: [Opening] = []

  private struct Opening {
    var whole: String
    var inner: GlobalTerm
    var key: GlobalTerm
    var isDeclared: Bool
  }

  init(
    index: Int, name: String, principals: [String], features: GeneratorFeatures,
    random: SplitMix64
  ) {
    self.index = index
    self.name = name
    self.principals = principals
    self.features = features
    self.random = random
    addParameter(.principal(index), principals[index])
  }

  mutating func addParameter(_ term: GlobalTerm, _ variable: String, prefix: String = "") {
    let sort = term.sort == "Principal" ? "" : ": \(term.sort)"
    parameters.append(prefix + variable + sort)
    held[term] = variable
    usedNames.insert(variable)
  }

  /// A name of this role that is not in use.
  private mutating func newName(_ wanted: String) -> String {
    var name = wanted
    var count = 1
    while !usedNames.insert(name).inserted {
      count += 1
      name = "\(wanted)\(count)"
    }
    return name
  }

  private mutating func needs(_ term: String) {
    if !knows.contains(term) { knows.append(term) }
  }

  // MARK: Building

  private func isParameter(_ role: Int) -> Bool {
    guard let variable = held[.principal(role)] else { return false }
    return parameters.contains { $0 == variable || $0.hasSuffix(" " + variable) }
  }

  func canBuild(_ term: GlobalTerm) -> Bool {
    if held[term] != nil { return true }
    switch term {
    case .atom, .principal: return false
    case .shared(let first, let second):
      return (first == index || second == index) && held[.principal(first)] != nil
        && held[.principal(second)] != nil
    case .publicKey(let role): return held[.principal(role)] != nil
    case .certificate(let role): return role == index
    case .asymmetric(let inner, let role): return canBuild(.publicKey(role)) && canBuild(inner)
    case .signed(let inner, let role): return role == index && canBuild(inner)
    case .sum(let atom, _): return held[.atom(atom)] != nil
    case .constant: return true
    default: return term.children.allSatisfy(canBuild)
    }
  }

  /// The nearest term that the role can build.
  func adapted(_ term: GlobalTerm) -> GlobalTerm {
    if canBuild(term) { return term }
    switch term {
    case .atom, .principal, .shared, .publicKey, .sum, .constant: return .principal(index)
    case .certificate: return .certificate(index)
    case .signed(let inner, _): return .signed(adapted(inner), by: index)
    case .asymmetric(let inner, let role):
      let inner = adapted(inner)
      return canBuild(.publicKey(role)) ? .asymmetric(inner, for: role) : inner
    case .symmetric(let inner, let key):
      return canBuild(key) ? .symmetric(adapted(inner), key: key) : adapted(inner)
    case .declared(let inner, let key):
      return canBuild(key) ? .declared(adapted(inner), key: key) : adapted(inner)
    case .mac(let inner, let key):
      return canBuild(key) ? .mac(adapted(inner), key: key) : .hash(adapted(inner))
    default: return term.mappingChildren(adapted)
    }
  }

  /// The term in this role's names; it can build it.
  mutating func expression(_ term: GlobalTerm, _ tags: inout MessageTags) -> String {
    if let variable = held[term] { return variable }
    switch term {
    case .atom, .principal: preconditionFailure("\(name) does not hold \(term)")
    case .shared(let first, let second):
      let names = [first, second].map { held[.principal($0)]! }
      let known = zip([first, second], names).map { isParameter($0) ? $1 : "_" }
      needs("k(\(known.joined(separator: ", ")))")
      return "k(\(names.joined(separator: ", ")))"
    case .certificate:
      let certificate = tags.certificate(principals[index], "pk(\(principals[index]))")
      needs(certificate)
      return certificate
    case .publicKey(let role): return publicKey(of: role)
    case .asymmetric(let inner, let role):
      return "aenc(\(expression(inner, &tags)), \(publicKey(of: role)))"
    case .signed(let inner, _):
      needs("sk(\(principals[index]))")
      return "sign(\(expression(inner, &tags)), sk(\(principals[index])))"
    case .sum(let atom, let constant): return "\(held[.atom(atom)]!) + \(constant)"
    case .constant(let value): return String(value)
    default:
      let parts = term.children.map { expression($0, &tags) }
      return tags.render(term, parts)
    }
  }

  private mutating func publicKey(of role: Int) -> String {
    if let key = held[.publicKey(role)] { return key }
    let variable = held[.principal(role)]!
    needs(isParameter(role) ? "pk(\(variable))" : "pk(sk(_))")
    return "pk(\(variable))"
  }

  // MARK: Taking apart

  /// The pattern with which the role receives the term. `isField`: a declared sort applies.
  private mutating func pattern(_ term: GlobalTerm, _ tags: inout MessageTags, isField: Bool)
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
      needs(isParameter(role) ? "vk(\(signer))" : "vk(sk(_))")
      return "sign(\(pattern(inner, &tags, isField: false)), sk(\(signer)))"
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
  private mutating func openWhole(_ tags: inout MessageTags) -> [String] {
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

  // MARK: Transitions

  private var lastState: String { transitions.last?.target ?? "s0" }

  private mutating func begin() {
    transitions.append(
      DraftTransition(source: lastState, target: "s\(transitions.count + 1)"))
  }

  mutating func receive(_ term: GlobalTerm, _ suffix: String, _ tags: inout MessageTags) {
    begin()
    openings = []
    let pattern = pattern(term, &tags, isField: false)
    transitions[transitions.count - 1].hasReceive = true
    let actions = ["receive \(pattern)\(suffix)"] + openWhole(&tags)
    transitions[transitions.count - 1].actions += actions
    transitions[transitions.count - 1].held = held
  }

  mutating func send(
    _ term: GlobalTerm, fresh atoms: [GlobalTerm.Atom], _ suffix: String,
    _ tags: inout MessageTags
  ) {
    if transitions.isEmpty || transitions.last!.hasSend
      || transitions.count < 4 && random.chance(20)
    {
      begin()
    }
    var actions: [String] = []
    for atom in atoms {
      let variable = newName(atom.name)
      held[.atom(atom)] = variable
      actions.append("fresh \(variable): \(atom.sort)")
    }
    actions.append("send \(expression(term, &tags))\(suffix)")
    transitions[transitions.count - 1].actions += actions
    transitions[transitions.count - 1].hasSend = true
    transitions[transitions.count - 1].held = held
  }
}
