// Traces as text.
//
// Whatever is written is read back at once and compared: a trace that could not be read as it is
// (an index out of range, two things of one name) gives no text. So nothing here has to be careful
// with what a trace may hold.

import ProtocolModel
import Terms

extension TraceFile {
  /// The text of a trace about a property, by its index in the model; nil if parsing the text would
  /// not give this header and this trace.
  package func text(of trace: Trace, in model: ProtocolModel, property: Int) -> String? {
    let text = header + TraceWriter(TraceVocabulary(model)).text(of: trace)
    guard parseTraceHeader(text) == .success(self),
      parseTrace(text, in: model, property: property) == .success(trace)
    else { return nil }
    return text
  }

  fileprivate var header: String {
    """
    \(Self.firstLine)
    file \(path)
    model \(model)
    configuration \(configuration ?? "-")
    options \(options.isEmpty ? "none" : options.joined(separator: ", "))
    property \(property)


    """
  }
}

extension Trace {
  /// The same run in another model, whose roles, symbols and principals are found by their names; nil
  /// if something is missing there. Whether it is a run of that model, only the replayer decides.
  package func moved(
    from model: ProtocolModel, to other: ProtocolModel, property: Int
  ) -> Trace? {
    let header = TraceFile(path: "-", of: other, property: property).header
    let text = header + TraceWriter(TraceVocabulary(model)).text(of: self)
    return try? parseTrace(text, in: other, property: property).get()
  }
}

private struct TraceWriter {
  let vocabulary: TraceVocabulary
  var model: ProtocolModel { vocabulary.model }

  init(_ vocabulary: TraceVocabulary) { self.vocabulary = vocabulary }

  func text(of trace: Trace) -> String {
    var lines = [
      "dishonest " + (trace.dishonest.isEmpty ? "none" : list(trace.dishonest)), "", "sessions",
    ]
    lines += numbered(trace.sessions.map(text))
    lines += ["", "steps"]
    lines += numbered(trace.steps.map { text($0, trace.sessions) })
    lines += ["", "claim " + text(trace.claim), ""]
    return lines.joined(separator: "\n")
  }

  private func numbered(_ lines: [String]) -> [String] {
    lines.enumerated().map { "\($0 + 1): \($1)" }
  }

  private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }

  /// People count from 1.
  private func number(_ index: Int) -> String { String(index &+ 1) }

  // MARK: Sessions and steps

  private func text(_ session: TraceSession) -> String {
    let role = model.roles.at(session.role.index)?.name ?? "?"
    return "\(role)(\(list(session.parameters.map(text))))"
  }

  private func text(_ step: TraceStep, _ sessions: [TraceSession]) -> String {
    switch step {
    case .reveal(let session, let reveal):
      return "session \(number(session)), reveal \(number(reveal))"
    case .transition(let session, let transition, let message, let origin, let lookups):
      let role = sessions.at(session).flatMap { model.roles.at($0.role.index) }
      var parts = [
        "session \(number(session)), \(states(of: transition, role)), "
          + "transition \(number(transition))"
      ]
      if let message { parts.append("receives \(text(message))") }
      if let origin { parts.append(text(origin)) }
      if !lookups.isEmpty { parts.append("looks up \(list(lookups.map(number)))") }
      return parts.joined(separator: "; ")
    }
  }

  private func states(of transition: Int, _ role: Role?) -> String {
    guard let role, let transition = role.transitions.at(transition) else { return "?" }
    let names = [transition.source, transition.target].map { role.states.at($0.index)?.name ?? "?" }
    return names.joined(separator: " -> ")
  }

  private func text(_ origin: Origin) -> String {
    switch origin {
    case .delivered(let index): "delivered \(number(index))"
    case .attacker(let derivation, let sender):
      "made \(text(derivation))" + (sender.map { "; as \(text($0))" } ?? "")
    }
  }

  private func text(_ claim: Claim) -> String {
    switch claim {
    case .learns(let session, let derivation):
      "learned of session \(number(session)): \(text(derivation))"
    case .confirms(let session, let one, let other):
      "confirmed of session \(number(session)): \(text(one)) = \(text(other))"
    case .sees(let session, let viewer, let derivation):
      "seen of session \(number(session)) by session \(number(viewer)): \(text(derivation))"
    case .violated: "violated"
    case .reached: "reached"
    case .completed: "completed"
    }
  }

  // MARK: Terms

  private func text(_ term: Term) -> String {
    switch term {
    case .variable(let variable): "?\(variable.index)"
    case .integer(let value): String(value)
    case .name(let name): text(name)
    case .apply(let symbol, let arguments): application(symbol, arguments.map(text))
    }
  }

  private func text(_ name: Name) -> String {
    switch name {
    case .principal(let name): "@\(name)"
    case .constant(let name, let sort):
      "#\(name):\(model.sorts.at(Int(sort.index))?.name ?? "?")"
    case .fresh(let name, let session, let count):
      "new \(name) \(number(session)).\(number(count))"
    case .attacker(let index): "own \(number(index))"
    }
  }

  private func application(_ symbol: SymbolID, _ arguments: [String]) -> String {
    let name = model.signature.symbol(symbol)?.name ?? "?"
    return arguments.isEmpty ? name : "\(name)(\(list(arguments)))"
  }

  // MARK: Derivations

  private func text(_ derivation: Derivation) -> String {
    switch derivation {
    case .observed(let index): "read \(number(index))"
    case .credential(let role, let index, let values): credential(role, index, values)
    case .publicValue(let term): term.isAtom ? text(term) : "public \(text(term))"
    case .ownKey(let term): "key \(text(term))"
    case .invented(let index): "own \(number(index))"
    case .guess: "[guess]"
    case .apply(let symbol, let inner): application(symbol, inner.map(text))
    case .analyse(let rule, let inner):
      "[\(vocabulary.rules.at(rule) ?? "?"): \(list(inner.map(text)))]"
    }
  }

  private func credential(_ id: RoleID, _ index: Int, _ values: [Variable: Term]) -> String {
    guard let role = model.roles.at(id.index) else { return "?" }
    let assignments = values.sorted { $0.key < $1.key }.map {
      "\(vocabulary.label(of: $0.key, in: role)) = \(text($0.value))"
    }
    let list = assignments.isEmpty ? "" : "(\(list(assignments)))"
    return "knows \(role.name) \(number(index))\(list)"
  }
}

extension Term {
  /// Written alike as a term and as the derivation of a public value.
  fileprivate var isAtom: Bool {
    switch self {
    case .integer, .name(.principal), .name(.constant): true
    default: false
    }
  }
}
