// What the lexer hands to the parser. Tokens are places only: their text is read from the source
// when it is needed, so that a large file costs no string per symbol.

enum TokenKind: UInt8, Sendable {
  case name, integer, string
  case leftParenthesis, rightParenthesis, leftBrace, rightBrace
  case comma, colon, semicolon
  case equals, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case plus, minus, star
  case arrow, question, wildcard
  /// Something the lexer has already reported; the parser gives up on it silently.
  case unknown
  case endOfFile
}

/// 16 bytes, because a file of the largest permitted size can have eight million of them.
struct Token: Sendable {
  let kind: TokenKind
  /// The word, if it means something somewhere. Whether it does here is the parser's business.
  let keyword: Keyword?
  /// Line breaks since the previous token or comment: 0, 1, or 2 for a blank line and more.
  let lineBreaksBefore: UInt8
  /// Whether no other token stands before it on its line.
  let startsLine: Bool
  private let range: Range<UInt32>

  init(
    _ kind: TokenKind, _ keyword: Keyword?, at range: Range<Int>, lineBreaksBefore: Int,
    startsLine: Bool
  ) {
    self.kind = kind
    self.keyword = keyword
    self.lineBreaksBefore = UInt8(min(lineBreaksBefore, 2))
    self.startsLine = startsLine
    self.range = UInt32(range.lowerBound)..<UInt32(range.upperBound)
  }

  var start: Int { Int(range.lowerBound) }
  var end: Int { Int(range.upperBound) }
}

struct CommentToken: Sendable {
  let text: String
  let lineBreaksBefore: UInt8
  /// The index of the first token after the comment.
  let nextToken: Int
  /// Whether no token stands before it on its line.
  let startsLine: Bool
}

/// Words with a meaning somewhere in the grammar.
enum Keyword: String, CaseIterable, Sendable {
  // Declarations
  case `protocol`, include, option, sort, enumeration = "enum", function, equation, principal
  case message, tuple, channel, table, deterministic, typed, unchecked, role, attacker
  case property, configuration, scenario
  // Actions
  case receive, send, fresh, define = "let", match, require, event, insert, delete
  // Connectives
  case when, unless, not, and, or, `in`, of, over, `as`, into, `for`
  // Words that are names wherever a name is expected
  case guessable, safe, `private`, honest, dishonest, between, from, to, at, aenc, sum
  case distinct, knows, controls, plays, reveals
  case secret, hidden, requires, injectively, then, reachable, invariant, under, network
  case before, revealed, with, within, expect, most, loops

  static let declarations: [Keyword] = [
    .protocol, .include, .option, .sort, .enumeration, .function, .equation, .principal, .message,
    .tuple, .channel, .table, .deterministic, .typed, .unchecked, .role, .attacker, .property,
    .configuration, .scenario,
  ]

  /// Words that a declaration may end with.
  static let endsOfDeclarations: [Keyword] = [.guessable, .private, .honest, .dishonest, .when]

  static let actions: [Keyword] = [
    .receive, .send, .fresh, .define, .match, .require, .event, .insert, .delete,
  ]

  /// The word table; words by their text.
  static let named: [String: Keyword] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  var startsDeclaration: Bool { Keyword.declarations.contains(self) }
  var startsAction: Bool { Keyword.actions.contains(self) }

  /// Whether the word cannot be a name: actions and connectives, so that a missing operand is
  /// noticed where it is missing.
  var isReserved: Bool {
    switch self {
    case .when, .unless, .not, .and, .or, .in, .of, .over, .as, .into, .for: true
    default: startsAction
    }
  }
}
