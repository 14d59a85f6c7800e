// From a model and one of its properties to clauses. docs/saturation.md has every rule with its
// reason; each file of this group is one of its sections.

import ProtocolModel
import Terms

/// A clause as the translation writes it: its terms are read through the unifier of the path that
/// it stands on.
struct TranslatedClause {
  var conclusion: ClauseTerm
  var hypotheses: [ClauseTerm]
  var constraints: [Disequality]
  var unifier: Unifier
  var source: ClauseSource

  var draft: ClauseDraft {
    ClauseDraft(
      conclusion: (conclusion, 0), hypotheses: hypotheses.map { ($0, 0) },
      constraints: constraints.map { (($0.left, 0), ($0.right, 0)) })
  }
}

struct Translation {
  let setting: Setting
  let isInjective: Bool
  let tracesSteps: Bool
  /// Whose step it is that a hypothesis tells of, by its predicate.
  var steppingRoles: [Int32: RoleID] = [:]
  var vocabulary: Vocabulary
  /// What a run can do.
  var rules: [TranslatedClause] = []
  /// What would violate the property.
  var goals: [TranslatedClause] = []
  /// How the events before which it requires others come about: each concludes that one happened.
  var links: [TranslatedClause] = []
  /// The symbols of `link` by those of `happened`.
  var linkSymbols: [Int32: Int32] = [:]
  /// What triggers it.
  var triggers: [TranslatedClause] = []
  var pathCount = 0
  /// The keys of claims, by their predicates; there is one for each place of an event.
  var keys: [Int32: [UniqueKey]] = [:]

  var model: ProtocolModel { setting.model }
  var property: Property { setting.property }

  /// More paths than this, and states where paths meet become cuts; see Sessions.
  static let fewPaths = 64
  static let mostPaths = 4096

  /// - Parameter tracesSteps: whether every step of a session is a hypothesis of what comes after
  ///   it, so that a session's steps are told from those of others.
  init(_ setting: Setting, tracesSteps: Bool) {
    self.setting = setting
    var isInjective = false
    if case .correspondence(_, requires: _, injective: true) = setting.property.goal {
      isInjective = true
    }
    self.isInjective = isInjective
    self.tracesSteps = tracesSteps
    vocabulary = Vocabulary(
      setting.model, dishonest: setting.dishonest, tellsOccurrences: isInjective || tracesSteps)
  }

  /// The whole translation; the reason if something is not handled.
  mutating func translate() -> String? {
    if let reason = refusal { return reason }
    addAttacker()
    addInjections()
    addView()
    addGuessing()
    for role in model.roles.indices { addSessions(of: RoleID(role)) }
    addReachability()
    return pathCount > Self.mostPaths ? "a role has too many paths" : nil
  }

  // MARK: Terms outside of paths

  /// A unifier and the terms of its variables, which are numbered from 0.
  mutating func variables(_ domains: [Domain]) -> (Unifier, [ClauseTerm]) {
    var unifier = Unifier()
    _ = unifier.add(domains)
    return (unifier, domains.indices.map { vocabulary.terms.variable($0) })
  }

  mutating func rule(
    _ conclusion: ClauseTerm, from hypotheses: [ClauseTerm] = [], under unifier: Unifier,
    _ origin: String
  ) {
    rules.append(
      TranslatedClause(
        conclusion: conclusion, hypotheses: hypotheses, constraints: [], unifier: unifier,
        source: ClauseSource(text: origin)))
  }
}
