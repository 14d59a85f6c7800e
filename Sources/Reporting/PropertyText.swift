// Properties in words: what a violation of each kind means, in the model's own terms.

import ProtocolModel
import Terms

struct PropertyText {
  let model: ProtocolModel
  let property: Property

  /// What an attack (or a witness) shows, in one line without a full stop.
  var headline: String {
    switch property.goal {
    case .secret(let term, let role, _):
      "\(name(role))'s \(text(term, of: role)) reaches the attacker"
    case .guessableSafe(let term, let role, _):
      "the attacker can confirm a guess of \(name(role))'s \(text(term, of: role))"
    case .hidden(let term, let role, let viewer):
      "\(name(viewer)) can compute \(name(role))'s \(text(term, of: role))"
    case .correspondence(let trigger, let alternatives, let injective):
      "\(text(trigger)) without \(injective ? "its own " : "")\(text(alternatives))"
    case .reachable(let patterns): patterns.map(text).joined(separator: " and ")
    case .invariant: "not always \(comparison)"
    }
  }

  /// What an invariant compares, without the words around it.
  var comparison: String {
    guard case .invariant(_, _, _, let role) = property.goal else { return property.text }
    var text = property.text
    if text.hasPrefix("invariant ") { text.removeFirst("invariant ".count) }
    if text.hasSuffix(" of \(name(role))") { text.removeLast(" of \(name(role))".count) }
    return text
  }

  func text(
    _ alternatives: [[[EventPattern]]], substituting values: [Variable: Term] = [:],
    printer: TermPrinter? = nil
  ) -> String {
    alternatives.map { conjuncts in
      conjuncts.map { chain in
        chain.map { text($0, substituting: values, printer: printer) }
          .joined(separator: " then ")
      }.joined(separator: " and ")
    }.joined(separator: " or ")
  }

  func text(_ pattern: EventPattern) -> String { text(pattern, substituting: [:]) }

  func text(
    _ pattern: EventPattern, substituting values: [Variable: Term], printer: TermPrinter? = nil
  ) -> String {
    let printer = printer ?? self.printer
    let arguments = pattern.arguments.map { $0.substituting(values) }
    return "\(model.events[pattern.event.index].name)(\(printer.list(arguments)))"
  }

  private var printer: TermPrinter {
    TermPrinter(signature: model.signature, variableNames: property.variables.map(\.name))
  }

  private func name(_ role: RoleID) -> String { model.roles[role.index].name }

  private func text(_ term: Term, of role: RoleID) -> String {
    let names = model.roles[role.index].variables.map(\.name)
    return TermPrinter(signature: model.signature, variableNames: names).text(term)
  }
}
