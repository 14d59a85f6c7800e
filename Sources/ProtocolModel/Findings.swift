// What several configurations find, each finding once.
//
// The terms in a sentence have the fields that the options of its configuration switch on, so one
// mistake may read differently in every configuration. What stands under one code at one place is
// therefore one finding, in the words of the first configuration that has it; only what a single
// configuration finds twice at a place counts twice.

import Diagnostics

struct Findings {
  private struct Finding {
    var diagnostic: Diagnostic
    /// The configurations that it was found in; nil if it does not depend on any.
    var configurations: [String?]?
  }
  private var found: [Finding] = []
  private var positions: [Diagnostic: Int] = [:]

  /// Adds what does not depend on options.
  mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where positions[diagnostic] == nil {
      append(Finding(diagnostic: diagnostic, configurations: nil))
    }
  }

  mutating func add(_ diagnostics: [Diagnostic], in configuration: String?) {
    let own = Set(diagnostics)
    for diagnostic in diagnostics {
      let position =
        positions[diagnostic]
        ?? found.firstIndex {
          $0.diagnostic.isAt(placeOf: diagnostic) && !own.contains($0.diagnostic)
            && $0.configurations?.contains(configuration) == false
        }
      if let position {
        if found[position].configurations?.contains(configuration) == false {
          found[position].configurations?.append(configuration)
        }
      } else {
        append(Finding(diagnostic: diagnostic, configurations: [configuration]))
      }
    }
  }

  private mutating func append(_ finding: Finding) {
    positions[finding.diagnostic] = found.count
    found.append(finding)
  }

  /// In the order of the text; what not all configurations share says where it was found.
  func merged(of count: Int) -> [Diagnostic] {
    let sorted = found.enumerated().sorted {
      let (left, right) = ($0.element.diagnostic.span, $1.element.diagnostic.span)
      return (left.file.index, left.start, $0.offset) < (right.file.index, right.start, $1.offset)
    }
    return sorted.compactMap { _, finding -> Diagnostic? in
      let diagnostic = finding.diagnostic
      guard let configurations = finding.configurations, configurations.count < count else {
        return diagnostic
      }
      // What is idle under some options is what options are for.
      guard diagnostic.severity == .error else { return nil }
      let names = configurations.compactMap { $0 }
      let noun = names.count == 1 ? "configuration" : "configurations"
      return Diagnostic(
        diagnostic.code, diagnostic.message, at: diagnostic.span, label: diagnostic.label,
        notes: diagnostic.notes + ["in \(noun) \(listed(names))"])
    }
  }
}

extension Diagnostic {
  fileprivate func isAt(placeOf other: Diagnostic) -> Bool {
    code == other.code && span == other.span
  }
}
