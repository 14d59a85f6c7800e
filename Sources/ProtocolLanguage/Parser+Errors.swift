// Reporting what was expected, and finding the place to go on from.

import Diagnostics

extension Parser {
  /// Reports an error at the current token and returns the marker to throw.
  ///
  /// A token gives rise to one error only: what follows from it is noise.
  mutating func fail(
    _ message: String, _ code: DiagnosticCode = .unexpectedToken, label: String? = nil,
    notes: [String] = []
  ) -> Unwind {
    report(message, code, at: placeOfError, label: label, notes: notes)
    return Unwind()
  }

  mutating func report(
    _ message: String, _ code: DiagnosticCode = .unexpectedToken, at span: SourceSpan,
    label: String? = nil, notes: [String] = []
  ) {
    guard lastErrorIndex != index else { return }
    lastErrorIndex = index
    guard kind != .unknown else { return }
    diagnostics.append(Diagnostic(code, message, at: span, label: label, notes: notes))
  }

  /// "expected …, found …", with the nearest of the keywords that could stand here.
  mutating func expected(_ what: String, among keywords: [Keyword] = []) -> Unwind {
    let nearest = misspelt(keywords)
    return fail(
      "expected \(what), found \(found)", label: nearest.map { "did you mean `\($0.rawValue)`?" })
  }

  /// The keyword that the current word was probably meant to be.
  func misspelt(_ keywords: [Keyword]) -> Keyword? {
    guard at(.name), keyword?.isReserved != true else { return nil }
    return suggestion(for: text(token), among: keywords.map(\.rawValue)).flatMap {
      Keyword(rawValue: $0)
    }
  }

  var hasTooManyErrors: Bool { diagnostics.count >= ProtocolParser.mostErrors }

  /// The current token; at the end of the file the place behind the last one.
  private var placeOfError: SourceSpan {
    guard atEnd, index > 0 else { return span(token) }
    let end = tokens[index - 1].end
    return SourceSpan(file: fileID, start: end, end: end)
  }

  var found: String {
    switch kind {
    case .endOfFile: return "the end of the file"
    case .name where keyword?.isReserved == true: return "the keyword `\(shortened(token))`"
    default: return "`\(shortened(token))`"
    }
  }

  func shortened(_ token: Token) -> String {
    let text = text(token)
    return text.count > 40 ? text.prefix(40) + "…" : text
  }
}

// MARK: - Recovery

extension Parser {
  /// Whether a declaration seems to begin at the current token: its keyword opens a line and
  /// something that can follow it does.
  var atDeclaration: Bool {
    guard token.startsLine, let keyword, keyword.startsDeclaration else { return false }
    let next = token(after: 1)
    switch keyword {
    case .attacker: return next.kind == .leftBrace
    case .deterministic: return next.keyword == .aenc
    case .include: return next.kind == .string
    case .typed: return next.kind != .arrow
    default: return next.kind == .name
    }
  }

  /// Whether `src -> dst` begins at the current token.
  var atTransition: Bool { at(.name) && token(after: 1).kind == .arrow }

  /// Skips at least one token, then to the next token that satisfies `stop` or opens a
  /// declaration.
  mutating func skip(until stop: (Parser) -> Bool) {
    advance()
    while !atEnd, !atDeclaration, !stop(self) { advance() }
  }
}
