// A plain name that a role uses and never binds, although another role has it: the commonest
// mistake of a first model, and of textbooks ("step 8 returns the transaction id" to a bank that
// never saw one). Elaboration asks here before it says that a name is unknown, so this works on
// syntax and knows no more than what the roles say.

import Diagnostics
import ProtocolLanguage

/// The finding that `role` cannot build `name`, which one of its transitions uses, if another role
/// of `roles` has a variable of that name; nil otherwise.
///
/// - Parameters:
///   - roles: the roles of this configuration, `role` among them or not.
///   - isOn: whether a guard holds in this configuration.
package func missingValue(
  _ name: Identifier, in role: RoleSyntax, among roles: [RoleSyntax],
  isOn: @escaping (OptionFormula?) -> Bool
) -> Diagnostic? {
  guard role.transitions.contains(where: { $0.span.contains(name.span) }) else { return nil }
  let reader = RoleReader(role: role, isOn: isOn)
  let others = roles.filter { $0.name.text != role.name.text }
    .map { RoleReader(role: $0, isOn: isOn) }
  let received = reader.messagesReceived(before: name.span)
  // Who talks to this role could tell it; else whoever has it.
  let owners = others.filter { $0.source(of: name.text) != nil }
  guard !owners.isEmpty else { return nil }
  var note = "\(owners[0].role.name.text) \(owners[0].source(of: name.text)!)"
  search: for message in received {
    for owner in owners where owner.messagesSent.contains(message) {
      note =
        "\(owner.role.name.text) \(owner.source(of: name.text)!): let `\(message)` carry it, "
        + "for example \(message)(\(name.text), …)"
      break search
    }
  }
  return Diagnostic(
    .cannotBuild,
    "\(role.name.text) cannot build `\(name.text)`: nothing it received contains it",
    at: name.span, label: "needed here", notes: [note])
}

/// What one role's text says about who knows what.
private struct RoleReader {
  var role: RoleSyntax
  var isOn: (OptionFormula?) -> Bool

  private var transitions: [TransitionSyntax] {
    role.transitions.filter { isOn($0.guardFormula) }
  }

  private func actions(of transition: TransitionSyntax) -> [ActionKind] {
    transition.actions.filter { isOn($0.guardFormula) }.map(\.kind)
  }

  private var actions: [ActionKind] { transitions.flatMap(actions) }

  /// How the role comes to have the value, as the end of a sentence.
  func source(of name: String) -> String? {
    if role.parameters.contains(where: { $0.name.text == name }) {
      return "knows it from the start"
    }
    for action in actions {
      switch action {
      case .receive(let elements, _, _):
        if let path = present(elements).firstResult({ self.path(toBinder: name, $0) }) {
          return path.last.map { "knows it from `\($0)`" } ?? "receives it"
        }
      case .match(_, as: let pattern):
        if let path = path(toBinder: name, pattern) {
          return path.last.map { "knows it from `\($0)`" } ?? "opens it"
        }
      case .fresh(let values) where values.contains { $0.name.text == name }:
        return sender(of: name).map { "makes it and sends it in `\($0)`" } ?? "makes it"
      case .define(let defined, _) where defined.text == name: return "computes it"
      default: continue
      }
    }
    return nil
  }

  /// The message in which the role sends the value first.
  private func sender(of name: String) -> String? {
    for case .send(let elements, _, _) in actions {
      for element in present(elements) {
        if let message = path(to: name, element)?.last { return message }
      }
    }
    return nil
  }

  // MARK: - Messages

  var messagesSent: [String] {
    actions.flatMap { action -> [String] in
      guard case .send(let elements, _, _) = action else { return [] }
      return present(elements).flatMap(messages)
    }
  }

  /// The messages of this role's patterns: those of the transition around `place` first, then
  /// those before it.
  func messagesReceived(before place: SourceSpan) -> [String] {
    let here = transitions.filter { $0.span.contains(place) }
    let earlier = transitions.filter { $0.span.end <= place.start }
    return (here + earlier.reversed()).flatMap(actions).flatMap { action -> [String] in
      guard case .receive(let elements, _, _) = action else { return [] }
      return present(elements).flatMap(messages)
    }
  }

  /// The messages of a term, outermost first.
  private func messages(_ term: TermSyntax) -> [String] {
    switch term {
    case .apply(let head, let arguments, _):
      (isMessage(head) ? [head.text] : []) + present(arguments).flatMap(messages)
    case .tuple(let elements, _): present(elements).flatMap(messages)
    default: []
    }
  }

  /// Declared names that are written like messages; cryptography and functions are not.
  private func isMessage(_ name: Identifier) -> Bool { name.text.first?.isUppercase ?? false }

  private func present(_ arguments: [ArgumentSyntax]) -> [TermSyntax] {
    arguments.filter { isOn($0.guardFormula) }.map(\.term)
  }

  // MARK: - Paths

  /// The messages around `?name`, from the outside in; nil if it does not occur.
  private func path(toBinder name: String, _ term: TermSyntax) -> [String]? {
    path(term) { leaf in
      if case .bind(let bound, _, _) = leaf { bound.text == name } else { false }
    }
  }

  private func path(to name: String, _ term: TermSyntax) -> [String]? {
    path(term) { leaf in
      if case .name(let used) = leaf { used.text == name } else { false }
    }
  }

  private func path(_ term: TermSyntax, to isGoal: @escaping (TermSyntax) -> Bool) -> [String]? {
    switch term {
    case .apply(let head, let arguments, _):
      present(arguments).firstResult { self.path($0, to: isGoal) }
        .map { isMessage(head) ? [head.text] + $0 : $0 }
    case .tuple(let elements, _):
      present(elements).firstResult { self.path($0, to: isGoal) }
    default: isGoal(term) ? [] : nil
    }
  }
}
