// Executability: can each role do what its transitions say (S3.6)?
//
// The engines match and build terms freely, which would let a role open a ciphertext without the
// key. So this check comes first and refuses such roles; what passes, an implementation can do.
// Each role is run once, symbolically: a state has the terms that every path into it provides
// (an intersection, to a fixed point over loops), and each transition has to get along with those
// of its source. It runs before transitions are split into variants, so that its sentences are
// about what the user wrote. Events are for the specification: a role need not be able to build
// their terms.
//
// After a finding the role is given what it lacked, so that one mistake makes one diagnostic.

import Diagnostics
import Terms

/// What the roles of a model cannot do (E03…), what never happens in them (W0001, W0002), in the
/// order of roles and transitions.
package func checkExecutability(
  _ model: ProtocolModel, spans: TermSpans = TermSpans()
) -> [Diagnostic] {
  model.roles.indices.flatMap { index -> [Diagnostic] in
    var check = RoleCheck(model, RoleID(index), spans)
    check.run()
    return check.diagnostics + warnings(for: model.roles[index], in: model)
  }
}

struct RoleCheck {
  let role: Role
  let id: RoleID
  let theory: RoleTheory
  let rules: [RewriteRule]
  let spans: TermSpans
  var text: TermText
  var diagnostics: [Diagnostic] = []

  init(_ model: ProtocolModel, _ id: RoleID, _ spans: TermSpans) {
    role = model.roles[id.index]
    self.id = id
    self.spans = spans
    theory = RoleTheory(role, model)
    rules = model.theory.rewriteRules
    text = TermText(signature: model.signature, variables: role.variables)
  }

  /// Finds what each state provides, to a fixed point: a transition is looked at again when its
  /// source provides something else. What was found when it was looked at last is the role's.
  mutating func run() {
    let transitions = role.transitions
    var provided = [role.initial: initialKnowledge]
    var findings = transitions.map { _ in [Diagnostic]() }
    var waiting = transitions.map { $0.source == role.initial }
    while waiting.contains(true) {
      for (index, transition) in transitions.enumerated() where waiting[index] {
        guard let knowledge = provided[transition.source] else { continue }
        waiting[index] = false
        let next: RoleKnowledge
        (next, findings[index]) = perform(transition, from: knowledge)
        let known = provided[transition.target]
        let merged = known?.intersection(next) ?? next
        if Set(merged.held) == known.map({ Set($0.held) }) { continue }
        provided[transition.target] = merged
        for other in transitions.indices where transitions[other].source == transition.target {
          waiting[other] = true
        }
      }
    }
    for finding in findings.joined() where !diagnostics.contains(finding) {
      diagnostics.append(finding)
    }
  }

  private var initialKnowledge: RoleKnowledge {
    var knowledge = RoleKnowledge(theory)
    knowledge.hold(role.parameters.map { .variable($0.variable) })
    knowledge.hold(role.knows.filter { !theory.families.contains($0) })
    return knowledge
  }

  /// The knowledge in the target state, and what the role cannot do.
  private func perform(
    _ transition: Transition, from knowledge: RoleKnowledge
  ) -> (RoleKnowledge, [Diagnostic]) {
    var run = TransitionCheck(role: self, transition, knowledge)
    for (action, span) in zip(transition.actions, transition.spans) {
      run.perform(action, at: span)
    }
    let bound = role.bound(at: transition.target)
    var next = run.knowledge.restricted(to: bound)
    next.hold(bound.sorted().filter { !role.variables[$0.index].isHidden }.map { .variable($0) })
    return (next, run.diagnostics)
  }
}
