// Where the terms of a role stand in the source, for diagnostics that point at one term of an
// action. Elaboration records them; without them a diagnostic points at the action.

import Diagnostics
import Terms

package struct TermSpans: Sendable {
  private var spans: [RoleID: [Term: [SourceSpan]]] = [:]

  package init() {}

  package mutating func record(_ term: Term, at span: SourceSpan, in role: RoleID) {
    spans[role, default: [:]][term, default: []].append(span)
  }

  /// The first place of the term within an action, else the action.
  func span(of term: Term, within action: SourceSpan, in role: RoleID) -> SourceSpan {
    let places = spans[role]?[term] ?? []
    return places.first {
      $0.file == action.file && action.start <= $0.start && $0.end <= action.end
    } ?? action
  }
}
