// Random protocols as text: a skeleton, mutated, written role by role, with checks, tables,
// events and properties added. Every protocol is meant to elaborate; about half of the properties
// are meant to fail.

package struct GeneratedProtocol: Sendable {
  package var seed: UInt64
  package var text: String
  /// What the protocol really contains.
  package var features: GeneratorFeatures
}

package struct ProtocolGenerator {
  let seed: UInt64
  let allowed: GeneratorFeatures
  var random: SplitMix64
  var features: GeneratorFeatures = []
  var roles: [RoleWriter] = []
  var tags = MessageTags()
  var declarations: [String] = []
  var properties: [String] = []
  var attacker = ""
  private var isInsecureChannel = false
  /// Everything that was sent.
  var contents: [GlobalTerm] = []
  /// The role that receives the last message of the exchange.
  var lastReceiver = 0

  static let roleNames = ["Initiator", "Responder", "Server"]
  static let principalNames = ["A", "B", "S"]

  package static func generate(seed: UInt64, features: GeneratorFeatures = .all)
    -> GeneratedProtocol
  {
    var generator = ProtocolGenerator(seed: seed, allowed: features)
    generator.write()
    return GeneratedProtocol(
      seed: seed, text: generator.text(), features: generator.features)
  }

  private init(seed: UInt64, allowed: GeneratorFeatures) {
    self.seed = seed
    self.allowed = allowed
    random = SplitMix64(seed: seed)
  }

  /// Decides whether to use a feature in this protocol.
  mutating func uses(_ feature: GeneratorFeatures, _ percent: Int) -> Bool {
    let decision = random.chance(percent)
    guard decision, allowed.contains(feature) else { return false }
    features.insert(feature)
    return true
  }

  // MARK: The order of decisions

  private mutating func write() {
    if uses(.typed, 10) { declarations.append("typed") }
    if uses(.deterministic, 10) { declarations.append("deterministic aenc") }
    if uses(.keyUses, 12) { declarations.append("enum Use { signing, other }") }
    _ = uses(.carelessRoles, 25)
    _ = uses(.lateOpening, 25)
    _ = uses(.equations, 25)
    var skeleton = random.pick(Skeleton.allCases)
    if !allowed.contains(.integers), skeleton == .payment { skeleton = .signedChallenge }
    if !allowed.contains(.thirdRole), skeleton == .serverKey { skeleton = .keyTransport }
    if skeleton == .payment { features.insert(.integers) }
    if skeleton == .serverKey { features.insert(.thirdRole) }
    makeRoles(skeleton.roleCount)
    var mutator = MessageMutator(
      random: SplitMix64(seed: random.next()), roleCount: roles.count, features: features)
    exchange(addingAmount(mutator.mutate(skeleton.steps(&random))))
    addChecks()
    addTables()
    addBranches()
    addAttacker()
    addProperties()
    addLoops()
  }

  private mutating func makeRoles(_ count: Int) {
    let learns = uses(.learntPartners, 20)
    for index in 0..<count {
      var writer = RoleWriter(
        index: index, name: Self.roleNames[index], principals: Self.principalNames,
        features: features, random: SplitMix64(seed: random.next()))
      for other in 0..<count where other != index {
        if learns, index == 1, other == 0 { continue }
        let isMarked = random.chance(70)
        let prefix = isMarked ? Self.roleNames[other].lowercased() + " " : ""
        writer.addParameter(.principal(other), Self.principalNames[other], prefix: prefix)
      }
      let others = writer.parameters.compactMap { $0.split(separator: " ").last }
      if others.count > 1, random.chance(12) {
        writer.distinct = " distinct \(others.joined(separator: ", "))"
      }
      roles.append(writer)
    }
  }

  // MARK: The exchange

  /// Puts an amount into some message of protocols that have none.
  private mutating func addingAmount(_ steps: [GlobalStep]) -> [GlobalStep] {
    var steps = steps
    guard !features.contains(.integers), uses(.integers, 25) else { return steps }
    let index = random.below(steps.count)
    if uses(.constants, 30) {
      declarations.append("sort Brand")
      let brand = GlobalTerm.atom(.init(name: "brand", kind: .brand))
      steps[index].content = .tuple([steps[index].content, brand])
      if index + 2 < steps.count {
        steps[index + 2].content = .tuple([brand, steps[index + 2].content])
      }
    }
    let amount = GlobalTerm.atom(.init(name: "amount", kind: .integer))
    var isAdded = false
    steps[index].content = steps[index].content.adding(amount, &isAdded)
    if !isAdded { steps[index].content = .tuple([steps[index].content, amount]) }
    if random.chance(30), index + 1 < steps.count {
      let price = GlobalTerm.atom(.init(name: "price", kind: .integer))
      steps[index + 1].content = .tuple([price, steps[index + 1].content])
    }
    return steps
  }

  private mutating func exchange(_ steps: [GlobalStep]) {
    let channel = declareChannel()
    lastReceiver = steps.last!.receiver
    for step in steps {
      let (content, fresh) = prepare(step)
      contents.append(content)
      let isOver = channel != nil && step.sender < 2 && step.receiver < 2 && random.chance(60)
      let ends = isOver ? channelEnds(step) : nil
      let name = ends == nil ? "" : " over \(channel!)"
      roles[step.sender].send(content, fresh: fresh, name + (ends?.to ?? ""), &tags)
      roles[step.receiver].receive(content, name + (ends?.from ?? ""), &tags)
    }
  }

  /// What the sender can send of this step, and what it has to make for that.
  private mutating func prepare(_ step: GlobalStep) -> (GlobalTerm, fresh: [GlobalTerm.Atom]) {
    var fresh: [GlobalTerm.Atom] = []
    for atom in step.content.atoms where !fresh.contains(atom) {
      if roles.contains(where: { $0.held[.atom(atom)] != nil }) { continue }
      if atom.kind == .integer || atom.kind == .brand {
        roles[step.sender].addParameter(.atom(atom), atom.name)
      } else {
        fresh.append(atom)
      }
    }
    var sender = roles[step.sender]
    for atom in fresh { sender.held[.atom(atom)] = atom.name }
    let content = sender.adapted(step.content)
    return (content, fresh.filter(content.atoms.contains))
  }

  private mutating func declareChannel() -> String? {
    guard uses(.channels, 25) else { return nil }
    let kind = random.pick(["insecure", "authentic", "confidential", "secure"])
    isInsecureChannel = kind == "insecure"
    declarations.append(
      "channel link: \(kind) between \(Self.roleNames[0]), \(Self.roleNames[1])")
    return "link"
  }

  /// The ` to X` and ` from X` of a message; nil if the sender does not know whom to address.
  private mutating func channelEnds(_ step: GlobalStep) -> (to: String, from: String)? {
    if isInsecureChannel { return ("", "") }
    guard let receiver = roles[step.sender].held[.principal(step.receiver)] else { return nil }
    let marked = Self.roleNames[step.receiver].lowercased() + " " + receiver
    let isMarked = roles[step.sender].parameters.contains(marked)
    let to = isMarked && random.chance(60) ? "" : " to \(receiver)"
    if let sender = roles[step.receiver].held[.principal(step.sender)] {
      return (to, random.chance(60) ? " from \(sender)" : "")
    }
    if random.chance(50) { return (to, "") }
    roles[step.receiver].held[.principal(step.sender)] = Self.principalNames[step.sender]
    return (to, " from ?\(Self.principalNames[step.sender])")
  }

  // MARK: The text

  private mutating func text() -> String {
    guardActions()
    var lines = ["// seed \(seed): \(features)", "protocol Random\(seed)"]
    lines += declarations + tags.declarations
    let body = roles.map(\.text).joined(separator: "\n")
    if roles.contains(where: { $0.knows.contains { $0.hasPrefix("k(") } }) {
      lines.append("function k(Principal, Principal): Key private")
    }
    if body.contains("Authority") { lines.append("principal Authority honest") }
    if body.contains(" enc(") || body.contains("dec(") || body.contains("(enc(") {
      lines.append("function enc(Message, Key): Message")
      lines.append("function dec(Message, Key): Message")
      lines.append("equation dec(enc(x, y), y) = x")
    }
    return (lines + [body, attacker] + properties).joined(separator: "\n") + "\n"
  }
}

extension RoleWriter {
  fileprivate var text: String {
    var lines = ["role \(name)(\(parameters.joined(separator: ", ")))\(distinct)"]
    if !knows.isEmpty { lines.append("  knows \(knows.joined(separator: ", "))") }
    lines.append("{")
    for transition in transitions {
      lines.append("  \(transition.source) -> \(transition.target) {")
      lines += transition.actions.map { "    " + $0 }
      lines.append("  }")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }
}
