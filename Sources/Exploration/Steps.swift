// One step of a session: its actions in order, branching where the model or the attacker has a
// choice, and the new state at the end (S3).

import ArithmeticConstraints
import Deduction
import ProtocolModel
import Terms

/// What the actions of the step under way have in common.
struct StepContext {
  var session: Int
  /// Its number among the active steps.
  var step: Int
  var knowledgeBefore: Int32
  var eventsBefore: Int
  var sentBefore: Int
  /// The step is eager: it belongs to the one that made it possible.
  var isContinuation: Bool
  /// Where the step would stand in a smaller run; see Commutation.
  var earlierPlace: Int?
}

extension Search {
  /// Takes a step in every way it can be taken, and explores what follows.
  ///
  /// - Parameter place: where it would stand in a smaller run; see Commutation.
  mutating func take(
    _ step: Int, by session: Int, before place: Int?, then next: (inout Search) -> Void
  ) {
    statistics.steps += 1
    if isOverLimit { stopped = .stepLimit }
    if isCancelled() { stopped = .interrupted }
    if isFinished { return }
    let mark = self.mark
    let blockCount = blocks.count
    let lastBlock = blocks.last
    let context = StepContext(
      session: session, step: step, knowledgeBefore: system.knowledgePoint,
      eventsBefore: events.count, sentBefore: sent.count,
      isContinuation: isContinuation, earlierPlace: place)
    path.append(
      .transition(
        PathTransition(
          session: session, transition: active.numbered[step].transition,
          observedBefore: observed.count, firstLookup: pathLookups.count)))
    perform(0, context, next)
    undo(to: mark)
    blocks.cut(to: blockCount)
    if let lastBlock { blocks[blockCount - 1] = lastBlock }
  }

  /// Performs the actions from `index` on. What an action leaves behind is undone with the whole
  /// step, unless it is tried again in another way.
  mutating func perform(_ index: Int, _ context: StepContext, _ next: (inout Search) -> Void) {
    if isFinished { return }
    guard index < active.numbered[context.step].actions.count else {
      return complete(context, next)
    }
    let session = context.session
    switch active.numbered[context.step].actions[index] {
    case .receive(let pattern, let channel, let sender):
      receive(pattern, over: channel, from: sender, context) {
        $0.perform(index + 1, context, next)
      }
    case .send(let term, let channel, let recipient):
      let message = instantiate(term, session)
      let principal = recipient.map { instantiate($0, session) }
      send(message, over: channel, to: principal, context) { $0.perform(index + 1, context, next) }
    case .fresh(let slot):
      withFresh(slot, session) { $0.perform(index + 1, context, next) }
    case .match(let term, let pattern), .equal(let term, let pattern):
      let value = instantiate(term, session)
      let patternTerm = instantiate(pattern, session)
      guard system.unify(patternTerm, value) else { return }
      forEachSolution { $0.perform(index + 1, context, next) }
    case .different(let left, let right):
      requireDifferent(left, right, session)
      forEachSolution { $0.perform(index + 1, context, next) }
    case .compare(let left, let relation, let right):
      guard requireComparison(left, relation, right, session) else { return }
      forEachSolution { $0.perform(index + 1, context, next) }
    case .define(let slot, let value):
      define(slot, value, session) { $0.perform(index + 1, context, next) }
    case .event(let event, let arguments):
      record(event, arguments, session)
      perform(index + 1, context, next)
    case .member(let table, let pattern):
      lookUp(pattern, in: table, session) { $0.perform(index + 1, context, next) }
    case .notMember(let table, let pattern):
      requireAbsent(pattern, from: table, session)
      forEachSolution { $0.perform(index + 1, context, next) }
    case .insert(let table, let values):
      insert(values, into: table, session) { $0.perform(index + 1, context, next) }
    case .delete(let table, let pattern):
      delete(pattern, from: table, session) { $0.perform(index + 1, context, next) }
    }
  }

  /// Enters the target state, checks the properties there, and goes on.
  private mutating func complete(_ context: StepContext, _ next: (inout Search) -> Void) {
    let session = context.session
    let told = interchangeable.mark
    defer { interchangeable.undo(to: told) }
    noteOwner(session)
    if !tellApart(context) { return }
    let saved = sessions[session]
    let role = saved.role
    let flag = saved.firstFlag + active.numbered[context.step].target.index
    let wasVisited = flags[flag]
    flags[flag] = true
    enter(context)
    statistics.states += 1
    let firstClaim = claims.count
    // A value that the target state forgets is claimed all the same (S7.1).
    if !seeksCompletion { makeClaims(of: session) }
    forget(in: session)
    checkProperties(after: context, newClaimsFrom: firstClaim)
    if !isFinished { next(&self) }
    sessions[session] = saved
    flags[flag] = wasVisited
    if compiled.roles[role].hasCycle {
      taken[saved.firstCount + active.numbered[context.step].transition] -= 1
    }
  }

  private mutating func enter(_ context: StepContext) {
    let session = context.session
    let role = sessions[session].role
    sessions[session].state = active.numbered[context.step].target.index
    sessions[session].hasStarted = true
    if compiled.roles[role].hasCycle {
      let transition = active.numbered[context.step].transition
      taken[sessions[session].firstCount + transition] += 1
    }
    noteBlock(context)
  }

  func hasVisited(_ state: StateID, _ session: Int) -> Bool {
    flags[sessions[session].firstFlag + state.index]
  }

  /// Leaves only the variables that are bound on every path into the session's state.
  private mutating func forget(in session: Int) {
    let firstSlot = sessions[session].firstSlot
    let (role, state) = (sessions[session].role, sessions[session].state)
    for index in compiled.roles[role].unbound[state].indices {
      let slot = firstSlot + compiled.roles[role].unbound[state][index]
      if slots[slot] != nil { setSlot(slot, nil) }
    }
  }

  // MARK: Terms of a session

  /// The term of a compiled term in a session; unbound variables become new ones.
  mutating func instantiate(_ code: TermCode, _ session: Int) -> TermID {
    let node = compiled.terms.nodes[Int(code.index)]
    switch node.kind {
    case .variable:
      let slot = sessions[session].firstSlot + Int(node.payload)
      if let term = slots[slot] { return term }
      let domain = compiled.roles[sessions[session].role].domains[Int(node.payload)]
      let term = system.substitution.makeVariable(domain, in: &system.store)
      setSlot(slot, term)
      return term
    case .integer: return system.store.integer(compiled.terms.integers[Int(node.payload)])
    case .name: return nameTerms[Int(node.payload)]
    case .application:
      let base = system.store.stackHeight
      for offset in 0..<node.argumentCount {
        let argument = compiled.terms.arguments[Int(node.firstArgument + offset)]
        let term = instantiate(argument, session)
        system.store.stack(term)
      }
      return system.store.applyStacked(SymbolID(Int(node.payload)), from: base)
    }
  }

  private mutating func withFresh(
    _ slot: Int, _ session: Int, _ body: (inout Search) -> Void
  ) {
    let index = sessions[session].firstSlot + slot
    let sort = compiled.model.roles[sessions[session].role].variables[slot].sort
    let term = system.substitution.makeAtom(.fresh(sort), in: &system.store)
    if case .atom(let atom) = system.store.head(term) {
      let name = FreshName(slot: slot, session: session, count: sessions[session].freshCount)
      while freshNames.count <= Int(atom.index) { freshNames.append(name) }
      freshNames[Int(atom.index)] = name
    }
    setSlot(index, term)
    note(term, .fresh, session)
    sessions[session].freshCount += 1
    body(&self)
    sessions[session].freshCount -= 1
  }

  // MARK: Integers

  /// The value of a linear term; nil if some variable is no integer.
  func expression(_ term: LinearTerm, _ value: (Variable) -> TermID?) -> LinearExpression? {
    var result = LinearExpression(term.constant)
    for summand in term.summands {
      guard let value = value(summand.variable), let part = system.expression(of: value) else {
        return nil
      }
      result = result + summand.coefficient * part
    }
    return result
  }

  private mutating func requireComparison(
    _ left: LinearTerm, _ relation: IntegerRelation, _ right: LinearTerm, _ session: Int
  ) -> Bool {
    let first = sessions[session].firstSlot
    guard let a = expression(left, { slots[first + $0.index] }),
      let b = expression(right, { slots[first + $0.index] })
    else { return false }
    return system.require(ArithmeticClause(ArithmeticLiteral(a, Comparison(relation), b)))
  }

  private mutating func define(
    _ slot: Int, _ value: LinearTerm, _ session: Int, _ body: (inout Search) -> Void
  ) {
    let first = sessions[session].firstSlot
    guard let expression = expression(value, { slots[first + $0.index] }) else { return }
    let variable = system.substitution.makeVariable(.integer, in: &system.store)
    setSlot(first + slot, variable)
    guard let left = system.expression(of: variable),
      system.require(ArithmeticClause(ArithmeticLiteral(left, .equal, expression)))
    else { return }
    forEachSolution(body)
  }

  /// Requires that two terms differ for all values of variables that are unbound on the right.
  private mutating func requireDifferent(
    _ left: TermCode, _ right: TermCode, _ session: Int
  ) {
    let saved = slotTrail.count
    let start = system.beginDisequality()
    let first = instantiate(left, session)
    let second = instantiate(right, session)
    system.addDifference(first, second)
    undoSlots(to: saved)
    system.endDisequality(start)
  }

  private mutating func record(_ event: EventID, _ arguments: [TermCode], _ session: Int) {
    let first = eventArguments.count
    for argument in arguments { eventArguments.append(instantiate(argument, session)) }
    events.append(RecordedEvent(event: event, firstArgument: first, session: session))
  }
}

extension Comparison {
  init(_ relation: IntegerRelation) {
    switch relation {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    }
  }
}
