import Diagnostics
import Testing

@testable import ProtocolLanguage

func parse(_ text: String) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  ProtocolParser.parse(SourceText(path: "model.assay", text: text), file: SourceFileID(0))
}

/// A diagnostic on one line: `E0101: message [label] (note)`.
func summary(_ diagnostic: Diagnostic) -> String {
  "\(diagnostic.code.rawValue): \(diagnostic.message)"
    + (diagnostic.label.map { " [\($0)]" } ?? "") + diagnostic.notes.map { " (\($0))" }.joined()
}

/// Takes the markers `«` and `»` out of a text and says which ranges they enclosed.
func marked(_ text: String) -> (text: String, ranges: [Range<Int>]) {
  var plain = ""
  var ranges: [Range<Int>] = []
  var start = 0
  for character in text {
    switch character {
    case "«": start = plain.utf8.count
    case "»": ranges.append(start..<plain.utf8.count)
    default: plain.append(character)
    }
  }
  return (plain, ranges)
}

/// Parses a text whose markers enclose the expected errors, and compares the errors.
func check(_ text: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation)
{
  let (plain, ranges) = marked(text)
  let diagnostics = parse(plain).diagnostics
  #expect(diagnostics.map(summary) == expected, sourceLocation: sourceLocation)
  #expect(
    diagnostics.map { $0.span.start..<$0.span.end } == ranges, sourceLocation: sourceLocation)
}

/// Checks that a text is formatted as expected (as it is, if nothing else is said), that this
/// keeps what it says, and that formatting it again changes nothing.
func checkFormat(
  _ text: String, gives expected: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (tree, diagnostics) = parse(text)
  #expect(diagnostics.map(summary) == [], sourceLocation: sourceLocation)
  let formatted = format(tree)
  #expect(formatted == expected ?? text, sourceLocation: sourceLocation)
  let (again, problems) = parse(formatted)
  #expect(problems.map(summary) == [], sourceLocation: sourceLocation)
  #expect(again.structure == tree.structure, sourceLocation: sourceLocation)
  #expect(format(again) == formatted, sourceLocation: sourceLocation)
}
