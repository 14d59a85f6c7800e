// Expected verdicts, and the property's text for reports.

import Diagnostics
import ProtocolLanguage

extension Elaborator {
  /// The verdict that the file expects here: the first clause that applies decides.
  mutating func expectedVerdict(of property: PropertySyntax) -> ExpectedVerdict? {
    var result: ExpectedVerdict?
    for expectation in property.expectations {
      guard let verdict = verdict(expectation, property) else { continue }
      switch expectation.condition {
      case nil: result = result ?? verdict
      case .when(let formula): if isOn(formula) { result = result ?? verdict }
      case .unless(let formula):
        guard let opposite = verdict.opposite else {
          report(
            .invalidExpectation, "`\(verdict.rawValue)` has no opposite", at: expectation.span,
            notes: ["say with `when` what is expected in each case"])
          continue
        }
        result = result ?? (isOn(formula) ? opposite : verdict)
      }
    }
    return result
  }

  private mutating func verdict(
    _ expectation: ExpectationSyntax, _ property: PropertySyntax
  ) -> ExpectedVerdict? {
    let word = expectation.verdict
    guard let verdict = ExpectedVerdict(rawValue: word.text) else {
      let words = ExpectedVerdict.allCases.map(\.rawValue)
      let near = suggestion(for: word.text, among: words)
      report(
        .invalidExpectation, "`\(word.text)` is no verdict", at: word.span,
        label: near.map { "did you mean `\($0)`?" }, notes: ["the verdicts are " + listed(words)])
      return nil
    }
    let possible = property.form.verdicts
    if !possible.contains(verdict) {
      report(
        .invalidExpectation, "this property is never `\(word.text)`", at: word.span,
        notes: ["its verdicts are " + listed(possible.map(\.rawValue))])
    }
    return verdict
  }
}

extension ExpectedVerdict {
  /// What `expect V unless F` expects under F.
  fileprivate var opposite: ExpectedVerdict? {
    switch self {
    case .attack: .holds
    case .holds, .proved: .attack
    case .witness: .unreachable
    case .unreachable: .witness
    case .vacuous, .unknown: nil
    }
  }
}

extension PropertyForm {
  fileprivate var verdicts: [ExpectedVerdict] {
    if case .reachable = self { return [.witness, .unreachable, .vacuous, .unknown] }
    return [.proved, .holds, .attack, .vacuous, .unknown]
  }
}

// MARK: - Text

extension Elaborator {
  /// The goal and its excuses as written, on one line and without comments.
  func text(of property: PropertySyntax, _ declaration: Declaration) -> String {
    let span = declaration.span
    guard sources.indices.contains(span.file.index) else { return "" }
    let bytes = sources[span.file.index].bytes
    guard 0 <= span.start, span.start <= span.end, span.end <= bytes.count else { return "" }
    let start = bytes[span.start..<span.end].firstIndex(of: UInt8(ascii: ":")) ?? span.start
    let ends =
      property.expectations.map(\.span)
      + [property.attacker?.span, property.scenario?.span]
      .compactMap { $0 }
    let end = ends.map(\.start).filter { start < $0 && $0 <= span.end }.min() ?? span.end
    var words = words(of: bytes[min(start + 1, end)..<end])
    if words.last == "with" || words.last == "within" { words.removeLast() }
    return words.joined(separator: " ")
  }

  /// What stands between blanks and line ends, comments left out. Bytes, not characters: outside
  /// comments the language is ASCII.
  private func words(of bytes: ArraySlice<UInt8>) -> [String] {
    bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.flatMap { line in
      let slashes = line.indices.dropLast().first {
        line[$0] == UInt8(ascii: "/") && line[$0 + 1] == UInt8(ascii: "/")
      }
      return line[..<(slashes ?? line.endIndex)]
        .split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
