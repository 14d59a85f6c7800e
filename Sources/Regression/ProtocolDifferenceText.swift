// A comparison of two versions for people.

import Diagnostics

package struct ProtocolDifferenceText {
  private let difference: ProtocolDifference
  package init(_ difference: ProtocolDifference) { self.difference = difference }

  package var text: String {
    var lines: [String] = []
    for file in difference.files { lines += self.lines(of: file) + [""] }
    if let verdicts = difference.verdicts {
      for entry in verdicts.differing {
        lines += ComparisonText.lines(of: entry) + parting(entry) + [""]
      }
    }
    return (lines + [summary]).joined(separator: "\n") + "\n"
  }

  private func lines(of file: ProtocolDifference.File) -> [String] {
    var lines = [escaped(file.path)]
    var role: String?
    for item in file.items {
      if item.difference.role != role {
        role = item.difference.role
        lines.append("  role \(escaped(role ?? ""))")
      }
      let indent = role == nil ? "  " : "    "
      let place =
        item.configurations.isEmpty ? "" : "  [\(item.configurations.joined(separator: ", "))]"
      lines.append(indent + item.difference.kind.sign + " " + escaped(item.difference.text + place))
    }
    return lines
  }

  private func parting(_ entry: LockComparison.Entry) -> [String] {
    guard let parting = entry.parting else { return [] }
    let (old, new) = (parting.old ?? "the end", parting.new ?? "the end")
    return [
      escaped("      the attacks part at step \(parting.step): \(old)"),
      escaped("      now: \(new)"),
    ]
  }

  /// One line that counts.
  package var summary: String {
    let models = difference.count == 1 ? "1 model" : "\(difference.count) models"
    let items = difference.files.flatMap(\.items)
    let renamed = items.count { $0.difference.kind == .renamed }
    let others = items.count - renamed
    var structure =
      switch others {
      case 0: "no difference in what runs can do"
      case 1: "1 difference in what runs can do"
      default: "\(others) differences in what runs can do"
      }
    if renamed > 0 { structure += ", \(renamed) renamed" }
    guard let verdicts = difference.verdicts else { return "\(models): \(structure)." }
    let count = verdicts.entries.count
    let changed = verdicts.differing.count
    let told = changed == 0 ? "no verdict changed" : "\(changed) changed"
    return "\(models): \(structure); \(count) \(count == 1 ? "verdict" : "verdicts"), \(told)."
  }
}

extension ModelDifference.Kind {
  fileprivate var sign: String {
    switch self {
    case .added: "+"
    case .dropped: "-"
    case .changed: "~"
    case .renamed: "="
    }
  }
}
