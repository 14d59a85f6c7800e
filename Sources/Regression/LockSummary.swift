// What `assay lock` has written, in a few lines: what came and went, and which pinned verdicts are
// bad news, since a pin accepts them.

import Diagnostics
import Verification

package struct LockSummary {
  private let comparison: LockComparison
  private let wasNew: Bool
  private let path: String

  package init(_ comparison: LockComparison, wasNew: Bool, path: String) {
    self.comparison = comparison
    self.wasNew = wasNew
    self.path = path
  }

  package var text: String {
    var lines: [String] = []
    if !wasNew { for entry in comparison.differing { lines += ComparisonText.lines(of: entry) } }
    if !lines.isEmpty { lines.append("") }
    let pins = comparison.entries.compactMap(\.new)
    lines.append(
      "\(escaped(path)): \(pins.count) pinned: " + counts(of: pins) + "; " + changes + ".")
    let accepted = pins.count { $0.verdict == .attack || $0.verdict == .unreachable }
    if accepted > 0 {
      lines.append("A pinned attack is accepted: `assay check --locked` will not fail for it.")
    }
    let unmet = pins.filter { pin in pin.expected.map { !pin.verdict.meets($0) } ?? false }
    for pin in unmet {
      lines.append(
        "Not as the model expects, but pinned: \(escaped(pin.key.text)), \(pin.verdict.rawValue)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func counts(of pins: [Pin]) -> String {
    Verdict.allCases.compactMap { verdict in
      let count = pins.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }.joined(separator: ", ")
  }

  private var changes: String {
    let differing = comparison.differing
    let new = differing.count { $0.old == nil }
    let gone = differing.count { $0.new == nil }
    let changed = differing.count - new - gone
    return "\(new) new, \(changed) changed, \(gone) removed"
  }
}
