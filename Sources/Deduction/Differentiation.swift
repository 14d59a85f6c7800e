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
  package mutating func demand(_ term: TermID, newSince from: Int32) {
    differentiations.append(Differentiation(message: term, from: from, point: knowledgePoint))
    demand(term)
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
    differentiations.allSatisfy { $0.isMet || hasOpenVariable($0.message, since: $0.from) }
  }

  /// Whether the term contains an unbound variable that may still need an item from `from` on.
  private func hasOpenVariable(_ term: TermID, since from: Int32) -> Bool {
    let term = resolve(term)
    if store.isGround(term) { return false }
    if let variable = store.variable(term) {
      switch substitution.domain(of: variable) {
      case .integer, .principal, .constant: return false
      case .any, .sorted: return substitution.deadline(of: variable, for: .attacker) > from
      }
    }
    for position in 0..<store.arity(term)
    where hasOpenVariable(store.argument(position, of: term), since: from) {
      return true
    }
    return false
  }

  mutating func undoDifferentiations(to mark: Mark) {
    while metDifferentiations.count > mark.metDifferentiations {
      differentiations[metDifferentiations.removeLast()].isMet = false
    }
    differentiations.cut(to: mark.differentiations)
  }
}
