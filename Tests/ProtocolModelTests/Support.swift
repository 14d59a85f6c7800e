import Diagnostics
import Testing

@testable import ProtocolModel

/// Elaborates a text; `files` are what it may include.
func elaborated(
  _ text: String, files: [String: String] = [:], options: [String: Bool] = [:]
) -> ElaboratedProtocol {
  elaborate(
    path: "models/model.assay", text: SourceText(path: "models/model.assay", text: text),
    resolvingIncludesWith: { path in files[path].map { SourceText(path: path, text: $0) } },
    options: options)
}

/// A diagnostic on one line: `E0201 message [label] (note)`.
func summary(_ diagnostic: Diagnostic) -> String {
  "\(diagnostic.code.rawValue) \(diagnostic.message)"
    + (diagnostic.label.map { " [\($0)]" } ?? "") + diagnostic.notes.map { " (\($0))" }.joined()
}

/// Compares a model's diagnostics with the marks in its text: a line such as
///
///         send tid
///              ^^^ E0201 there is no variable `tid`
///
/// marks the place above its carets and gives the beginning of the diagnostic's summary. The
/// lines with marks are taken out before elaboration. Unused declarations count only in a text
/// that marks one: the others have more declarations than their point needs.
func check(
  _ text: String, files: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
) {
  var source: [Substring] = []
  var expected: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    guard let caret = line.firstIndex(of: "^"), line[..<caret].allSatisfy({ $0 == " " }) else {
      source.append(line)
      continue
    }
    let column = line.distance(from: line.startIndex, to: caret) + 1
    let carets = line[caret...].prefix { $0 == "^" }
    let words = line[carets.endIndex...].drop { $0 == " " }
    expected.append("\(source.count):\(column)+\(carets.count) \(words)")
  }
  let result = elaborated(source.joined(separator: "\n"), files: files)
  let countsUnused = expected.contains { $0.contains("W0003") }
  let found = result.diagnostics.filter { countsUnused || $0.code != .unusedDeclaration }
    .map { describe($0, in: result) }
  #expect(found.count == expected.count, "found \(found)", sourceLocation: sourceLocation)
  for (found, expected) in zip(found, expected) {
    #expect(found.hasPrefix(expected), "\(found)", sourceLocation: sourceLocation)
  }
  #expect(result.models.isEmpty == result.hasErrors, sourceLocation: sourceLocation)
}

/// `line:column+length summary`; the file's name first if it is an included one.
private func describe(_ diagnostic: Diagnostic, in result: ElaboratedProtocol) -> String {
  let file = result.sources[diagnostic.span.file.index]
  let (line, column) = file.position(of: diagnostic.span.start)
  let length = diagnostic.span.end - diagnostic.span.start
  let name = diagnostic.span.file.index == 0 ? "" : "\(file.path):"
  return "\(name)\(line):\(column)+\(length) \(summary(diagnostic))"
}

/// The elaborated model as text, which has one configuration and no errors.
func dump(
  _ text: String, options: [String: Bool] = [:], sourceLocation: SourceLocation = #_sourceLocation
) -> String {
  let result = elaborated(text, options: options)
  #expect(result.diagnostics.map(summary) == [], sourceLocation: sourceLocation)
  return result.models.first?.description ?? ""
}
