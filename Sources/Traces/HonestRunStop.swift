// Where an honest run that does not complete leaves its sessions. A remark for readers, which
// nothing rests on: so it is no trace, and nobody replays it.

import ProtocolModel

/// Where a session of an honest run stops.
package struct HonestRunStop: Hashable, Sendable {
  package var role: RoleID
  package var state: StateID
  /// Whether it may stop there.
  package var isFinal: Bool
  package init(role: RoleID, state: StateID, isFinal: Bool) {
    self.role = role
    self.state = state
    self.isFinal = isFinal
  }
}
