// Reporting what was expected, and finding the place to go on from.

import Diagnostics

extension Parser {
  /// Reports an error, at the current token unless another place is given, and returns the marker
  /// to throw.
  ///
  /// A token gives rise to one error only: what follows from it is noise.
  mutating func fail(
    _ message: String, _ code: DiagnosticCode = .unexpectedToken, at place: SourceSpan? = nil,
    label: String? = nil, notes: [String] = []
  ) -> Unwind {
    guard lastErrorIndex != index else { return Unwind() }
    lastErrorIndex = index
    if kind != .unknown {
      let span = place ?? (atEnd ? placeBehindLastToken : span(token))
      diagnostics.append(Diagnostic(code, message, at: span, label: label, notes: notes))
    }
    return Unwind()
  }

  /// "expected …, found …", with the nearest of the keywords that could stand here.
  ///
  /// What is missing at the end of a line is missed there, not at the beginning of the next.
  mutating func expected(_ what: String, among keywords: [Keyword] = []) -> Unwind {
    if token.startsLine, !atEnd, index > 0, nearest(keywords) == nil {
      let last = shortened(tokens[index - 1])
      return fail("expected \(what) after `\(last)`", at: placeBehindLastToken)
    }
    return expectedItem(what, among: keywords)
  }

  /// The same for what may well begin a line.
  mutating func expectedItem(_ what: String, among keywords: [Keyword] = []) -> Unwind {
    let nearest = nearest(keywords)
    return fail(
      "expected \(what), found \(found)", label: nearest.map { "did you mean `\($0.rawValue)`?" })
  }

  /// The keyword that the current word, which is no other keyword, was probably meant to be.
  func misspelt(_ keywords: [Keyword]) -> Keyword? {
    keyword?.isReserved == true ? nil : nearest(keywords)
  }

  /// The keyword that is nearest to the current word, whatever that is: `require` may have been
  /// meant to be `requires`.
  private func nearest(_ keywords: [Keyword]) -> Keyword? {
    guard at(.name) else { return nil }
    return suggestion(for: text(token), among: keywords.map(\.rawValue)).flatMap {
      Keyword(rawValue: $0)
    }
  }

  var hasTooManyErrors: Bool { diagnostics.count >= ProtocolParser.mostErrors }

  private var placeBehindLastToken: SourceSpan {
    let end = index > 0 ? tokens[index - 1].end : token.start
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
  /// Whether a declaration seems to begin at the current token: its keyword opens a line, and
  /// what follows does not show that it is a name here.
  var atDeclaration: Bool {
    guard token.startsLine, keyword?.startsDeclaration == true else { return false }
    switch token(after: 1).kind {
    case .name, .integer, .string, .wildcard, .question, .leftBrace, .unknown, .endOfFile:
      return true
    default: return (keyword == .typed || keyword == .unchecked) && token(after: 1).kind != .arrow
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
