// What two reports know the same finding by.
//
// The identity of a finding is its property: file, protocol, configuration, property. It survives
// an edit of any line above it and a different attack. The shape of an attack says whether
// it is still the same one: roles, transitions, reveals and the forms of the messages, with every
// name numbered in the order of its appearance, so that other names for nonces and principals,
// and other amounts, change nothing.

import Certificates
import ProtocolModel
import Terms
import Traces
import Verification

enum Fingerprint {
  static func identity(of result: PropertyResult, in model: ModelReport) -> String {
    let options = model.model.options.joined(separator: ",")
    let variant = model.model.configuration ?? options
    let path = model.path.hasPrefix("./") ? String(model.path.dropFirst(2)) : model.path
    let parts = [path, model.model.name, variant, result.property.name]
    // Lengths, so that no name can pass for two.
    return digest(parts.map { "\($0.utf8.count):\($0)" }.joined())
  }

  static func shape(of run: ReplayedRun, in model: ProtocolModel) -> String {
    var shape = AttackShape(model: model)
    return digest(shape.text(of: run))
  }

  /// Half of the digest is more than enough to tell findings apart.
  private static func digest(_ text: String) -> String { String(SHA256.digest(text).prefix(32)) }
}

private struct AttackShape {
  let model: ProtocolModel
  private var numbers: [Name: Int] = [:]

  init(model: ProtocolModel) { self.model = model }

  mutating func text(of run: ReplayedRun) -> String {
    var lines = run.steps.map { line($0, run) }
    lines.append(claim(run))
    return lines.joined(separator: "\n")
  }

  private mutating func line(_ step: ReplayedStep, _ run: ReplayedRun) -> String {
    let role = model.roles[run.trace.sessions[step.session].role.index]
    let owner = form(run.trace.sessions[step.session].parameters[0])
    switch step.kind {
    case .reveal(_, let term): return "\(role.name) \(owner) reveals \(form(term))"
    case .transition(let index):
      let transition = role.transitions[index]
      let states = [transition.source, transition.target].map { role.states[$0.index].name }
      var line = "\(role.name) \(owner) \(states.joined(separator: ">"))"
      if let received = step.received {
        let origin = received.delivered == nil ? "made" : "delivered"
        line += " \(origin) \(form(received.term))"
      }
      return line + step.sent.map { " sends \(form(run.sent[$0].term))" }.joined()
    }
  }

  private mutating func claim(_ run: ReplayedRun) -> String {
    switch run.finding?.kind {
    case .learned(let term, _): "learned \(form(term))"
    case .confirmed(let term, _): "confirmed \(form(term))"
    case .seen(let term, _, _): "seen \(form(term))"
    case .unaccounted(let event):
      "unaccounted \(model.events[run.events[event].event.index].name)"
    case .broken: "broken"
    case .reached: "reached"
    case .completed, nil: "completed"
    }
  }

  private mutating func form(_ term: Term) -> String {
    switch term {
    case .variable: return "?"
    case .integer: return "int"
    case .name(let name):
      if numbers[name] == nil { numbers[name] = numbers.count }
      return "#\(numbers[name]!)"
    case .apply(let symbol, let arguments):
      let shown = symbol == Signature.randomisedEncryption ? arguments.dropLast() : arguments[...]
      var parts: [String] = []
      for argument in shown { parts.append(form(argument)) }
      return "\(model.signature[symbol].name)(\(parts.joined(separator: ",")))"
    }
  }
}
