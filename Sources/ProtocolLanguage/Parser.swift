// Recursive descent over the token array: one function per rule of docs/language.md.
//
// Why by hand: the errors are the product. Each function knows what it expected, a failure
// unwinds with a marker to the nearest place that can go on (an action, a transition, a
// declaration), and everything wrong in a file is reported in one go. The thrown marker carries
// nothing and never leaves this target; what was wrong is already among the diagnostics.
//
// Two limits keep every consumer of the tree from exhausting its stack: nesting while parsing,
// and the height of the operator chains and lists that have been built.

import Diagnostics

/// The way from a source text to a syntax tree.
package enum ProtocolParser {
  /// Files above this many bytes are refused unread.
  package static let largestFile = 8 << 20
  package static let deepestNesting = 200
  /// Operators and elements of lists, which may nest as well, count as levels too.
  package static let tallestTerm = 500
  package static let mostErrors = 100

  /// Parses any bytes whatever: what could not be understood is missing from the tree and
  /// reported, in the order of the text. A file without `protocol` is legal here (it may be
  /// meant to be included) unless there is nothing in it at all.
  package static func parse(_ text: SourceText, file: SourceFileID) -> (
    tree: SyntaxTree, diagnostics: [Diagnostic]
  ) {
    if let problem = unreadable(text, file: file) {
      let empty = SourceSpan(file: file, start: 0, end: 0)
      return (SyntaxTree(declarations: [], at: empty), [problem])
    }
    var lexer = Lexer(text, file: file)
    lexer.run()
    var parser = Parser(lexer)
    let tree = parser.file()
    return (tree, inOrder(lexer.diagnostics + parser.diagnostics))
  }

  /// In the order of the text; the last one says so if there may be more.
  private static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var found = diagnostics.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }.map(\.element)
    guard found.count >= mostErrors else { return found }
    found.removeLast(found.count - mostErrors)
    let last = found.removeLast()
    let note = "reading stopped after \(mostErrors) errors: there may be more"
    found.append(
      Diagnostic(
        last.code, last.message, at: last.span, label: last.label, notes: last.notes + [note]))
    return found
  }

  private static func unreadable(_ text: SourceText, file: SourceFileID) -> Diagnostic? {
    func problem(_ code: DiagnosticCode, _ message: String, at offset: Int, _ note: String)
      -> Diagnostic
    {
      let end = min(offset + 1, text.bytes.count)
      return Diagnostic(
        code, message, at: SourceSpan(file: file, start: offset, end: end), notes: [note])
    }
    if text.bytes.count > largestFile {
      return problem(
        .fileTooLarge, "this file is too large: \(text.bytes.count) bytes", at: 0,
        "the largest model that is read has \(largestFile) bytes; split it with `include`")
    }
    if let offset = text.bytes.firstIndex(of: 0) {
      return problem(
        .invalidEncoding, "this is not a text file: it contains a zero byte", at: offset,
        "a model is written in UTF-8; UTF-16 has to be converted first")
    }
    if let offset = text.firstInvalidOffset {
      return problem(
        .invalidEncoding, "this is not UTF-8 text", at: offset,
        "the first byte that is not UTF-8 is here")
    }
    return nil
  }
}

/// Unwinds to the nearest place where parsing can go on.
struct Unwind: Error {}

struct Parser {
  let source: SourceText
  let fileID: SourceFileID
  let tokens: [Token]
  let comments: [CommentToken]
  var index = 0
  /// The first comment that belongs to no node yet.
  var nextComment = 0
  /// Open parentheses, negations and applications around the current token.
  var depth = 0
  /// The height of the term, condition or formula that was parsed last.
  var height = 0
  var diagnostics: [Diagnostic] = []
  var lastErrorIndex = -1

  init(_ lexer: Lexer) {
    source = lexer.source
    fileID = lexer.file
    tokens = lexer.tokens
    comments = lexer.comments
  }
}

// MARK: - Looking at tokens

extension Parser {
  var token: Token { tokens[index] }
  var kind: TokenKind { tokens[index].kind }
  var keyword: Keyword? { tokens[index].keyword }

  func token(after distance: Int) -> Token { tokens[min(index + distance, tokens.count - 1)] }

  func text(_ token: Token) -> String {
    String(decoding: source.bytes[token.start..<token.end], as: UTF8.self)
  }

  func span(_ token: Token) -> SourceSpan {
    SourceSpan(file: fileID, start: token.start, end: token.end)
  }

  /// From the start of a token to the end of the one consumed last.
  func span(from first: Int) -> SourceSpan {
    let end = index > first ? tokens[index - 1].end : tokens[first].start
    return SourceSpan(file: fileID, start: tokens[first].start, end: end)
  }

  func at(_ kind: TokenKind) -> Bool { self.kind == kind }
  func at(_ keyword: Keyword) -> Bool { self.keyword == keyword }
  var atEnd: Bool { kind == .endOfFile }
}

// MARK: - Consuming tokens

extension Parser {
  mutating func advance() { if !atEnd { index += 1 } }

  mutating func accept(_ kind: TokenKind) -> Bool {
    guard at(kind) else { return false }
    advance()
    return true
  }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: TokenKind, _ what: String) throws(Unwind) {
    guard accept(kind) else { throw expected(what) }
  }

  mutating func expect(_ keyword: Keyword, _ what: String? = nil) throws(Unwind) {
    guard !accept(keyword) else { return }
    throw expected(what ?? "`\(keyword.rawValue)`", among: [keyword])
  }

  /// A name that is declared or referred to; `what` completes "expected …".
  mutating func name(_ what: String) throws(Unwind) -> Identifier {
    guard at(.name), keyword?.isReserved != true else { throw expected(what) }
    let token = token
    advance()
    return Identifier(text(token), at: span(token))
  }

  /// `element {, element}`
  mutating func list<Element>(
    _ element: (inout Parser) throws(Unwind) -> Element
  ) throws(Unwind) -> [Element] {
    var elements = [try element(&self)]
    while accept(.comma) { elements.append(try element(&self)) }
    return elements
  }

  /// `( [element {, element}] )`
  mutating func parenthesized<Element>(
    _ element: (inout Parser) throws(Unwind) -> Element
  ) throws(Unwind) -> [Element] {
    try expect(.leftParenthesis, "`(`")
    if accept(.rightParenthesis) { return [] }
    let elements = try list(element)
    try expect(.rightParenthesis, "`,` or `)`")
    return elements
  }

  /// `{ [element {, element} [,]] }`
  mutating func braced<Element>(
    _ element: (inout Parser) throws(Unwind) -> Element
  ) throws(Unwind) -> [Element] {
    try expect(.leftBrace, "`{`")
    var elements: [Element] = []
    while !at(.rightBrace) {
      elements.append(try element(&self))
      if !accept(.comma) { break }
    }
    try expect(.rightBrace, "`,` or `}`")
    return elements
  }

  mutating func names(_ what: String) throws(Unwind) -> [Identifier] {
    try list { parser throws(Unwind) in try parser.name(what) }
  }
}
