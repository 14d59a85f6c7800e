// Reduction: of sessions that nothing has told apart the first is taken.
//
// match:  a step after which sessions of one role differ that did not before: sessions that started
//         with eager steps before the first choice of the run, and of which nothing that happened
//         since knows anything, in the state of the search and in what is bound
// result: the step is explored only if it makes them differ in the order of their numbers: the
//         session that takes it, then those in the message that it receives, from left to right,
//         then all others
// sound because: docs/exploration.md, "Interchangeable sessions". Exchanging two such sessions
//         leaves the state as it is, and makes of what follows here what follows where they differ
//         the other way round.
//
// What a session is known by are its parameters, and what it has made so far. Both are numbered
// consecutively. After the first choice they get anywhere else only by a binding, so the trail tells
// which sessions are known; a message that is delivered once is gone, whatever it says. Sessions after the 64th and models with declared equations (where even a
// session's first message can be taken apart in several ways) are left out.

import Terms

/// Which sessions are interchangeable, and whose the variables and atoms are.
struct InterchangeableSessions: ~Copyable {
  struct Mark: BitwiseCopyable {
    /// Bit s: session s can be exchanged with every other of its role and state.
    var sessions: UInt64 = 0
    /// How much of the trail has been searched for what is known of them.
    var trail = 0
    /// The first choice of the run lies behind.
    var isOpeningOver = false
    var variableCount = 0
    var atomCount = 0
  }

  /// By variable and by atom, the session that it was made for before the first choice; or -1.
  fileprivate var variableOwners = Stack<Int32>()
  fileprivate var atomOwners = Stack<Int32>()
  var mark = Mark()

  mutating func undo(to mark: Mark) {
    self.mark = mark
    variableOwners.cut(to: mark.variableCount)
    atomOwners.cut(to: mark.atomCount)
  }

  mutating func remove(_ session: Int) {
    if session < 64 { mark.sessions &= ~(1 << UInt64(session)) }
  }

  func contains(_ session: Int) -> Bool {
    session < 64 && mark.sessions & 1 << UInt64(session) != 0
  }

  fileprivate mutating func own(_ session: Int, variables: Int, atoms: Int) {
    while variableOwners.count < variables { variableOwners.append(Int32(session)) }
    while atomOwners.count < atoms { atomOwners.append(Int32(session)) }
    mark.variableCount = variableOwners.count
    mark.atomCount = atomOwners.count
  }

  fileprivate func owner(of variable: VariableID) -> Int {
    let index = Int(variable.index)
    return index < variableOwners.count ? Int(variableOwners[index]) : -1
  }

  fileprivate func owner(of atom: AtomID) -> Int {
    let index = Int(atom.index)
    return index < atomOwners.count ? Int(atomOwners[index]) : -1
  }

  fileprivate mutating func begin(_ sessions: UInt64, trail: Int) {
    mark.sessions = sessions
    mark.trail = trail
    mark.isOpeningOver = true
  }
}

extension Search {
  /// Before the first choice: everything made since the last call is the session's (or, for -1,
  /// nobody's).
  mutating func noteOwner(_ session: Int) {
    if interchangeable.mark.isOpeningOver { return }
    interchangeable.own(
      session, variables: system.substitution.variableCount, atoms: system.substitution.atomCount)
  }

  /// At the first choice of the run: all sessions that have started can be exchanged.
  mutating func endOpening() {
    var candidates: UInt64 = 0
    if reductions.contains(.sessionSymmetry), !seeksCompletion, !system.hasEquations {
      for index in sessions.indices where index < 64 && sessions[index].hasStarted {
        candidates |= 1 << UInt64(index)
      }
    }
    interchangeable.begin(candidates, trail: 0)
    if candidates == 0 { return }
    // What binds only a session's own variables to its own terms happened to all of its role.
    for position in 0..<system.substitution.trailCount {
      if let change = system.substitution.change(at: position), let value = change.value {
        forget(otherThan: interchangeable.owner(of: change.variable), in: value)
      }
    }
    interchangeable.mark.trail = system.substitution.trailCount
  }

  /// match:  an interchangeable session before this one, of its role and in its state
  /// result: this one may take no step
  /// sound because: that one may, with the same effect.
  func isFirst(_ session: Int) -> Bool {
    !interchangeable.contains(session)
      || !hasTwin(before: session, in: interchangeable.mark.sessions)
  }

  private func hasTwin(before session: Int, in set: UInt64) -> Bool {
    var lower = set & (1 << UInt64(session) - 1)
    while lower != 0 {
      let other = lower.trailingZeroBitCount
      if sessions[other].role == sessions[session].role,
        sessions[other].state == sessions[session].state
      {
        return true
      }
      lower &= lower - 1
    }
    return false
  }

  /// Takes out what the step under way tells apart; false if it does so in another order than
  /// that of the numbers. The session that takes the step is in its old state.
  mutating func tellApart(_ context: StepContext) -> Bool {
    guard interchangeable.mark.sessions != 0 else { return true }
    var before = interchangeable.mark.sessions
    if context.session < 64 { before &= ~(1 << UInt64(context.session)) }
    interchangeable.remove(context.session)
    let end = system.substitution.trailCount
    for position in interchangeable.mark.trail..<end {
      guard let change = system.substitution.change(at: position) else { continue }
      let owner = interchangeable.owner(of: change.variable)
      if owner >= 0 { interchangeable.remove(owner) }
      if let value = change.value { forget(otherThan: -1, in: value) }
    }
    interchangeable.mark.trail = end
    // Whose message was delivered has one less, even where it tells nothing of its sender.
    if case .transition(let step) = path[path.count - 1], let delivered = step.delivered {
      interchangeable.remove(sent[delivered].session)
    }
    let told = before & ~interchangeable.mark.sessions
    return told == 0 || areInOrder(told, before)
  }

  /// Takes out the sessions that the term tells of.
  private mutating func forget(otherThan owner: Int, in term: TermID) {
    switch system.store.head(term) {
    case .variable(let variable):
      let other = interchangeable.owner(of: variable)
      if other >= 0, other != owner { interchangeable.remove(other) }
    case .atom(let atom):
      let other = interchangeable.owner(of: atom)
      if other >= 0, other != owner { interchangeable.remove(other) }
    case .integer: break
    case .application:
      for position in 0..<system.store.arity(term) {
        forget(otherThan: owner, in: system.store.argument(position, of: term))
      }
    }
  }

  private func areInOrder(_ told: UInt64, _ before: UInt64) -> Bool {
    var left = before
    if case .transition(let step) = path[path.count - 1], let message = step.message,
      !areInOrder(message, told, &left)
    {
      return false
    }
    var rest = told & left
    while rest != 0 {
      let session = rest.trailingZeroBitCount
      if hasTwin(before: session, in: left) { return false }
      left &= ~(1 << UInt64(session))
      rest &= rest - 1
    }
    return true
  }

  /// Reads the term from left to right and takes the sessions out of `left`.
  private func areInOrder(_ term: TermID, _ told: UInt64, _ left: inout UInt64) -> Bool {
    let term = system.resolve(term)
    switch system.store.head(term) {
    case .variable(let variable): return isInOrder(interchangeable.owner(of: variable), told, &left)
    case .atom(let atom): return isInOrder(interchangeable.owner(of: atom), told, &left)
    case .integer: return true
    case .application:
      for position in 0..<system.store.arity(term)
      where !areInOrder(system.store.argument(position, of: term), told, &left) {
        return false
      }
      return true
    }
  }

  private func isInOrder(_ session: Int, _ told: UInt64, _ left: inout UInt64) -> Bool {
    guard session >= 0, session < 64, told & left & 1 << UInt64(session) != 0 else { return true }
    if hasTwin(before: session, in: left) { return false }
    left &= ~(1 << UInt64(session))
    return true
  }
}
