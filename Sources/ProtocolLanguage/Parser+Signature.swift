// The one-line declarations: options, sorts, functions, messages, channels, tables, scenarios.

import Diagnostics

extension Parser {
  mutating func path() throws(Unwind) -> String {
    guard at(.string) else { throw expected("a path in quotes") }
    let quoted = text(token)
    advance()
    return String(quoted.dropFirst().dropLast())
  }

  mutating func enumeration() throws(Unwind) -> DeclarationKind {
    let name = try name("the name of an enum")
    let values = try braced { parser throws(Unwind) in try parser.name("a value") }
    return .enumeration(name, values: values)
  }

  mutating func function() throws(Unwind) -> DeclarationKind {
    let name = try name("the name of a function")
    var parameters: [Identifier] = []
    if at(.leftParenthesis) {
      parameters = try parenthesized { parser throws(Unwind) in try parser.name("a sort") }
    }
    try expect(.colon, "`:` and the sort of the result")
    let result = try self.name("the sort of the result")
    return .function(
      name, parameters: parameters, result: result,
      accept(.private) ? .privateFunction : .publicFunction)
  }

  mutating func equation() throws(Unwind) -> DeclarationKind {
    let left = try term()
    try expect(.equals, "`=`")
    return .equation(left, try term())
  }

  mutating func principal() throws(Unwind) -> DeclarationKind {
    let name = try name("the name of a principal")
    if accept(.honest) { return .principal(name, honest: true) }
    return .principal(name, honest: accept(.dishonest) ? false : nil)
  }

  mutating func message(tagged: Bool) throws(Unwind) -> DeclarationKind {
    let name = try name(tagged ? "the name of a message" : "the name of a tuple")
    return .message(name, at(.leftParenthesis) ? try fields() : [], tagged: tagged)
  }

  mutating func channel() throws(Unwind) -> DeclarationKind {
    let name = try name("the name of a channel")
    try expect(.colon, "`:` and the kind of the channel")
    let kind = try channelKind()
    try expect(.between)
    let end = try self.name("a role")
    try expect(.comma, "`,` and the role at the other end")
    return .channel(name, kind, between: end, try self.name("a role"))
  }

  private mutating func channelKind() throws(Unwind) -> ChannelKind {
    let kinds = ChannelKind.allCases.map(\.rawValue)
    if at(.name), let kind = ChannelKind(rawValue: text(token)) {
      advance()
      return kind
    }
    let near = at(.name) ? suggestion(for: text(token), among: kinds) : nil
    throw fail(
      "expected `insecure`, `authentic`, `confidential` or `secure`, found \(found)",
      label: near.map { "did you mean `\($0)`?" })
  }

  mutating func table() throws(Unwind) -> DeclarationKind {
    let name = try name("the name of a table")
    let fields = try fields()
    try expect(.of, "`of` and the role that keeps the table")
    return .table(name, fields, of: try self.name("a role"))
  }

  /// `(name: Sort [when formula], …)`
  private mutating func fields() throws(Unwind) -> [FieldSyntax] {
    try parenthesized { parser throws(Unwind) in
      let name = try parser.name("the name of a field")
      try parser.expect(.colon, "`:` and the sort of `\(name.text)`")
      let sort = try parser.name("a sort")
      return FieldSyntax(name, sort: sort, when: try parser.guardFormula())
    }
  }

  mutating func configuration() throws(Unwind) -> DeclarationKind {
    let name = try name("the name of a configuration")
    let options = try braced { parser throws(Unwind) in try parser.name("an option") }
    return .configuration(name, options: options)
  }

  mutating func scenario() throws(Unwind) -> DeclarationKind {
    let name = try name("the name of a scenario")
    var counts: [ScenarioCount] = []
    var atMost: Int?
    var loops: Int?
    _ = try braced { parser throws(Unwind) in
      if parser.accept(.at) {
        try parser.expect(.most)
        atMost = try parser.integer()
      } else if parser.accept(.loops) {
        loops = try parser.integer()
      } else {
        let count = try parser.integer(
          "a number of sessions, `at most` or `loops`", among: [.at, .loops])
        counts.append(ScenarioCount(count: count, role: try parser.name("a role")))
      }
    }
    return .scenario(name, counts, atMost: atMost, loops: loops)
  }

  private mutating func integer(
    _ what: String = "a number", among keywords: [Keyword] = []
  ) throws(Unwind) -> Int {
    guard at(.integer), let value = Int(text(token)) else {
      throw expected(what, among: keywords)
    }
    advance()
    return value
  }
}
