// Whether a clause for `claim` or `violated` is met: a correspondence, by what its hypotheses say
// has happened; anything, by an excuse among them. docs/saturation.md, "Properties".

import ProtocolModel
import Terms

/// One way to meet a claim.
struct Service: Hashable {
  var alternative: Int
  /// The hypotheses that match the patterns of the alternative, in their order.
  var hypotheses: [Int]
}

struct ClaimCheck {
  /// The patterns of one way to meet a claim, as `happened` facts over the property's variables.
  struct Alternative {
    var patterns: [ClauseTerm]
    /// The places of the patterns that directly follow another with `then`.
    var ordered: [Int]
    /// Its number among the alternatives of the property.
    var number: Int
  }
  let isInjective: Bool
  let alternatives: [Alternative]
  private var links: EventLinks
  /// The variables whose values are the first arguments of a claim.
  private let claimed: [Variable]
  private let excuseCount: Int
  private let domains: [Domain]
  /// The symbol of `happened revealed`.
  private let revealed: Int32

  init(_ translation: inout Translation) {
    isInjective = translation.isInjective
    claimed = translation.claimedVariables
    excuseCount = translation.usedExcuses.count(where: \.isReveal)
    let dummy = translation.revealed(translation.vocabulary.terms.integer(0))
    revealed = translation.vocabulary.terms.node(dummy).symbol
    var domains = translation.property.variables.map { translation.setting.domain($0.kind) }
    var alternatives: [Alternative] = []
    if case .correspondence(_, let required, _) = translation.property.goal {
      for (number, chains) in required.enumerated() {
        let patterns = chains.joined().map { translation.happened($0, &domains) }
        let ordered = chains.flatMap { chain in chain.indices.map { $0 > 0 } }
        alternatives.append(
          Alternative(
            patterns: patterns, ordered: ordered.indices.filter { ordered[$0] }, number: number))
      }
    }
    self.alternatives = alternatives
    self.domains = domains
    links = EventLinks(translation)
  }

  /// Whether some alternative has `then`.
  var requiresOrder: Bool { alternatives.contains { !$0.ordered.isEmpty } }
  /// Whether being met is not enough.
  var needsSolvedClaims: Bool { isInjective || requiresOrder }

  /// Whether every instance of the clause is excused.
  func isExcused(_ clause: Clause, _ saturator: Saturator) -> Bool {
    let arguments = saturator.terms.arguments(of: clause.conclusion)
    return arguments.dropFirst(claimed.count).prefix(excuseCount).contains { term in
      clause.hypotheses.contains {
        saturator.terms.node($0).symbol == revealed && saturator.terms.argument(0, of: $0) == term
      }
    }
  }

  /// What a claim's session, point and keys are.
  func occurrence(_ clause: Clause, _ saturator: Saturator) -> [ClauseTerm] {
    Array(
      saturator.terms.arguments(of: clause.conclusion).dropFirst(claimed.count + excuseCount))
  }

  /// Whether every instance of the clause has what it requires, in whatever order.
  func isMet(_ clause: Clause, _ saturator: inout Saturator) -> Bool {
    !services(of: clause, &saturator, atMost: 1).isEmpty
  }

  /// The ways to meet the clause's claim, at most 16, in which the events have the required order.
  mutating func orderedServices(of clause: Clause, _ saturator: inout Saturator) -> [Service] {
    let found = services(of: clause, &saturator, atMost: 16)
    if !requiresOrder { return found }
    return found.filter { service in
      let ordered = alternatives.first { $0.number == service.alternative }?.ordered ?? []
      return ordered.allSatisfy { place in
        let (earlier, later) = (service.hypotheses[place - 1], service.hypotheses[place])
        return links.tell(
          clause.hypotheses[earlier], before: clause.hypotheses[later], of: clause, &saturator)
      }
    }
  }

  /// The ways to meet the clause's claim, in whatever order.
  func services(
    of clause: Clause, _ saturator: inout Saturator, atMost limit: Int
  ) -> [Service] {
    var found: [Service] = []
    let arguments = Array(saturator.terms.arguments(of: clause.conclusion))
    for alternative in alternatives {
      saturator.matcher.start(pattern: domains, target: clause.domains)
      for (variable, value) in zip(claimed, arguments) {
        saturator.matcher.fix(variable.index, to: value)
      }
      var service = Service(alternative: alternative.number, hypotheses: [])
      match(alternative.patterns[...], clause, &saturator, &service, &found, limit)
    }
    return found
  }

  private func match(
    _ patterns: ArraySlice<ClauseTerm>, _ clause: Clause, _ saturator: inout Saturator,
    _ service: inout Service, _ found: inout [Service], _ limit: Int
  ) {
    guard let pattern = patterns.first else { return found.append(service) }
    let symbol = saturator.terms.node(pattern).symbol
    for (index, fact) in clause.hypotheses.enumerated()
    where found.count < limit && saturator.terms.node(fact).symbol == symbol {
      let mark = saturator.matcher.mark
      if saturator.matcher.match(pattern, fact, saturator.terms) {
        service.hypotheses.append(index)
        match(patterns.dropFirst(), clause, &saturator, &service, &found, limit)
        service.hypotheses.removeLast()
      }
      saturator.matcher.undo(to: mark)
    }
  }
}

extension Translation {
  /// A pattern of the right side over the property's variables; which occurrence it is, is left
  /// to new ones.
  fileprivate mutating func happened(
    _ pattern: EventPattern, _ domains: inout [Domain]
  ) -> ClauseTerm {
    var arguments = pattern.arguments.map { term in
      let variables = property.variables.indices.map { vocabulary.terms.variable($0) }
      return vocabulary.term(term) { variables[$0.index] }
    }
    if vocabulary.tellsOccurrences {
      for domain in [Domain.any, .session, .session] {
        arguments.append(vocabulary.terms.variable(domains.count))
        domains.append(domain)
      }
    }
    return vocabulary.happened(pattern.event, arguments)
  }
}
