// How a diagnostic is shown: a headline, the place, the source line with carets, the notes.
//
//     error[E0217]: Bank cannot build `tid`: nothing it received contains it
//       --> set-card.assay:64:15
//        |
//     64 |     send aenc(tid, pk(V))
//        |               ^^^ needed here
//        |
//        = step 8 of the honest run stops at this transition
//
// Everything shown is escaped, so that a file cannot send control sequences to a terminal.

package enum DiagnosticStyle: Sendable {
  /// No escape sequences.
  case plain
  /// ANSI colours, for a terminal.
  case colour
}

/// Shows one diagnostic; several lines, the last without a line break. A diagnostic of a file
/// that could not be read, or is empty, has no place and no source line.
///
/// - Parameter sources: the files of the run, as numbered by `SourceFileID`.
package func render(
  _ diagnostic: Diagnostic, in sources: [SourceText], style: DiagnosticStyle = .plain
) -> String {
  let paint = Paint(style: style, severity: diagnostic.severity)
  let headline = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
  var lines = [paint.severe(headline) + paint.bold(": " + escaped(diagnostic.message))]
  var margin = ""
  if sources.indices.contains(diagnostic.span.file.index) {
    let source = sources[diagnostic.span.file.index]
    if source.bytes.isEmpty {
      lines.append(paint.faint(" -->") + " " + escaped(source.path))
    } else {
      let (line, column) = source.position(of: diagnostic.span.start)
      margin = String(repeating: " ", count: String(line).count)
      lines.append(paint.faint(margin + "-->") + " \(escaped(source.path)):\(line):\(column)")
      lines += excerpt(of: diagnostic, line: line, in: source, margin: margin, paint)
      if !diagnostic.notes.isEmpty { lines.append(paint.faint(margin + " |")) }
    }
  }
  lines += diagnostic.notes.map { paint.faint(margin + " =") + " " + escaped($0) }
  return lines.joined(separator: "\n")
}

/// The source line between its margins, and the carets under it.
private func excerpt(
  of diagnostic: Diagnostic, line: Int, in source: SourceText, margin: String, _ paint: Paint
) -> [String] {
  let excerpt = SourceExcerpt(of: diagnostic.span, line: line, in: source)
  let carets = String(repeating: "^", count: excerpt.caretWidth)
  let label = diagnostic.label.map { " " + escaped($0) } ?? ""
  let indentation = String(repeating: " ", count: excerpt.caretColumn)
  let separator = excerpt.text.isEmpty ? "" : " "
  return [
    paint.faint(margin + " |"),
    paint.faint("\(line) |") + separator + excerpt.text,
    paint.faint(margin + " |") + " " + indentation + paint.severe(carets + label),
  ]
}

/// ANSI sequences, or nothing.
private struct Paint {
  let style: DiagnosticStyle
  let severity: Severity

  func severe(_ text: String) -> String { wrap(text, severity == .error ? "1;31" : "1;33") }
  func bold(_ text: String) -> String { wrap(text, "1") }
  func faint(_ text: String) -> String { wrap(text, "34") }

  private func wrap(_ text: String, _ code: String) -> String {
    style == .colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
