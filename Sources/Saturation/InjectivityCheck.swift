// Injectivity: no event serves two claims (Blanchet 2009, section 7.2).
//
// Each solved clause for the claim chooses which of its hypotheses serve it. Suppose that one
// event of a run serves two claims of it. Then it is an instance of the chosen hypotheses of two
// clauses (or of one clause twice), so these unify. If they do, both claims have to be of the
// same occurrence: of the same place, session and point. docs/saturation.md, "Injectivity".

import ProtocolModel
import Terms

struct InjectivityCheck {
  private struct Claim {
    var clause: Clause
    var services: [Service]
    /// Session, point, and the values of the keys.
    var occurrence: [ClauseTerm]
    var keys: [UniqueKey]
  }
  private var claims: [Claim] = []
  private var work = 0
  private static let mostWork = 100_000
  /// The two clauses that could not be kept apart.
  private(set) var conflict: (first: Int, second: Int)?

  /// - Parameter keys: the keys of claims by their predicates.
  init(
    _ clauses: [Clause], _ check: inout ClaimCheck, keys: [Int32: [UniqueKey]],
    _ saturator: inout Saturator
  ) {
    for clause in clauses {
      let services = check.orderedServices(of: clause, &saturator)
      let keys = keys[saturator.terms.node(clause.conclusion).symbol] ?? []
      claims.append(
        Claim(
          clause: clause, services: services, occurrence: check.occurrence(clause, saturator),
          keys: keys))
    }
  }

  /// Whether the clauses can choose so that no event serves two claims.
  mutating func succeeds(_ saturator: inout Saturator) -> Bool {
    choose([], &saturator)
  }

  private mutating func choose(_ chosen: [Service], _ saturator: inout Saturator) -> Bool {
    guard chosen.count < claims.count else { return true }
    for service in claims[chosen.count].services {
      let all = chosen + [service]
      if all.indices.allSatisfy({ areApart($0, all.count - 1, all, &saturator) }),
        choose(all, &saturator)
      {
        return true
      }
    }
    return false
  }

  /// Whether no event serves claims of both clauses, other than one and the same.
  private mutating func areApart(
    _ first: Int, _ second: Int, _ chosen: [Service], _ saturator: inout Saturator
  ) -> Bool {
    guard chosen[first].alternative == chosen[second].alternative else { return true }
    return zip(chosen[first].hypotheses, chosen[second].hypotheses).allSatisfy { left, right in
      work += 1
      guard work < Self.mostWork else { return false }
      var pair = JointInstance(claims[first].clause, claims[second].clause)
      guard
        pair.unify(
          claims[first].clause.hypotheses[left], claims[second].clause.hypotheses[right],
          saturator.terms)
      else { return true }
      if isOneOccurrence(claims[first], claims[second], &pair, saturator) { return true }
      if conflict == nil { conflict = (first, second) }
      return false
    }
  }

  /// One clause for each of two claims that one event may serve.
  var conflicting: [Clause] {
    conflict.map { [claims[$0.first].clause, claims[$0.second].clause] } ?? []
  }

  /// What stands in the way, for people.
  func text(_ saturator: Saturator) -> String {
    guard let conflict else { return "too many ways to serve the claims" }
    let clauses = Set([conflict.first, conflict.second]).sorted().map {
      saturator.text(claims[$0].clause)
    }
    return "one event may serve two claims: " + clauses.joined(separator: " and ")
  }

  private func isOneOccurrence(
    _ first: Claim, _ second: Claim, _ pair: inout JointInstance, _ saturator: Saturator
  ) -> Bool {
    guard pair.close(saturator.terms) else { return true }
    let isOnePlace =
      saturator.terms.node(first.clause.conclusion).symbol
      == saturator.terms.node(second.clause.conclusion).symbol
    if isOnePlace,
      pair.areIdentical(first.occurrence[0], second.occurrence[0], saturator.terms),
      pair.areIdentical(first.occurrence[1], second.occurrence[1], saturator.terms)
    {
      return true
    }
    return shareAKey(first, second, isOnePlace: isOnePlace, pair, saturator)
  }

  /// match:  both claims come with a step that inserted the same key first
  /// result: the steps are one; so the claims are, if they are of one place, and if the steps are
  ///         of different transitions there is no such run
  private func shareAKey(
    _ first: Claim, _ second: Claim, isOnePlace: Bool, _ pair: JointInstance,
    _ saturator: Saturator
  ) -> Bool {
    var start = 2
    for key in first.keys {
      let values = first.occurrence[start..<(start + key.values.count)]
      start += key.values.count
      var otherStart = 2
      for other in second.keys {
        let others = second.occurrence[otherStart..<(otherStart + other.values.count)]
        otherStart += other.values.count
        guard key.kind == other.kind, isOnePlace || key.step != other.step else { continue }
        let areEqual = zip(values, others).allSatisfy {
          pair.areIdentical($0, $1, saturator.terms)
        }
        if areEqual { return true }
      }
    }
    return false
  }
}
