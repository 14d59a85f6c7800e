// One transition on a path: its actions in their order, then everything that they make true.
// docs/saturation.md, "Sessions".

import ProtocolModel
import Terms

extension Translation {
  /// What an action does to others; written down until the whole transition is known to happen.
  private enum Effect {
    case send(ClauseTerm, over: ChannelID, to: ClauseTerm?)
    case insert(TableID, [ClauseTerm])
    case event(EventID, [ClauseTerm], place: String)
  }

  private struct PendingEffect {
    var effect: Effect
    /// How many of the path's hypotheses come before it in the written order.
    var hypotheses: Int
    /// An entry that is looked up later in the same transition.
    var isSeenAtOnce = false
  }

  /// The path after the transition; nil if no session can take it here.
  mutating func take(_ transition: Transition, _ actions: [Action], _ path: Path) -> Path? {
    var path = path
    var effects: [PendingEffect] = []
    var seen: [ClauseTerm] = []
    for action in actions {
      guard perform(action, &path, &effects, &seen) else { return nil }
    }
    noteLookups(actions, &effects)
    if tracesSteps { path.hypotheses.append(step(path)) }
    path.visited.insert(transition.target)
    addKeys(transition, actions, &path)
    let source = source(of: transition, path)
    for pending in effects { emit(pending, path, source) }
    showToViewer(seen, path, source)
    claim(&path)
    return path
  }

  private func source(of transition: Transition, _ path: Path) -> ClauseSource {
    let states = model.roles[path.role.index].states
    let step = "\(states[transition.source.index].name) -> \(states[transition.target.index].name)"
    return ClauseSource(text: "\(name(of: path)): \(step)", role: path.role)
  }

  func name(of path: Path) -> String { model.roles[path.role.index].name }

  /// That the session has taken this transition, with all values that it has had.
  private mutating func step(_ path: Path) -> ClauseTerm {
    let fact = vocabulary.fact(
      .happened, "step \(path.place)", path.valuesSoFar + path.occurrence, identifiers: 2)
    steppingRoles[vocabulary.terms.node(fact).symbol] = path.role
    return fact
  }

  /// Finds the insertions that a later action of the same transition can look up. Every look-up
  /// of the table counts, wherever it stands.
  private func noteLookups(_ actions: [Action], _ effects: inout [PendingEffect]) {
    var tables: Set<TableID> = []
    for case .require(.member(let table, _)) in actions { tables.insert(table) }
    for index in effects.indices {
      if case .insert(let table, _) = effects[index].effect, tables.contains(table) {
        effects[index].isSeenAtOnce = true
      }
    }
  }

  // MARK: Actions

  private mutating func perform(
    _ action: Action, _ path: inout Path, _ effects: inout [PendingEffect],
    _ seen: inout [ClauseTerm]
  ) -> Bool {
    switch action {
    case .receive(let pattern, let channel, let sender):
      let message = instantiate(pattern, &path)
      let from = sender.map { instantiate($0, &path) }
      guard let fact = receiving(message, over: channel, from: from, &path) else { return false }
      path.hypotheses.append(fact)
      seen.append(message)
    case .match(let term, let pattern):
      let value = instantiate(term, &path)
      return path.unify(instantiate(pattern, &path), value, vocabulary)
    case .fresh(let variable):
      let info = model.roles[path.role.index].variables[variable.index]
      let circumstances = path.identifiers + path.valuesSoFar
      let symbol = vocabulary.fresh(
        info, at: path.place, arity: circumstances.count, identifiers: path.identifiers.count)
      let value = vocabulary.terms.apply(symbol, circumstances)
      path.values[variable.index] = value
      seen.append(value)
    case .define(let variable, let value):
      path.values[variable.index] = defined(value, &path)
    case .require(let condition): return require(condition, &path)
    case .event(let event, let arguments):
      let arguments = arguments.map { instantiate($0, &path) }
      let number = effects.count { if case .event = $0.effect { true } else { false } }
      let place = "\(path.place)!\(number + 1)"
      effects.append(
        PendingEffect(
          effect: .event(event, arguments, place: place), hypotheses: path.hypotheses.count))
      if let fact = happened(event, arguments, place, path) { path.hypotheses.append(fact) }
    case .insert(let table, let values):
      let values = values.map { instantiate($0, &path) }
      effects.append(
        PendingEffect(effect: .insert(table, values), hypotheses: path.hypotheses.count))
    case .delete: break
    case .send(let term, let channel, let recipient):
      let message = instantiate(term, &path)
      let principal = recipient.map { instantiate($0, &path) }
      effects.append(
        PendingEffect(
          effect: .send(message, over: channel, to: principal), hypotheses: path.hypotheses.count))
      seen.append(message)
    }
    return true
  }

  /// A term of the role on this path; unbound variables become new ones of the clause.
  mutating func instantiate(_ term: Term, _ path: inout Path) -> ClauseTerm {
    for variable in term.variables where path.values[variable.index] == nil {
      let domain = setting.domain(of: variable, in: path.role)
      path.values[variable.index] = path.newVariable(domain, &vocabulary)
    }
    let values = path.values
    return vocabulary.term(term) { variable in
      guard let value = values[variable.index] else {
        preconditionFailure("every variable of the term has a value")
      }
      return value
    }
  }

  /// An integer: the value of a variable or a constant where the expression is just that.
  private mutating func defined(_ value: LinearTerm, _ path: inout Path) -> ClauseTerm {
    exact(value, path) ?? path.newVariable(.integer, &vocabulary)
  }

  private mutating func exact(_ value: LinearTerm, _ path: Path) -> ClauseTerm? {
    if value.summands.isEmpty { return vocabulary.terms.integer(value.constant) }
    guard value.constant == 0, value.summands.count == 1, value.summands[0].coefficient == 1 else {
      return nil
    }
    return path.values[value.summands[0].variable.index]
  }

  private mutating func require(_ condition: Condition, _ path: inout Path) -> Bool {
    switch condition {
    case .equal(let left, let right):
      let left = instantiate(left, &path)
      return path.unify(left, instantiate(right, &path), vocabulary)
    case .notEqual(let left, let right):
      let variables = left.variables + right.variables
      // With wildcards it says "for no value": not kept.
      guard variables.allSatisfy({ path.values[$0.index] != nil }) else { return true }
      path.constraints.append(
        Disequality(left: instantiate(left, &path), right: instantiate(right, &path)))
    case .compare(let left, .equal, let right):
      if let left = exact(left, path), let right = exact(right, path) {
        return path.unify(left, right, vocabulary)
      }
    case .member(let table, let entry):
      let entry = entry.map { instantiate($0, &path) }
      path.hypotheses.append(self.entry(entry, of: table, path))
    case .compare, .notMember: break
    case .all, .any: preconditionFailure("alternatives have been chosen")
    }
    return true
  }

  private mutating func entry(
    _ values: [ClauseTerm], of table: TableID, _ path: Path
  ) -> ClauseTerm {
    guard let owner = path.owner(model) else {
      preconditionFailure("a session's owner is always bound")
    }
    return vocabulary.fact(
      .entry, "entry \(model.tables[table.index].name)", [owner] + values)
  }

  // MARK: Effects

  /// What is sent has everything that its transition requires and records as hypotheses: nobody
  /// receives it before the transition is complete. So has what is inserted, unless the same
  /// transition looks it up. What is recorded has only what is written before.
  private mutating func emit(_ pending: PendingEffect, _ path: Path, _ source: ClauseSource) {
    let before = Array(path.hypotheses.prefix(pending.hypotheses))
    switch pending.effect {
    case .send(let message, let channel, let recipient):
      for (fact, path) in sending(message, over: channel, to: recipient, path) {
        emit(fact, path, path.hypotheses, source)
      }
    case .insert(let table, let values):
      let hypotheses = pending.isSeenAtOnce ? before : path.hypotheses
      emit(entry(values, of: table, path), path, hypotheses, source)
    case .event(let event, let arguments, let place):
      record(event, arguments, place, path, before, source)
    }
  }

  /// Everything that the owner of a viewer's session receives, makes and sends (S7.2).
  private mutating func showToViewer(_ seen: [ClauseTerm], _ path: Path, _ source: ClauseSource) {
    guard case .hidden(_, role: _, from: path.role) = property.goal,
      let owner = path.owner(model)
    else { return }
    for term in seen { emit(vocabulary.sees(owner, term), path, path.hypotheses, source) }
  }
}
