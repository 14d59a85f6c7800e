// `secret T of R at s`: the attacker must never derive T once a session has claimed it (S7.1).
// What `guessable-safe` asks beyond that is in GuessingCheck.

import Deduction
import ProtocolModel
import Terms

extension Search {
  /// Claims the secrets of a session whose variables are bound by now and that has been in the
  /// state the property names.
  mutating func makeClaims(of session: Int) {
    let role = sessions[session].role
    for position in claimed[role].indices where isOpen[claimed[role][position]] {
      let index = claimed[role][position]
      switch properties[index].goal {
      case .secret(let code, _, let state, let needed),
        .guessableSafe(let code, _, let state, let needed):
        if let state, !hasVisited(state, session) { continue }
        makeClaim(index, code, needed, session)
      case .hidden(let code, _, _, let needed): makeClaim(index, code, needed, session)
      default: continue
      }
    }
  }

  private mutating func makeClaim(
    _ property: Int, _ code: TermCode, _ needed: [Int], _ session: Int
  ) {
    let role = sessions[session].role
    let first = sessions[session].firstSlot
    for slot in needed where slots[first + slot] == nil { return }
    let term = instantiate(code, session)
    findings[property].isTriggered = true
    let values = sessionValues(session)
    let excuses = ground(excusesOf: property, values, compiled.roles[role].domains)
    end(values)
    for index in claims.indices {
      let claim = claims[index]
      guard claim.property == property, claim.session == session else { continue }
      if areIdentical(claim.term, term), areIdentical(claim.excuses, excuses) {
        return end(excuses)
      }
    }
    claims.append(
      SecrecyClaim(property: property, session: session, term: term, excuses: excuses))
  }

  private func areIdentical(_ left: TermID, _ right: TermID) -> Bool {
    system.substitution.areIdentical(left, right, in: system.store)
  }

  /// The same secret with other excuses, such as another partner in a loop, is another claim.
  private func areIdentical(_ left: GroundedExcuses, _ right: GroundedExcuses) -> Bool {
    for offset in 0..<left.indices.count {
      let a = excuses[left.first + offset]
      let b = excuses[right.first + offset]
      if a.isDishonesty != b.isDishonesty || !areIdentical(a.term, b.term) { return false }
      for position in 0..<Int(a.argumentCount)
      where !areIdentical(
        excuseArguments[Int(a.firstArgument) + position],
        excuseArguments[Int(b.firstArgument) + position])
      {
        return false
      }
    }
    return true
  }

  /// Checks claims: the new ones, and if the attacker learnt something since `point` all others
  /// for what needs that. What can be derived without was reported when there was nothing else.
  mutating func checkSecrecy(learntSince point: Int32, newClaimsFrom first: Int) {
    for index in (system.knowledgePoint > point ? 0 : first)..<max(first, claims.count) {
      let claim = claims[index]
      guard isOpen[claim.property], canImprove(claim.property), !isFinished else { continue }
      switch properties[claim.property].goal {
      case .secret: break
      case .guessableSafe:
        checkGuessing(claim)
        continue
      default: continue
      }
      let isOld = index < first && reductions.contains(.differentiation)
      if isOld, !system.mayNeed(itemsFrom: point, claim.term) { continue }
      let mark = self.mark
      guard supposeNotDishonest(claim.excuses),
        demand(claim.term, newSince: isOld ? point : nil)
      else {
        undo(to: mark)
        continue
      }
      forEachSolution(undoingTo: mark) { search in
        guard search.canImprove(claim.property) else { return }
        search.withoutExcuse(claim.excuses) {
          $0.report(claim.property, .learns(session: claim.session, claim.term))
        }
      }
    }
  }
}
