// Terms: names, `f(t, …)`, `{t, …}k` and `(t, …)`. A macro's name is replaced by what it means.

import Diagnostics
import ProtocolLanguage

extension SpdlParser {
  mutating func term(_ depth: Int = 0) throws(SpdlUnwind) -> SpdlTerm {
    guard depth < ProtocolParser.deepestNesting else { throw tooDeep() }
    let first = index
    if accept("{") {
      let content = try terms(depth + 1, until: "}")
      let key = try term(depth + 1)
      return try counted(.encrypt(content, key, span(from: first)))
    }
    if accept("(") {
      let elements = try terms(depth + 1, until: ")")
      return elements.count == 1 ? elements[0] : try counted(.tuple(elements, span(from: first)))
    }
    let name = try name("a term")
    if accept("(") {
      let arguments = try terms(depth + 1, until: ")")
      return try counted(.apply(name, arguments, span(from: first)))
    }
    if let macro = macros[name.text] {
      guard depth + macro.depth < ProtocolParser.deepestNesting else { throw tooDeep() }
      return try counted(macro, macro.size)
    }
    return try counted(.name(name))
  }

  /// `t, … end`
  mutating func terms(_ depth: Int, until end: Character) throws(SpdlUnwind) -> [SpdlTerm] {
    var result = [try term(depth)]
    while accept(",") {
      result.append(try term(depth))
      if result.count > Self.longestList { throw tooDeep() }
    }
    try expect(end)
    return result
  }

  private mutating func tooDeep() -> SpdlUnwind {
    report(
      .nestingTooDeep, "this is nested too deeply, or too long a list", at: span(token),
      notes: ["at most \(ProtocolParser.deepestNesting) levels are read"])
    return SpdlUnwind()
  }

  /// Limits what macros make of a file.
  private mutating func counted(
    _ term: SpdlTerm, _ size: Int = 1
  ) throws(SpdlUnwind) -> SpdlTerm {
    termNodes += size
    guard termNodes > Self.mostTermNodes else { return term }
    if !isTooLarge {
      isTooLarge = true
      report(
        .termTooLarge, "the terms of this file are too large", at: span(token),
        notes: ["with macros in place at most \(Self.mostTermNodes) parts are read"])
    }
    index = tokens.count - 1
    throw SpdlUnwind()
  }
}

extension SpdlTerm {
  /// Iterative, so that nothing deep is visited twice.
  var depth: Int {
    var deepest = 0
    var waiting = [(self, 1)]
    while let (term, depth) = waiting.popLast() {
      deepest = Swift.max(deepest, depth)
      waiting += term.parts.map { ($0, depth + 1) }
    }
    return deepest
  }

  var parts: [SpdlTerm] {
    switch self {
    case .name: []
    case .tuple(let parts, _): parts
    case .apply(let function, let parts, _): parts + [.name(function)]
    case .encrypt(let parts, let key, _): parts + [key]
    }
  }

  /// How many parts it has; at most one more than a file may have.
  fileprivate var size: Int {
    var count = 0
    var waiting = [self]
    while let term = waiting.popLast(), count <= SpdlParser.mostTermNodes {
      count += 1
      waiting += term.parts
    }
    return count
  }
}
