// One action of a transition, on ground terms (rules S3.3, S3.4 and S5.3).

import ProtocolModel
import Terms

/// What a trace chooses for one transition.
struct TransitionInput {
  let message: Term?
  let origin: Origin?
  /// How many lookups the trace gives; nil if `choose` is not the trace's.
  let lookupCount: Int?
  let choose: EntryChoice
}

/// A transition while its actions happen.
struct Frame {
  let session: Int
  /// The step's index in the run.
  let number: Int
  let input: TransitionInput
  let variables: [VariableInfo]
  var values: Bindings
  var step: ReplayedStep
  /// How many lookups were made.
  var lookups = 0
}

extension Execution {
  mutating func perform(_ action: Action, _ frame: inout Frame) throws(Refusal) {
    switch action {
    case .receive(let pattern, let channel, let sender):
      try receive(pattern, over: channel, from: sender, &frame)
    case .match(let term, let pattern):
      let value = try ground.value(of: term, frame.values)
      guard try bind([(pattern, value)], &frame) else {
        throw Refusal("\(text(value)) does not match the pattern")
      }
    case .fresh(let variable): makeFresh(variable, &frame)
    case .define(let variable, let expression):
      note(
        [Binding(variable: variable, value: .integer(try expression.value(frame.values)))], &frame)
    case .require(let condition):
      guard try holds(condition, &frame) else { throw Refusal("a `require` is not true") }
    case .event(let event, let arguments):
      frame.step.events.append(
        RecordedEvent(
          step: frame.number, session: frame.session, event: event,
          arguments: try values(of: arguments, frame)))
    case .insert(let table, let entry): try insert(entry, into: table, &frame)
    case .delete(let table, let entry): try delete(entry, from: table, &frame)
    case .send(let term, let channel, let recipient):
      try send(term, over: channel, to: recipient, &frame)
    }
  }

  func values(of terms: [Term], _ frame: Frame) throws(Refusal) -> [Term] {
    var result: [Term] = []
    for term in terms { result.append(try ground.value(of: term, frame.values)) }
    return result
  }

  // MARK: Binding

  /// Matches and binds; a variable takes what its kind allows. False if it does not match.
  mutating func bind(
    _ pairs: [(pattern: Term, term: Term)], _ frame: inout Frame
  ) throws(Refusal) -> Bool {
    guard let extended = match(pairs, frame), run.sorts.settle(extended, frame.variables) else {
      return false
    }
    let new = extended.keys.filter { frame.values[$0] == nil }.sorted()
    note(new.map { Binding(variable: $0, value: extended[$0]!) }, &frame)
    return true
  }

  func match(_ pairs: [(pattern: Term, term: Term)], _ frame: Frame) -> Bindings? {
    // Named apart, so that the closure does not hold a copy of everything else.
    let (variables, sorts, signature) = (frame.variables, run.sorts, ground.signature)
    return ground.match(pairs, frame.values) { variable, term in
      variables.at(variable.index).map { sorts.accepts(term, as: $0.kind, signature) } ?? false
    }
  }

  private func note(_ bindings: [Binding], _ frame: inout Frame) {
    for binding in bindings { frame.values[binding.variable] = binding.value }
    frame.step.bindings += bindings
  }

  /// The n-th value that a session makes bears the session and n, so it differs from all others.
  private mutating func makeFresh(_ variable: Variable, _ frame: inout Frame) {
    let info = frame.variables[variable.index]
    let name = Name.fresh(
      info.name, session: frame.session, count: sessions[frame.session].freshCount)
    sessions[frame.session].freshCount += 1
    run.sorts.record(name, as: info.sort)
    let binding = Binding(variable: variable, value: .name(name))
    note([binding], &frame)
    frame.step.fresh.append(binding)
  }

  // MARK: Tables

  private mutating func insert(
    _ entry: [Term], into table: TableID, _ frame: inout Frame
  ) throws(Refusal) {
    let entry = try values(of: entry, frame)
    let key = TableKey(table: table, owner: sessions[frame.session].owner)
    let change = TableChange(table: table, owner: key.owner, entry: entry, isInsertion: true)
    insertions.append(change)
    guard !tables[key, default: []].contains(entry) else { return }
    tables[key, default: []].append(entry)
    frame.step.tableChanges.append(change)
  }

  private mutating func delete(
    _ pattern: [Term], from table: TableID, _ frame: inout Frame
  ) throws(Refusal) {
    let key = TableKey(table: table, owner: sessions[frame.session].owner)
    for entry in tables[key, default: []] {
      guard try matches(pattern, entry, frame) else { continue }
      tables[key]?.removeAll { $0 == entry }
      frame.step.tableChanges.append(
        TableChange(table: table, owner: key.owner, entry: entry, isInsertion: false))
    }
  }
}
