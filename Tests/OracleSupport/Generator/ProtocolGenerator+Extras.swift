// What generated roles do besides exchanging messages: checks of integers, tables, branches and
// loops.

extension ProtocolGenerator {
  /// The transitions of a role that receive something, by index.
  private func receiving(_ role: Int) -> [Int] {
    roles[role].transitions.indices.filter { roles[role].transitions[$0].hasReceive }
  }

  /// Where an action goes that may use everything the transition binds: before its send.
  func placeBeforeSend(_ role: Int, _ transition: Int) -> Int {
    let actions = roles[role].transitions[transition].actions
    return actions.firstIndex { $0.hasPrefix("send") } ?? actions.count
  }

  mutating func insert(_ actions: [String], _ role: Int, _ transition: Int) {
    let place = placeBeforeSend(role, transition)
    roles[role].transitions[transition].actions.insert(contentsOf: actions, at: place)
  }

  /// Values of these kinds that the role holds after a transition, in the order of their names.
  func values(_ role: Int, _ transition: Int, where isWanted: (GlobalTerm) -> Bool)
    -> [(term: GlobalTerm, name: String)]
  {
    roles[role].transitions[transition].held.filter { isWanted($0.key) }
      .sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
  }

  private static func isInteger(_ term: GlobalTerm) -> Bool { term.sort == "Int" }
  static func isSecretValue(_ term: GlobalTerm) -> Bool {
    if case .atom(let atom) = term { return atom.kind == .nonce || atom.kind == .key }
    return false
  }

  // MARK: Checks

  mutating func addChecks() {
    for role in roles.indices {
      for transition in receiving(role) where random.chance(60) {
        let names = values(role, transition, where: Self.isInteger).map(\.name)
        guard let name = names.last else { continue }
        var check = name + " " + random.pick(["> 0", "<= 1", "!= 0", "> 1"])
        if names.count > 1 {
          check = random.pick([
            check, "\(names[0]) <= \(names[1])", "\(names[0]) + \(names[1]) <= 1",
            "\(names[0]) == \(names[1])", "\(names[0]) - \(names[1]) > 0 or \(check)",
          ])
        }
        insert(["require \(check)"], role, transition)
      }
    }
    if random.chance(18) {
      let role = random.below(roles.count)
      guard let transition = receiving(role).last else { return }
      let held = values(role, transition) {
        Self.isSecretValue($0) || $0.sort == "Principal"
      }
      let names = held.filter { $0.term.sort == held.first?.term.sort }.map(\.name)
      guard names.count > 1 else { return }
      let relation = random.pick(["==", "!="])
      insert(["require \(names[0]) \(relation) \(names[1])"], role, transition)
    }
  }

  /// Lets an option decide about some checks and table changes.
  mutating func guardActions() {
    guard uses(.options, 15) else { return }
    var isGuarded = false
    for role in roles.indices {
      for transition in roles[role].transitions.indices {
        roles[role].transitions[transition].actions =
          roles[role].transitions[transition].actions.map { action in
            let words = ["require", "insert", "delete", "event"]
            guard words.contains(where: action.hasPrefix), !action.contains("?"),
              random.chance(50)
            else { return action }
            isGuarded = true
            return action + " when strict"
          }
      }
    }
    guard isGuarded else {
      features.remove(.options)
      return
    }
    declarations = ["option strict"] + declarations
    properties += ["configuration loose { }", "configuration strictly { strict }"]
  }

  // MARK: Tables

  mutating func addTables() {
    guard allowed.contains(.tables), random.chance(30) else { return }
    let role = random.below(min(2, roles.count))
    guard let transition = receiving(role).first else { return }
    let keys = values(role, transition, where: Self.isSecretValue)
    guard let key = keys.last else { return }
    features.insert(.tables)
    let amounts = values(role, transition, where: Self.isInteger)
    if let amount = amounts.first, random.chance(60) {
      addLedger(role, transition, key.name, amount.name)
    } else if random.chance(60) || roles[role].transitions.count < 2 {
      addReplayCache(role, transition, key.name)
    } else {
      addLookup(role, transition, key.name)
    }
  }

  private mutating func addReplayCache(_ role: Int, _ transition: Int, _ key: String) {
    declarations.append("table seen(value: Message) of \(roles[role].name)")
    var actions = ["require \(key) not in seen", "insert \(key) into seen"]
    if random.chance(30) { actions.remove(at: random.below(2)) }
    insert(actions, role, transition)
    if random.chance(20), transition + 1 < roles[role].transitions.count {
      insert(["delete \(key) from seen"], role, transition + 1)
    }
  }

  /// Remembers a value and looks it up in a later transition, perhaps of another session.
  private mutating func addLookup(_ role: Int, _ transition: Int, _ key: String) {
    declarations.append("table memory(owner: Principal, value: Message) of \(roles[role].name)")
    let principal = Self.principalNames[role]
    insert(["insert (\(principal), \(key)) into memory"], role, transition)
    let later = transition + 1
    guard later < roles[role].transitions.count else { return }
    if random.chance(60) {
      insert(["require (\(principal), ?old) in memory"], role, later)
      for index in later..<roles[role].transitions.count {
        // Looked up, so it counts as held under a key of its own.
        let term = GlobalTerm.atom(.init(name: "old", kind: .nonce))
        roles[role].transitions[index].held[term] = "old"
      }
    } else {
      insert(["require (_, \(key)) in memory"], role, later)
    }
    if random.chance(30) { insert(["delete (_, \(key)) from memory"], role, later) }
  }

  private mutating func addLedger(_ role: Int, _ transition: Int, _ key: String, _ amount: String) {
    let name = roles[role].name
    declarations.append("table ledger(value: Message, amount: Int) of \(name)")
    var actions = ["insert (\(key), \(amount)) into ledger"]
    if random.chance(60) { actions.insert("require (\(key), _) not in ledger", at: 0) }
    insert(actions, role, transition)
    let pattern = random.chance(50) ? "x" : "?x"
    let bound = random.pick([0, 1, 1, 2])
    let sum = "sum(v for (\(pattern), ?v) in ledger)"
    let comparison =
      random.chance(70) ? "\(sum) <= \(bound)" : "\(sum) >= 0"
    properties.append("property ledgerBound: invariant \(comparison) of \(name)")
  }

  // MARK: Branches and loops

  /// A second way to take a transition, which ends in a state of its own or in the same one.
  mutating func addBranches() {
    guard allowed.contains(.branches), random.chance(20) else { return }
    let role = random.below(roles.count)
    guard let index = receiving(role).last else { return }
    features.insert(.branches)
    var branch = roles[role].transitions[index]
    if random.chance(50) { branch.target = "other" }
    if let value = values(role, index, where: Self.isInteger).last, random.chance(60) {
      insert(["require \(value.name) > 0"], role, index)
      branch.actions.insert("require \(value.name) <= 0", at: 1)
    } else if random.chance(50) {
      branch.actions.removeAll { $0.hasPrefix("require") }
    } else {
      branch.actions.removeAll { $0.hasPrefix("send") }
    }
    roles[role].transitions.append(branch)
  }

  /// Back to the start, where everything but the parameters is forgotten.
  mutating func addLoops() {
    guard allowed.contains(.loops), random.chance(12) else { return }
    features.insert(.loops)
    let role = random.below(roles.count)
    let last = roles[role].transitions.map(\.target).max() ?? "s0"
    if random.chance(50), let index = roles[role].transitions.indices.last {
      addSelfLoop(role, index)
      return
    }
    roles[role].transitions.append(DraftTransition(source: last, target: "s0"))
  }

  /// Receives again and again in the last state what was received there first, with new values.
  private mutating func addSelfLoop(_ role: Int, _ index: Int) {
    let last = roles[role].transitions[index]
    var actions = ["receive ?again"]
    if let secret = values(role, index, where: Self.isSecretValue).last {
      actions = ["receive (\(secret.name), ?again)", "send hash((again, \(secret.name)))"]
    }
    let arguments = lastEventArguments(role, index)
    if !arguments.isEmpty { actions.insert("event Done(\(arguments))", at: 1) }
    roles[role].transitions.append(
      DraftTransition(source: last.target, target: last.target, actions: actions))
  }

  /// What the role's `Done` records, so that the loop records it again.
  private func lastEventArguments(_ role: Int, _ index: Int) -> String {
    let events = roles[role].transitions[index].actions.filter { $0.hasPrefix("event Done(") }
    return events.first.map { String($0.dropFirst("event Done(".count).dropLast()) } ?? ""
  }
}
