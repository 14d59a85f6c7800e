// What the claims of a file need of its roles: which events they record, and where.

import Diagnostics
import ProtocolLanguage

/// An event of a role, by the role's number among the scopes.
struct SpdlEventPlace: Hashable {
  var role: Int
  var place: Int
}

/// An event that a role records: names of the model, then terms of the file.
struct SpdlRecordedEvent {
  var name: String
  var leading: [String] = []
  var terms: [SpdlTerm] = []
  var span: SourceSpan
}

struct SpdlClaimPlan {
  enum Kind {
    case secret(SpdlTerm)
    case running
    case correspondence
  }
  var kind: Kind
  /// The property's name.
  var name: String
  var events: [SpdlRecordedEvent] = []
  var span: SourceSpan
  /// The agents that have to be honest, besides the owner.
  var trusted: [String] = []
}

struct SpdlClaimFacts {
  /// The protocols in which the order of events is claimed.
  var ordered: Set<Int> = []
  /// The protocols in which a run may stop between two sends to somebody's loss.
  var splitsSends: Set<Int> = []
  var recordsLife = false
  var recordsPartners = false
  var alive = "Alive"
  var partnersPrefix = "Runs"
  /// What a role records at a `send` or `recv`.
  var events: [SpdlEventPlace: [SpdlRecordedEvent]] = [:]
  var plans: [SpdlEventPlace: SpdlClaimPlan] = [:]

  /// The event of a run with so many agents.
  func partners(_ count: Int) -> String { "\(partnersPrefix)\(count)" }
}
