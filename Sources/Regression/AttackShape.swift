// The shape of an attack: who takes part, which messages matter, and what it comes to. Two runs that
// differ in the names of principals, in nonces, in the order of fields or in messages that nobody
// uses have one shape.
//
// Steps are messages, not transitions: a transition that is cut in two still sends the same.

import Certificates
import ProtocolModel
import Terms
import Traces

package struct AttackShape: Hashable, Sendable {
  /// `Initiator(a, dishonest)`: the sessions with what their principals are.
  package var sessions: [String] = []
  /// `attacker to Responder: aenc`
  package var steps: [String] = []
  /// `attacker learns a secret of Responder`
  package var ending = ""

  /// The SHA-256 of all of it, whatever messages and functions are called.
  package var hash: String {
    SHA256.digest((sessions + [""] + numberedSteps + ["", ending]).joined(separator: "\n"))
  }

  /// The steps with numbers for the symbols that the model declares, which end in `()`.
  private var numberedSteps: [String] {
    var numbers: [Substring: Int] = [:]
    return steps.map { step in
      step.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
        guard let end = word.firstRange(of: "()")?.lowerBound else { return String(word) }
        let number = numbers[word[..<end]] ?? numbers.count + 1
        numbers[word[..<end]] = number
        return "\(number)" + word[end...]
      }.joined(separator: " ")
    }
  }
}

extension AttackShape {
  package init(of run: ReplayedRun, in model: ProtocolModel) {
    let names = ShapeNames(run, model)
    sessions = names.order.map(names.cast)
    let used = run.usedMessages
    for step in run.steps {
      let session = names.name(step.session)
      if case .reveal = step.kind { steps.append("\(session) reveals a value") }
      if let received = step.received {
        let sender = received.delivered.map { names.name(run.sent[$0].session) } ?? "attacker"
        steps.append("\(sender) to \(session)" + names.content(received.term, received.channel))
      }
      for place in step.sent where used.contains(place) && run.sent[place].deliveries.isEmpty {
        let sent = run.sent[place]
        steps.append("\(session) to attacker" + names.content(sent.term, sent.channel))
      }
    }
    switch run.finding?.kind {
    case .learned(_, let session): ending = "attacker learns the secret of \(names.name(session))"
    case .confirmed(_, let session):
      ending = "attacker confirms a guess of the secret of \(names.name(session))"
    case .seen(_, let session, let viewer):
      ending = "\(names.name(viewer)) sees the secret of \(names.name(session))"
    case .unaccounted(let event):
      let recorded = run.events[event]
      ending =
        "\(names.name(recorded.session)) records \(model.events[recorded.event.index].name) "
        + "without what it requires"
    case .broken: ending = "the tables of a principal break it"
    case .reached: ending = "reached"
    case .completed, nil: ending = "completed"
    }
  }
}

/// What sessions and principals are called: by the order in which they come up.
private struct ShapeNames {
  let run: ReplayedRun
  let model: ProtocolModel
  /// The sessions, those that step first in front; then the others by what they are.
  let order: [Int]
  private var names: [Int: String] = [:]
  private var principals: [Term: String] = [:]

  init(_ run: ReplayedRun, _ model: ProtocolModel) {
    self.run = run
    self.model = model
    order = run.steps.map(\.session).uniqued
    let roles = run.trace.sessions.map { model.roles[$0.role.index].name }
    for session in order {
      let same = order.filter { roles[$0] == roles[session] }
      let number = same.firstIndex(of: session)! + 1
      names[session] = same.count == 1 ? roles[session] : "\(roles[session]) \(number)"
      for value in run.trace.sessions[session].parameters {
        guard case .name(.principal(let name)) = value, principals[value] == nil else { continue }
        let honest = principals.values.count { $0 != "dishonest" }
        principals[value] =
          run.dishonest.contains(name) ? "dishonest" : "principal \(honest + 1)"
      }
    }
  }

  func name(_ session: Int) -> String {
    names[session] ?? model.roles[run.trace.sessions[session].role.index].name
  }

  func cast(_ session: Int) -> String {
    let values = run.trace.sessions[session].parameters.compactMap { principals[$0] }
    return "\(name(session))(\(values.joined(separator: ", ")))"
  }

  /// The outermost constructors: what would stand on the arrow of a chart, in no order.
  func content(_ term: Term, _ channel: ChannelID) -> String {
    let over = channel == .network ? "" : " over \(model.channels[channel.index].name)"
    let heads = term.tupleElements.map { element -> String in
      switch element {
      case .apply(let symbol, _):
        model.signature[symbol].name + (model.signature[symbol].kind == .builtin ? "" : "()")
      case .integer: "integer"
      case .name(.principal): "principal"
      case .name, .variable: "value"
      }
    }
    return over + ": " + heads.sorted().joined(separator: ", ")
  }
}

extension ReplayedRun {
  /// The sent messages that somebody received or that the attacker computes something from.
  fileprivate var usedMessages: Set<Int> {
    var used = Set(sent.indices.filter { !sent[$0].deliveries.isEmpty })
    func add(_ derivation: Derivation) {
      switch derivation {
      case .observed(let place):
        if observed.indices.contains(place), let message = observed[place].sent {
          used.insert(message)
        }
      case .apply(_, let parts), .analyse(_, let parts): for part in parts { add(part) }
      case .credential, .publicValue, .ownKey, .invented, .guess: break
      }
    }
    for case .transition(_, _, _, .attacker(let derivation, _)?, _) in trace.steps {
      add(derivation)
    }
    for derivation in trace.claim.attackersDerivations { add(derivation) }
    return used
  }
}
