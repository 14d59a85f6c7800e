// The lazy intruder: solves deduction constraints, keeping variables symbolic.
//
// A goal `K ⊢ t` whose t is no variable is met in one of these ways:
//   item        t unifies with something the observer can read off what it holds, and the keys
//               needed on the way are goals of their own;
//   credential  t is an instance of what dishonest principals hand over;
//   public      t is a long-term public key;
//   compose     t = f(t1 … tn) with f public, and every ti is a goal.
// A goal that is an unbound variable is left alone: it gets a deadline. When such a variable is
// bound later, its value becomes a goal again. Trying all ways finds every solution (Millen &
// Shmatikov 2001, Theorem 1; for subterm-convergent theories with the analysis rules of
// EquationAnalysis).
//
// Solutions are enumerated like in a Prolog machine: a choice point remembers a goal and the next
// way to try. No closure or allocation is needed for a step, and the search can hold many solvers
// open inside each other, each above its own base.

import Terms

/// A goal with the ways to meet it that have not been tried.
struct ChoicePoint {
  var mark: ConstraintSystem.SolverMark
  var goal: Int32
  /// The goal's term as it was resolved here.
  var term: TermID
  var shape: Shape
  /// The next way to try.
  var way: Int32
}

extension ConstraintSystem {
  /// Goals nested deeper than this are given up; the cut is remembered in `wasCut`.
  static var depthLimit: Int { 100 }

  /// Opens a solver for the pending goals. Close it with `close` after the last solution.
  package mutating func open() -> Int { choicePoints.count }

  /// Finds the first solution of the pending goals above `base`.
  ///
  /// - Returns: false if there is none. The state is then that of the failed attempt: undo it.
  package mutating func solve(above base: Int) -> Bool {
    while true {
      if pending < 0, !wakeBoundVariables() {
        if isConsistent() { return true }
        if !backtrack(above: base) { return false }
        continue
      }
      let goal = pending
      pending = goals[Int(goal)].next
      if !meet(goal), !backtrack(above: base) { return false }
    }
  }

  /// Finds the next solution.
  package mutating func resume(above base: Int) -> Bool {
    backtrack(above: base) && solve(above: base)
  }

  /// Forgets the untried ways above `base`.
  package mutating func close(_ base: Int) {
    choicePoints.cut(to: base)
  }

  /// Whether the pending goals have a solution at all; the state is left at the first one.
  package mutating func solveOnce() -> Bool {
    let base = open()
    let isSolved = solve(above: base)
    close(base)
    return isSolved
  }

  private mutating func backtrack(above base: Int) -> Bool {
    while choicePoints.count > base {
      undo(to: choicePoints[choicePoints.count - 1].mark)
      if tryNext() { return true }
    }
    return false
  }

  /// Sets a goal for every variable with a deadline that was bound since the last time.
  ///
  /// - Returns: whether there were any.
  private mutating func wakeBoundVariables() -> Bool {
    let start = wokenTrail
    wokenTrail = substitution.trailCount
    var position = start
    var found = false
    while let variable = substitution.nextBound(&position, before: wokenTrail) {
      let isForAttacker = wake(variable, for: .attacker)
      let isForViewer = wake(variable, for: .viewer)
      found = found || isForAttacker || isForViewer
    }
    return found
  }

  private mutating func wake(_ variable: VariableID, for observer: Observer) -> Bool {
    let deadline = substitution.deadline(of: variable, for: observer)
    guard deadline != Substitution.noDeadline else { return false }
    let value = resolve(substitution.term(of: variable))
    if store.variable(value) != nil { return false }
    push(
      Goal(
        term: value, first: observer == .viewer ? viewerFirst : 0, deadline: deadline,
        observer: observer, ancestor: -1, next: pending))
    return true
  }

  // MARK: One goal

  /// Meets a goal in the first way that works, leaving a choice point for the others.
  private mutating func meet(_ index: Int32) -> Bool {
    let goal = goals[Int(index)]
    let term = resolve(goal.term)
    switch store.head(term) {
    case .integer: return true
    case .variable(let variable):
      if substitution.domain(of: variable).isDerived {
        substitution.setDeadline(goal.deadline, of: variable, for: goal.observer)
      }
      return true
    case .atom(let atom):
      switch substitution.atomClass(of: atom) {
      case .principal, .constant: return true
      case .fresh: break
      }
    case .application: break
    }
    goalCount += 1
    newestUsed = -1
    if isDerivableAsIs(term, goal) {
      if goal.observer == .attacker { noteUse(of: newestUsed, deadline: goal.deadline) }
      return true
    }
    if repeatsAncestor(goal, term) { return false }
    let shape = shape(term)
    guard let way = nextWay(goal.first, goal, term, shape) else { return false }
    guard let other = nextWay(way + 1, goal, term, shape) else { return use(way, index, term) }
    choicePoints.append(
      ChoicePoint(mark: solverMark, goal: index, term: term, shape: shape, way: other))
    if use(way, index, term) { return true }
    undo(to: choicePoints[choicePoints.count - 1].mark)
    return tryNext()
  }

  /// Tries the remaining ways of the last choice point; drops it before the last one.
  private mutating func tryNext() -> Bool {
    let top = choicePoints.count - 1
    let index = choicePoints[top].goal
    let term = choicePoints[top].term
    let shape = choicePoints[top].shape
    let goal = goals[Int(index)]
    while true {
      let way = choicePoints[top].way
      guard let other = nextWay(way + 1, goal, term, shape) else {
        choicePoints.cut(to: top)
        return use(way, index, term)
      }
      choicePoints[top].way = other
      if use(way, index, term) { return true }
      undo(to: choicePoints[top].mark)
    }
  }

  /// The first way to meet a goal from `way` on that is not seen at a glance to fail: a goal with
  /// one way needs no choice point, and one with none fails at once.
  ///
  /// Ways have numbers: first the items, for a viewer what the attacker may have passed on, the
  /// credentials, two for public keys, and last composition.
  private func nextWay(_ way: Int32, _ goal: Goal, _ term: TermID, _ shape: Shape) -> Int32? {
    var way = way
    if goal.observer == .attacker {
      let item = firstItem(from: way, before: goal.deadline, shape)
      if item >= 0 { return item }
      way = max(way, goal.deadline)
    }
    while way < goal.deadline {
      if items[Int(way)].shape.meets(shape) || mayBePassedOn(Int(way), shape) { return way }
      way += 1
    }
    let extraEnd = extraEnd(of: goal)
    while way < extraEnd {
      let item = Int(way - goal.deadline)
      if items[item].shape.meets(shape) || mayBePassedOn(item, shape) { return way }
      way += 1
    }
    let credentialEnd = extraEnd + Int32(familyCount(of: goal.observer))
    while way < credentialEnd {
      if mayBeInstance(term, shape, of: Int(way - extraEnd), goal.observer) { return way }
      way += 1
    }
    guard let symbol = store.symbol(term) else { return nil }
    if way <= credentialEnd + 1, isPublicKey(term) {
      if way == credentialEnd { return way }
      if store.variable(resolve(store.argument(0, of: term))) != nil { return way }
    }
    let composition = credentialEnd + 2
    return way <= composition && theory.isPublic[Int(symbol.index)] ? composition : nil
  }

  private func extraEnd(of goal: Goal) -> Int32 {
    goal.observer == .viewer ? goal.deadline + viewerExtra : goal.deadline
  }

  private mutating func use(_ way: Int32, _ index: Int32, _ term: TermID) -> Bool {
    let goal = goals[Int(index)]
    if way < goal.deadline { return useItem(Int(way), for: term, index) }
    let extraEnd = extraEnd(of: goal)
    if way < extraEnd { return useItem(Int(way - goal.deadline), for: term, index) }
    let families = Int32(familyCount(of: goal.observer))
    switch way - extraEnd {
    case families: return usePublicKey(for: term, index)
    case families + 1: return usePublicKeyWithUse(for: term, index)
    case families + 2: return compose(term, index)
    case let family: return useCredential(Int(family), for: term, index)
    }
  }

  /// match:  K ⊢ t, an item u with premises and equations
  /// result: t = u, the equations, and K ⊢ p for every premise p
  /// sound because: the analysis rules that led to u give t from what was observed.
  private mutating func useItem(
    _ itemIndex: Int, for goal: TermID, _ index: Int32
  ) -> Bool {
    let item = items[itemIndex]
    guard unify(goal, item.term) else { return false }
    guard unifyEquations(of: item) else { return false }
    if goals[Int(index)].observer == .attacker {
      noteUse(of: Int32(itemIndex), deadline: goals[Int(index)].deadline)
      if item.premiseCount + item.equationCount > 0 {
        noteSideGoals(deadline: goals[Int(index)].deadline)
      }
    }
    for offset in 0..<item.premiseCount {
      push(subgoal(premises[Int(item.firstPremise + offset)], of: index))
    }
    return true
  }

  mutating func unifyEquations(of item: Item) -> Bool {
    for offset in 0..<item.equationCount {
      let equation = equations[Int(item.firstEquation + offset)]
      if !unify(equation.left, equation.right) { return false }
    }
    return true
  }

  /// match:  K ⊢ t, a credential family c(d, …)
  /// result: t = c(d, …), d dishonest if the attacker has it
  /// sound because: dishonest principals hand over these terms from the start (S2.2), and a view
  ///         has the viewer's own (S7.2).
  private mutating func useCredential(
    _ family: Int, for goal: TermID, _ index: Int32
  ) -> Bool {
    let credential = self.family(family, of: goals[Int(index)].observer)
    let values = beginInstance(of: credential.variables)
    defer { endInstance(values) }
    for offset in 0..<credential.valueCount {
      if let value = viewerValues[Int(credential.firstValue + offset)] {
        setValue(value, of: VariableID(index: credential.variables.first + offset), values)
      }
    }
    guard unify(goal, instance(of: credential.term, values)) else { return false }
    if let owner = credential.owner {
      let owner = resolve(instance(of: owner, values))
      guard substitution.decide(.dishonest, for: owner, in: store) else { return false }
      if credential.premiseCount > 0 { noteSideGoals(deadline: goals[Int(index)].deadline) }
    }
    for offset in 0..<credential.premiseCount {
      let premise = familyPremises[Int(credential.firstPremise + offset)]
      push(subgoal(instance(of: premise, values), of: index))
    }
    return true
  }

  func isPublicKey(_ term: TermID) -> Bool {
    guard let symbol = store.symbol(term) else { return false }
    return symbol == Signature.publicKey || symbol == Signature.verificationKey
  }

  /// match:  K ⊢ pk(k) or vk(k)
  /// result: k = sk(X) for a principal X, or k = sk(X, u) and K ⊢ u
  /// sound because: long-term public keys are public (S6.1).
  private mutating func usePublicKey(for goal: TermID, _ index: Int32) -> Bool {
    let key = resolve(store.argument(0, of: goal))
    switch store.head(key) {
    case .application(Signature.secretKey): return makePrincipal(store.argument(0, of: key))
    case .application(Signature.secretKeyForUse):
      guard makePrincipal(store.argument(0, of: key)) else { return false }
      push(subgoal(store.argument(1, of: key), of: index))
      return true
    case .variable:
      let owner = substitution.makeVariable(.principal, in: &store)
      return unify(key, store.application(Signature.secretKey, [owner]))
    default: return false
    }
  }

  /// match:  K ⊢ pk(k) or vk(k), k unbound
  /// result: k = sk(X, u) for a principal X, and K ⊢ u
  /// sound because: as above; a key that may be anything may be one for a use as well.
  private mutating func usePublicKeyWithUse(for goal: TermID, _ index: Int32) -> Bool {
    let key = resolve(store.argument(0, of: goal))
    guard store.variable(key) != nil else { return false }
    let owner = substitution.makeVariable(.principal, in: &store)
    let use = substitution.makeVariable(.any, in: &store)
    guard unify(key, store.application(Signature.secretKeyForUse, [owner, use])) else {
      return false
    }
    push(subgoal(use, of: index))
    return true
  }

  /// match:  K ⊢ f(t1 … tn), f public
  /// result: K ⊢ t1 … K ⊢ tn
  /// sound because: everybody can apply a public symbol.
  private mutating func compose(_ term: TermID, _ index: Int32) -> Bool {
    guard let symbol = store.symbol(term), theory.isPublic[Int(symbol.index)] else { return false }
    for position in (0..<store.arity(term)).reversed() {
      push(subgoal(store.argument(position, of: term), of: index))
    }
    return true
  }

  private func subgoal(_ term: TermID, of index: Int32) -> Goal {
    let goal = goals[Int(index)]
    return Goal(
      term: term, first: goal.first, deadline: goal.deadline, observer: goal.observer,
      ancestor: index, next: pending)
  }

  /// Nothing is met by an unbound variable that the attacker chose: it knew what that stands for.
  /// But the viewer may see there what the attacker passes on (S7.2), one value of the sort.
  private func mayBePassedOn(_ item: Int, _ shape: Shape) -> Bool {
    guard items[item].shape.head == .variable else { return false }
    let term = resolve(items[item].term)
    guard let variable = store.variable(term) else { return self.shape(term).meets(shape) }
    if case .sorted = substitution.domain(of: variable) { return true }
    return false
  }

  // MARK: Shortcuts

  /// Whether the goal can be met without binding anything: then no other way has to be tried,
  /// because each of them leaves fewer solutions.
  private mutating func isDerivableAsIs(_ term: TermID, _ goal: Goal) -> Bool {
    let term = resolve(term)
    switch store.head(term) {
    case .integer: return true
    case .variable(let variable):
      return !substitution.domain(of: variable).isDerived
        || substitution.deadline(of: variable, for: goal.observer) <= goal.deadline
    case .atom(let atom):
      if case .fresh = substitution.atomClass(of: atom) { break }
      return true
    case .application(let symbol):
      if theory.isPublic[Int(symbol.index)], areArgumentsDerivable(term, goal) { return true }
      if isPublicKey(term) {
        let key = resolve(store.argument(0, of: term))
        if store.symbol(key) == Signature.secretKey,
          substitution.honesty(resolve(store.argument(0, of: key)), in: store) != nil
        {
          return true
        }
      }
    }
    let shape = shape(term)
    if goal.observer == .viewer, itemIndex.variableCount > 0 {
      for index in goal.first..<goal.deadline where isItem(index, term, shape) { return true }
      return false
    }
    var index = firstItem(from: goal.first, before: goal.deadline, shape)
    while index >= 0 {
      if isItem(index, term, shape) { return true }
      index = firstItem(from: index + 1, before: goal.deadline, shape)
    }
    return false
  }

  /// Whether the item is the term and needs no key.
  private mutating func isItem(_ index: Int32, _ term: TermID, _ shape: Shape) -> Bool {
    let item = items[Int(index)]
    guard item.shape.meets(shape) || item.shape.head == .variable,
      item.premiseCount + item.equationCount == 0,
      substitution.areIdentical(item.term, term, in: store)
    else { return false }
    newestUsed = max(newestUsed, index)
    return true
  }

  private mutating func areArgumentsDerivable(_ term: TermID, _ goal: Goal) -> Bool {
    for position in 0..<store.arity(term)
    where !isDerivableAsIs(store.argument(position, of: term), goal) {
      return false
    }
    return true
  }

  /// match:  a goal equal to one of its ancestors, for the same observer and no earlier deadline
  /// result: no solution this way
  /// sound because: a shortest derivation does not need its own conclusion.
  private mutating func repeatsAncestor(_ goal: Goal, _ term: TermID) -> Bool {
    var ancestor = goal.ancestor
    var depth = 0
    while ancestor >= 0 {
      let other = goals[Int(ancestor)]
      if other.observer == goal.observer, other.deadline <= goal.deadline,
        substitution.areIdentical(other.term, term, in: store)
      {
        return true
      }
      ancestor = other.ancestor
      depth += 1
    }
    if depth > Self.depthLimit {
      wasCut = true
      return true
    }
    return false
  }
}
