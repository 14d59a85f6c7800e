// What is wrong with a model that is written in Swift: the finding of the language's front end,
// with the Swift line in place of a place in a text, and the piece of text that is meant.

import Diagnostics

/// Something wrong with a model, or suspicious in it.
public struct ModelDiagnostic: Sendable {
  /// Whether a model with such a finding can be checked.
  public enum Severity: String, Sendable { case error, warning }

  public let severity: Severity
  /// The stable code (docs/diagnostics.md), such as `E0301`; nil for a mistake in the call.
  public let code: String?
  /// One plain sentence.
  public let message: String
  /// Further sentences.
  public let notes: [String]
  /// The Swift line that the finding belongs to.
  public let site: SourceSite
  /// The finding as the command line shows it: headline, place, the piece of the model with
  /// carets, notes.
  public let description: String

  /// A finding in a model's text.
  init(_ diagnostic: Diagnostic, in text: SourceText, at site: SourceSite) {
    severity = diagnostic.severity == .error ? .error : .warning
    code = diagnostic.code.rawValue
    message = diagnostic.message
    notes = diagnostic.notes
    self.site = site
    description = Self.rendered(diagnostic, in: text, at: site)
  }

  /// A mistake that no piece of the text shows.
  init(_ message: String, notes: [String] = [], at site: SourceSite) {
    severity = .error
    code = nil
    self.message = message
    self.notes = notes
    self.site = site
    description = (["error: \(message)", " --> \(site)"] + notes.map { "  = \($0)" })
      .joined(separator: "\n")
  }

  /// The language's own rendering of the line of text, numbered as the Swift line that it was
  /// made from. There is no column: the one in the text is not the one in the Swift file.
  private static func rendered(
    _ diagnostic: Diagnostic, in text: SourceText, at site: SourceSite
  ) -> String {
    let start = text.position(of: diagnostic.span.start)
    let line = text.lineRange(start.line)
    let above = max(0, site.line - 1)
    let excerpt = SourceText(
      path: site.fileID,
      bytes: Array(repeating: UInt8(ascii: "\n"), count: above) + text.bytes[line])
    func moved(_ offset: Int) -> Int {
      min(max(offset, line.lowerBound), line.upperBound) - line.lowerBound + above
    }
    let span = SourceSpan(
      file: SourceFileID(0), start: moved(diagnostic.span.start), end: moved(diagnostic.span.end))
    let shown = Diagnostic(
      diagnostic.code, diagnostic.message, at: span, label: diagnostic.label,
      notes: diagnostic.notes)
    var lines = render(shown, in: [excerpt]).split(
      separator: "\n", omittingEmptySubsequences: false)
    if lines.count > 1, let colon = lines[1].lastIndex(of: ":") {
      lines[1] = lines[1][..<colon]
    }
    return lines.joined(separator: "\n")
  }
}

extension ModelDiagnostic: CustomStringConvertible {}

/// A model that cannot be checked.
public struct ModelError: Error, CustomStringConvertible, Sendable {
  /// Everything that was found, warnings included.
  public let diagnostics: [ModelDiagnostic]
  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n\n")
  }
}
