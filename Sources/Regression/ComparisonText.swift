// A comparison for people: every property that differs with what differs, then one line that counts.

import Diagnostics
import Verification

package struct ComparisonText {
  private let comparison: LockComparison
  private let lockPath: String
  /// Whether what is as pinned is told, too.
  private let tellsAll: Bool

  package init(_ comparison: LockComparison, lockPath: String, tellsAll: Bool = false) {
    self.comparison = comparison
    self.lockPath = lockPath
    self.tellsAll = tellsAll
  }

  package var text: String {
    var lines: [String] = []
    for entry in comparison.differing { lines += Self.lines(of: entry) + [""] }
    if tellsAll {
      let same = comparison.entries.filter(\.changes.isEmpty)
      lines += same.map { escaped("\($0.key.text): \($0.old?.answer ?? "")") }
      if !same.isEmpty { lines.append("") }
    }
    lines.append(summary)
    if comparison.untouched > 0 {
      lines.append("Not asked for, and not compared: \(count(comparison.untouched, "pin")).")
    }
    if !comparison.differing.isEmpty {
      lines.append("To look at the changes and accept or reject each: assay review.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A property that differs, and how.
  package static func lines(of entry: LockComparison.Entry) -> [String] {
    var lines = [escaped(entry.key.text)]
    for change in entry.changes {
      lines.append("  \(change.kind.rawValue): \(escaped(change.summary))")
      lines += change.details.map { "      " + escaped($0) }
    }
    if let note = entry.result?.note, entry.old?.verdict != entry.new?.verdict {
      lines.append("      (\(escaped(note)))")
    }
    if let old = entry.old?.version, old != entry.new?.version, entry.new != nil {
      lines.append("      (pinned by Assay \(escaped(old)), this is \(ToolVersion.current))")
    }
    return lines
  }

  private var summary: String {
    let compared = count(comparison.entries.count, "property", "properties")
    if comparison.differing.isEmpty {
      return "\(compared): as pinned in \(escaped(lockPath))."
    }
    let kinds = comparison.differing.flatMap { entry in
      entry.changes.map(\.kind.heading).uniqued
    }
    let counts = Change.Kind.headings.compactMap { heading -> String? in
      let number = kinds.count { $0 == heading }
      return number == 0 ? nil : "\(number) \(heading)"
    }
    let same = comparison.entries.count - comparison.differing.count
    return "\(compared), not as pinned in \(escaped(lockPath)): \(counts.joined(separator: ", ")); "
      + "\(same) as pinned."
  }

  private func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(number) " + (number == 1 ? singular : plural ?? singular + "s")
  }
}
