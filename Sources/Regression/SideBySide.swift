// A pin and what was found now, beside each other: what `assay review` shows. Parts that are the
// same on both sides and say nothing of the verdict are left out.

import Diagnostics

package struct SideBySide {
  private let old: Pin?
  private let new: Pin?
  private let width: Int

  /// - Parameter width: of both columns with the bar between them.
  package init(_ entry: LockComparison.Entry, width: Int) {
    old = entry.old
    new = entry.new
    self.width = max(20, (min(width, 160) - 5) / 2)
  }

  package var lines: [String] {
    var rows: [(String, String)] = [("pinned", "now")]
    func add(_ lines: (Pin) -> [String], onlyDifferent: Bool = false, always: Bool = false) {
      var (before, after) = (old.map(lines) ?? [], new.map(lines) ?? [])
      if before == after && !always { return }
      if onlyDifferent && old != nil && new != nil {
        let both = Set(before).intersection(after)
        before.removeAll(where: both.contains)
        after.removeAll(where: both.contains)
      }
      let (left, right) = (before.flatMap(wrapped), after.flatMap(wrapped))
      for index in 0..<max(left.count, right.count) {
        rows.append(
          (left.count > index ? left[index] : "", right.count > index ? right[index] : ""))
      }
    }
    add({ [$0.answer] }, always: true)
    add({ [$0.says] }, always: true)
    add({ $0.goal.lines }, onlyDifferent: true)
    add { [$0.expected.map { "expects \($0.rawValue)" } ?? "expects nothing"] }
    add { ["options " + ($0.options.isEmpty ? "none" : $0.options.joined(separator: ", "))] }
    add({ $0.threat.attackerLines }, onlyDifferent: true)
    add({ $0.threat.scopeLines }, onlyDifferent: true)
    add { $0.attack?.lines ?? [] }
    return rows.enumerated().flatMap { index, row -> [String] in
      let line = "  " + padded(row.0) + " │ " + row.1
      let rule = String(repeating: "─", count: width)
      return index == 0 ? [line, "  \(rule)─┼─\(rule)"] : [line]
    }
  }

  private func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// In lines that fit a column; a word that does not is cut.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in escaped(text).split(separator: " ") {
      var word = String(word)
      if !line.isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = "  "
      } else if !line.isEmpty && line != "  " {
        line += " "
      }
      while line.count + word.count > width {
        let room = width - line.count
        lines.append(line + word.prefix(room))
        word.removeFirst(room)
        line = "  "
      }
      line += word
    }
    return lines + [line]
  }
}

extension LockedThreat {
  var attackerLines: [String] {
    powers + means + assumptions.map { "assumed: " + $0 }
  }

  var scopeLines: [String] {
    sessions.map { "\($0.count) \($0.role)" } + (total.map { ["at most \($0) sessions"] } ?? [])
      + ["loops \(loops)"]
  }
}
