// A name that nothing declares is one mistake, however often it is used: the first use is
// reported, and the lines of the others are listed.

import Diagnostics

/// The findings with those that say the same of one undeclared name drawn together.
func mentioningRepeats(in findings: [Diagnostic], of sources: [SourceText]) -> [Diagnostic] {
  var groups: [[Diagnostic]] = []
  var positions: [String: Int] = [:]
  for finding in findings {
    let key = finding.isAboutUndeclaredName ? finding.sentence : nil
    if let key, let position = positions[key] {
      groups[position].append(finding)
    } else {
      if let key { positions[key] = groups.count }
      groups.append([finding])
    }
  }
  return groups.map { $0[0].mentioning($0.dropFirst(), of: sources) }
}

extension Diagnostic {
  fileprivate var isAboutUndeclaredName: Bool {
    switch code {
    case .unknownName, .unknownSort, .unknownRole, .unknownTable, .unknownChannel, .unknownEvent,
      .unknownOption:
      true
    default: false
    }
  }

  /// What is said, whatever the place and the remedy there.
  fileprivate var sentence: String {
    [code.rawValue, message, label ?? "", String(span.file.index)].joined(separator: "\n")
  }

  fileprivate func mentioning(
    _ others: ArraySlice<Diagnostic>, of sources: [SourceText]
  ) -> Diagnostic {
    guard sources.indices.contains(span.file.index) else { return self }
    let source = sources[span.file.index]
    var lines: [Int] = []
    for other in others {
      let line = source.position(of: other.span.start).line
      if line != lines.last { lines.append(line) }
    }
    lines.removeAll { $0 == source.position(of: span.start).line }
    guard !lines.isEmpty else { return self }
    let shown = lines.prefix(Self.mostLines).map(String.init)
    let rest = lines.count - shown.count
    let list =
      rest > 0
      ? shown.joined(separator: ", ") + " and \(rest) more"
      : shown.count == 1
        ? shown[0] : shown.dropLast().joined(separator: ", ") + " and " + shown[shown.count - 1]
    return Diagnostic(
      code, message, at: span, label: label,
      notes: notes + ["it is used in \(lines.count == 1 ? "line" : "lines") \(list) as well"])
  }

  private static let mostLines = 8
}
