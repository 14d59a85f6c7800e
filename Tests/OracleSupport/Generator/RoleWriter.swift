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
  var openings: [Opening] = []

  struct Opening {
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
  mutating func newName(_ wanted: String) -> String {
    var name = wanted
    var count = 1
    while !usedNames.insert(name).inserted {
      count += 1
      name = "\(wanted)\(count)"
    }
    return name
  }

  mutating func needs(_ term: String) {
    if !knows.contains(term) { knows.append(term) }
  }

  // MARK: Building

  func isParameter(_ role: Int) -> Bool {
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

  func signingKey(of principal: String) -> String {
    features.contains(.keyUses) ? "sk(\(principal), signing)" : "sk(\(principal))"
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
      needs(signingKey(of: principals[index]))
      return "sign(\(expression(inner, &tags)), \(signingKey(of: principals[index])))"
    case .sum(let atom, let constant): return "\(held[.atom(atom)]!) + \(constant)"
    case .constant(let value): return String(value)
    default:
      let parts = term.children.map { expression($0, &tags) }
      return tags.render(term, parts)
    }
  }

  mutating func publicKey(of role: Int) -> String {
    if let key = held[.publicKey(role)] { return key }
    let variable = held[.principal(role)]!
    needs(isParameter(role) ? "pk(\(variable))" : "pk(sk(_))")
    return "pk(\(variable))"
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
