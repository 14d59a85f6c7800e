// The parser of `.spdl`: recursive descent, with all errors of a file in one go.
//
// After an error it goes on behind the next `;`, or at the `}` that ends the role or protocol.
// Macros are put in place while terms are read, as Scyther does; how large that makes a file is
// limited, because a macro of macros doubles with every line.

import Diagnostics
import ProtocolLanguage

/// What was read was reported already; the nearest list of statements goes on.
struct SpdlUnwind: Error {}

struct SpdlParser {
  static let mostTermNodes = 200_000
  static let longestList = 2 * ProtocolParser.deepestNesting

  let source: SourceText
  let file: SourceFileID
  let tokens: [SpdlToken]
  var index = 0
  var diagnostics: [Diagnostic]
  var macros: [String: SpdlTerm]
  var termNodes = 0
  var isTooLarge = false

  init(_ source: SourceText, file: SourceFileID, macros: [String: SpdlTerm] = [:]) {
    self.source = source
    self.file = file
    self.macros = macros
    let lexer = SpdlLexer(source, file: file)
    tokens = lexer.tokens
    diagnostics = lexer.diagnostics
  }

  // MARK: - Tokens

  var token: SpdlToken { tokens[index] }
  var atEnd: Bool { token.kind == .endOfFile }

  func text(_ token: SpdlToken) -> String {
    String(decoding: source.bytes[token.start..<token.end], as: UTF8.self)
  }

  func span(_ token: SpdlToken) -> SourceSpan {
    SourceSpan(file: file, start: token.start, end: token.end)
  }

  func span(from first: Int) -> SourceSpan {
    SourceSpan(
      file: file, start: tokens[first].start,
      end: max(tokens[max(first, index - 1)].end, tokens[first].start))
  }

  func word(_ distance: Int = 0) -> String? {
    let place = min(index + distance, tokens.count - 1)
    return tokens[place].kind == .word ? text(tokens[place]) : nil
  }

  func at(_ symbol: Character, _ distance: Int = 0) -> Bool {
    let place = min(index + distance, tokens.count - 1)
    return tokens[place].kind == .symbol(symbol.asciiValue!)
  }

  mutating func advance() { if !atEnd { index += 1 } }

  mutating func accept(_ symbol: Character) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  mutating func acceptWord(_ text: String) -> Bool {
    guard word() == text else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Character) throws(SpdlUnwind) {
    if !accept(symbol) { throw expected("`\(symbol)`") }
  }

  mutating func name(_ what: String) throws(SpdlUnwind) -> Identifier {
    guard let text = word() else { throw expected(what) }
    let name = Identifier(text, at: span(token))
    advance()
    return name
  }

  // MARK: - Errors

  mutating func expected(_ what: String) -> SpdlUnwind {
    let found = atEnd ? "the file ends" : "there is `\(text(token))`"
    report(.unexpectedToken, "expected \(what), but \(found)", at: span(token))
    return SpdlUnwind()
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, notes: [String] = []
  ) {
    guard diagnostics.count < SpdlLexer.mostErrors else { return }
    diagnostics.append(Diagnostic(code, message, at: span, notes: notes))
  }

  mutating func unsupported(_ what: String, at span: SourceSpan, notes: [String] = []) {
    report(.importNotSupported, "\(what) is not supported", at: span, notes: notes)
  }

  /// To behind the next `;`, or to a brace at this level.
  mutating func skipStatement() {
    var depth = 0
    while !atEnd {
      if at("{") { depth += 1 }
      if at("}") {
        if depth == 0 { return }
        depth -= 1
      }
      let isLast = at(";") && depth == 0
      advance()
      if isLast { return }
    }
  }

  /// One element of a list of statements; nil after an error, past which it skips.
  mutating func recovering<Value>(
    _ read: (inout SpdlParser) throws(SpdlUnwind) -> Value?
  ) -> Value? {
    let first = index
    do throws(SpdlUnwind) {
      return try read(&self)
    } catch {
      skipStatement()
      if index == first { advance() }
      return nil
    }
  }
}
