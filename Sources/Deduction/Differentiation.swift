// Constraint differentiation: a message has to need something new.
//
// When the steps a and b of two sessions could happen in either order, both orders are explored,
// but the second one only for messages to b that the attacker could not derive before a
// (Mödersheim, Viganò & Basin 2010, "Constraint differentiation"; Baelde, Delaune & Hirschi 2014
// call it a dependency constraint). A differentiated demand notes which items a brought. It is met
// when a derivation uses one of them; it has failed when its message has no variable left whose
// value could still need one. Wherever that is hard to tell it counts as met: that only explores
// more.

import Terms

struct Differentiation {
  var message: TermID
  /// Items from here on are new.
  var from: Int32
  /// The deadline of the demand, which no other step shares: nothing is received between a's
  /// messages and b.
  var point: Int32
  var isMet = false
}

extension ConstraintSystem {
  /// Demands that the attacker derives `term` from what it knows now and not from the items
  /// before `from` alone.
  ///
  /// - Returns: false if that is seen to be impossible at once; nothing is demanded then.
  package mutating func demand(_ term: TermID, newSince from: Int32) -> Bool {
    guard mayNeed(itemsFrom: from, term) else { return false }
    differentiations.append(Differentiation(message: term, from: from, point: knowledgePoint))
    demand(term)
    return true
  }

  /// Whether some derivation of the term may use an item from `from` on: follows, without binding
  /// anything, every way to meet the goal. An old item's variables were derived from what was
  /// known before it, so binding them needs nothing new.
  package func mayNeed(itemsFrom from: Int32, _ term: TermID, depth: Int = 0) -> Bool {
    if depth > 8 || hasOpenVariable(term, since: from) { return true }
    let term = resolve(term)
    switch store.head(term) {
    case .variable, .integer: return false
    case .atom(let atom):
      guard case .fresh = substitution.atomClass(of: atom) else { return false }
    case .application(let symbol):
      if isPublicKey(term) {
        // Of a long-term key for a use the use has to be derived.
        let key = resolve(store.argument(0, of: term))
        if store.variable(key) != nil { return true }
        if store.symbol(key) == Signature.secretKeyForUse,
          mayNeed(itemsFrom: from, store.argument(1, of: key), depth: depth + 1)
        {
          return true
        }
      }
      if theory.isPublic[Int(symbol.index)] {
        for position in 0..<store.arity(term)
        where mayNeed(itemsFrom: from, store.argument(position, of: term), depth: depth + 1) {
          return true
        }
      }
      let shape = shape(term)
      for family in credentials.indices
      where credentials[family].premiseCount > 0
        && mayBeInstance(term, shape, of: family, .attacker)
      {
        return true
      }
    }
    if itemIndex.variableCount > 0 { return true }
    let shape = shape(term)
    let end = Int32(items.count)
    var index = firstItem(from: 0, before: end, shape)
    while index >= 0 {
      let item = items[Int(index)]
      if index >= from || item.equationCount > 0 { return true }
      for offset in 0..<item.premiseCount
      where mayNeed(
        itemsFrom: from, premises[Int(item.firstPremise + offset)], depth: depth + 1)
      {
        return true
      }
      index = firstItem(from: index + 1, before: end, shape)
    }
    return false
  }

  /// Notes that a goal used an item.
  mutating func noteUse(of item: Int32, deadline: Int32) {
    for index in differentiations.indices
    where !differentiations[index].isMet && differentiations[index].point == deadline
      && item >= differentiations[index].from
    {
      meetDifferentiation(index)
    }
  }

  /// Notes that a goal led to further goals whose values are not part of the message.
  mutating func noteSideGoals(deadline: Int32) {
    for index in differentiations.indices
    where !differentiations[index].isMet && differentiations[index].point == deadline {
      meetDifferentiation(index)
    }
  }

  private mutating func meetDifferentiation(_ index: Int) {
    differentiations[index].isMet = true
    metDifferentiations.append(index)
  }

  /// Whether no differentiated demand has failed.
  func areDifferentiationsPossible() -> Bool {
    for index in differentiations.indices {
      let demand = differentiations[index]
      if !demand.isMet && !hasOpenVariable(demand.message, since: demand.from) { return false }
    }
    return true
  }

  /// Whether the term contains an unbound variable that may still need an item from `from` on.
  private func hasOpenVariable(_ term: TermID, since from: Int32) -> Bool {
    let term = resolve(term)
    if store.isGround(term) { return false }
    if let variable = store.variable(term) {
      return substitution.domain(of: variable).isDerived
        && substitution.deadline(of: variable, for: .attacker) > from
    }
    for position in 0..<store.arity(term)
    where hasOpenVariable(store.argument(position, of: term), since: from) {
      return true
    }
    return false
  }
}
