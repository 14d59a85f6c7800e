// What is wrong with an input: a stable code, a place, one plain sentence, and where one is
// known a remedy. Parsing and elaboration return diagnostics; they never throw them.

package enum Severity: String, Sendable { case error, warning }

/// A finding about the input.
package struct Diagnostic: Hashable, Sendable {
  package let code: DiagnosticCode
  /// One plain sentence without a final full stop.
  package let message: String
  package let span: SourceSpan
  /// A few words under the caret, such as "needed here".
  package let label: String?
  /// Further sentences, each shown on a line of its own.
  package let notes: [String]

  package init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String? = nil,
    notes: [String] = []
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.label = label
    self.notes = notes
  }

  package var severity: Severity { code.severity }
}
