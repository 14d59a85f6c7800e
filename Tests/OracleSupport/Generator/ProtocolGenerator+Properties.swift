// The attacker, the scenario and the properties of a generated protocol. Events are added where
// the property that speaks about them wants them.

extension ProtocolGenerator {
  // MARK: Attacker and scenario

  mutating func addAttacker() {
    attacker = attackerText(revealing: revealIfWanted())
    let counts = roles.map { "1 \($0.name)" }
    var scenario = counts
    if roles.count == 2, random.chance(30) {
      let role = random.below(2)
      scenario[role] = "2 \(roles[role].name)"
      if random.chance(30) { scenario.append("at most 2") }
    }
    if allowed.contains(.loops) { scenario.append("loops \(1 + random.below(2))") }
    attacker += "\nscenario default { \(scenario.joined(separator: ", ")) }"
  }

  private mutating func attackerText(revealing reveal: String?) -> String {
    var parts: [String] = []
    let isWeak = uses(.weakAttackers, 15)
    if !isWeak || random.chance(50) { parts.append("controls network") }
    if !isWeak || random.chance(50) {
      let played = roles.filter { _ in random.chance(80) }.map(\.name)
      if !played.isEmpty { parts.append("plays \(played.joined(separator: ", "))") }
    }
    if let reveal { parts.append(reveal) }
    return "attacker { \(parts.joined(separator: "; ")) }"
  }

  private mutating func revealIfWanted() -> String? {
    guard uses(.reveals, 15) else { return nil }
    let role = random.below(roles.count)
    let transition = random.below(roles[role].transitions.count)
    let secrets = secrets(role, transition)
    if secrets.isEmpty {
      features.remove(.reveals)
      return nil
    }
    // Mostly what the session made or learnt; else a key that it has from the start.
    let secret = random.chance(60) ? secrets[secrets.count - 1] : random.pick(secrets)
    let isEarly = random.chance(20)
    let taken = roles[role].transitions[transition]
    let state = isEarly ? taken.source : taken.target
    let place = random.chance(50) ? " at \(state)" : ""
    return "reveals \(secret) of \(roles[role].name)\(place)"
  }

  /// Terms in the role's names that are worth keeping secret.
  private func secrets(_ role: Int, _ transition: Int) -> [String] {
    let held = values(role, transition, where: Self.isSecretValue).map(\.name)
    return roles[role].knows.filter { $0.hasPrefix("k(") || $0.hasPrefix("sk(") } + held
  }

  /// Mostly one that is not sent in the clear.
  private mutating func sensibleSecret(_ role: Int, _ transition: Int) -> String? {
    let covered = values(role, transition) { term in
      Self.isSecretValue(term) && !contents.contains { $0.shows(term) }
    }
    if let secret = covered.last, random.chance(75) { return secret.name }
    return secrets(role, transition).last
  }

  // MARK: Properties

  mutating func addProperties() {
    addSecret()
    addCorrespondence()
    if random.chance(30) { addReachable() }
    if uses(.hidden, roles.count == 3 ? 50 : 12) { addHidden() }
  }

  private mutating func addSecret() {
    let role = random.below(roles.count)
    let transition = random.below(roles[role].transitions.count)
    guard let secret = sensibleSecret(role, transition) else { return }
    var excuses: [String] = []
    for other in roles.indices where other != role {
      guard let partner = roles[role].transitions[transition].held[.principal(other)] else {
        continue
      }
      if random.chance(90) { excuses.append("dishonest(\(partner))") }
    }
    if features.contains(.reveals), random.chance(70) {
      let revealed = random.pick(secrets(role, transition))
      excuses.append("revealed(\(revealed))" + beforeEvent(role, transition))
    }
    let state = roles[role].transitions[transition].target
    let place = random.chance(60) ? " at \(state)" : ""
    let text = "property secrecy: secret \(secret) of \(roles[role].name)\(place)"
    properties.append(text + unless(excuses))
  }

  private func unless(_ excuses: [String]) -> String {
    excuses.isEmpty ? "" : " unless \(excuses.joined(separator: ", "))"
  }

  private mutating func beforeEvent(_ role: Int, _ transition: Int) -> String {
    guard random.chance(50) else { return "" }
    let owner = Self.principalNames[role]
    insert(["event Mark(\(owner))"], role, transition)
    return " before Mark(\(owner))"
  }

  private mutating func addCorrespondence() {
    // Mostly what a designer would ask: who receives the last message agrees with who sent it.
    let isSensible = random.chance(70)
    let end = isSensible ? lastReceiver : random.below(roles.count)
    let begin = random.pick(roles.indices.filter { $0 != end && (!isSensible || $0 < 2) })
    let last = roles[end].transitions.count - 1
    let sending = roles[begin].transitions.lastIndex(where: \.hasSend)
    let first =
      isSensible ? sending ?? 0 : random.below(roles[begin].transitions.count)
    let terms = common(end, last, begin, first)
    addEvent("Done", terms, end, last)
    addEvent("Begin", terms, begin, first)
    let names = terms.indices.map { "v\($0)" }
    let weakened = names.map { random.chance(8) ? "_" : $0 }
    var required = "Begin(\(weakened.joined(separator: ", ")))"
    if random.chance(20) {
      required = decorated(required, terms, begin, first)
    }
    let injectively = random.chance(40) ? "injectively " : ""
    var excuses: [String] = []
    for (index, term) in terms.enumerated() {
      if term == .principal(begin), random.chance(85) {
        excuses.append("dishonest(v\(index))")
      }
    }
    properties.append(
      "property agreement: Done(\(names.joined(separator: ", "))) requires "
        + injectively + required + unless(excuses))
  }

  /// A second event on the right: `and`, `or` or `then`.
  private mutating func decorated(
    _ required: String, _ terms: [GlobalTerm], _ role: Int, _ transition: Int
  ) -> String {
    let other = random.below(roles[role].transitions.count)
    let owner = GlobalTerm.principal(role)
    addEvent("Step", [owner], role, other)
    let argument = terms.firstIndex(of: owner).map { "v\($0)" } ?? "_"
    let step = "Step(\(argument))"
    return switch random.below(3) {
    case 0: "\(required) and \(step)"
    case 1: "\(required) or \(step)"
    default: "\(step) then \(required)"
    }
  }

  /// What both roles hold at these transitions, the principals first.
  private mutating func common(_ end: Int, _ last: Int, _ begin: Int, _ first: Int)
    -> [GlobalTerm]
  {
    let right = roles[begin].transitions[first].held
    let shared = values(end, last) { right[$0] != nil }.map(\.term)
    let principals = shared.filter { $0.sort == "Principal" }
    var others = shared.filter { $0.sort != "Principal" && $0.sort != "Message" }
    while others.count > 2 { others.remove(at: random.below(others.count)) }
    return principals + others
  }

  private mutating func addEvent(
    _ name: String, _ terms: [GlobalTerm], _ role: Int, _ transition: Int
  ) {
    let held = roles[role].transitions[transition].held
    let arguments = terms.map { held[$0]! }.joined(separator: ", ")
    insert(["event \(name)(\(arguments))"], role, transition)
  }

  private mutating func addReachable() {
    let role = random.below(roles.count)
    let transition = roles[role].transitions.count - 1
    addEvent("Finish", [.principal(role)], role, transition)
    let network = random.chance(40) ? " under network" : ""
    properties.append("property completes: reachable Finish(x)\(network)")
  }

  private mutating func addHidden() {
    let role = random.below(roles.count)
    let from = random.pick(roles.indices.filter { $0 != role })
    let transition = random.below(roles[role].transitions.count)
    guard let secret = secrets(role, transition).last else { return }
    let network = random.chance(40) ? " under network" : ""
    properties.append(
      "property unseen: hidden \(secret) of \(roles[role].name) from \(roles[from].name)"
        + network)
  }
}
