// A clause's text, read with the symbols that the translation of the model declared. Whatever is
// not in these words is refused: a checker that guesses is none.

import ProtocolModel
import Terms

struct ClauseParser {
  struct Failure: Error {
    var reason: String
  }

  private let model: ProtocolModel
  private var text: [UInt8] = []
  private var place = 0
  private var variableCount = 0
  /// What `let` named.
  private var named: [ClauseTerm] = []
  private var variables: Set<Int> = []
  /// Deeper terms are refused.
  private static let mostDepth = 500
  /// Larger terms are refused: names make it easy to write enormous ones.
  private static let mostSymbols = 1_000_000
  /// A clause has no more variables.
  private static let mostVariables = 2000

  init(_ model: ProtocolModel) { self.model = model }

  mutating func parse(
    _ line: String, _ terms: inout ClauseTerms
  ) -> Result<Clause, Failure> {
    text = Array(line.utf8)
    place = 0
    variableCount = 0
    named = []
    variables = []
    do throws(Failure) {
      return .success(try clause(&terms))
    } catch {
      return .failure(error)
    }
  }

  // MARK: Clauses

  private mutating func clause(_ terms: inout ClauseTerms) throws(Failure) -> Clause {
    let isSettled = skip("settled:")
    if skip("let ") {
      repeat {
        try expect("$\(named.count)")
        try expect("=")
        named.append(try term(&terms, depth: 0))
      } while skip(";")
      try expect("in ")
    }
    var hypotheses: [ClauseTerm] = []
    var selected: Int?
    while !isAt("where ") && !isAt("with ") && !isAt("=>") {
      if !hypotheses.isEmpty { try expect(";") }
      if skip("[") {
        if selected != nil { throw Failure(reason: "two hypotheses are selected") }
        selected = hypotheses.count
        hypotheses.append(try fact(&terms))
        try expect("]")
      } else {
        hypotheses.append(try fact(&terms))
      }
    }
    var constraints: [Disequality] = []
    if skip("where ") {
      repeat {
        let left = try term(&terms, depth: 0)
        try expect("!=")
        constraints.append(Disequality(left, try term(&terms, depth: 0)))
      } while skip(";")
    }
    var given: [Int: Domain] = [:]
    if skip("with ") {
      repeat {
        try expect("?")
        let variable = try number()
        try expect(":")
        given[try note(variable)] = try domain()
      } while skip(";")
    }
    try expect("=>")
    let conclusion = try fact(&terms)
    skipSpaces()
    guard place == text.count else { throw Failure(reason: "something follows the conclusion") }
    // So that a short text is not a clause with many variables.
    guard variables.count == variableCount else {
      throw Failure(reason: "the numbers of variables have gaps")
    }
    var clause = Clause(
      conclusion: conclusion, hypotheses: hypotheses, constraints: constraints,
      domains: (0..<variableCount).map { given[$0] ?? .everything }, selected: selected)
    clause.isSettled = isSettled
    return clause
  }

  private mutating func fact(_ terms: inout ClauseTerms) throws(Failure) -> ClauseTerm {
    let fact = try application(&terms, depth: 0)
    guard case .predicate? = terms.symbol(fact)?.kind else {
      throw Failure(reason: "a fact starts with a predicate")
    }
    return fact
  }

  // MARK: Terms

  private mutating func term(
    _ terms: inout ClauseTerms, depth: Int
  ) throws(Failure) -> ClauseTerm {
    guard depth < Self.mostDepth else { throw Failure(reason: "a term is too deep") }
    skipSpaces()
    if skip("?") { return terms.variable(try note(try number())) }
    if skip("$") {
      let name = try number()
      guard named.indices.contains(name) else { throw Failure(reason: "nothing is named $\(name)") }
      return named[name]
    }
    if let first = peek, first == UInt8(ascii: "-") || isDigit(first) {
      return terms.integer(try number())
    }
    let term = try application(&terms, depth: depth)
    if case .predicate? = terms.symbol(term)?.kind {
      throw Failure(reason: "a predicate stands in a term")
    }
    return term
  }

  private mutating func application(
    _ terms: inout ClauseTerms, depth: Int
  ) throws(Failure) -> ClauseTerm {
    let name = symbolName()
    var arguments: [ClauseTerm] = []
    if skip("(") {
      if !skip(")") {
        repeat { arguments.append(try term(&terms, depth: depth + 1)) } while skip(",")
        try expect(")")
      }
    }
    guard let symbol = terms.number(name, arity: arguments.count) else {
      throw Failure(
        reason: "the model has no symbol `\(name)` with \(arguments.count) arguments")
    }
    let term = terms.apply(symbol, arguments)
    guard terms.size(term) < Self.mostSymbols else { throw Failure(reason: "a term is too large") }
    guard terms.depth(term) <= Self.mostDepth else { throw Failure(reason: "a term is too deep") }
    return term
  }

  /// Everything up to what cannot be part of a symbol, without spaces at the ends.
  private mutating func symbolName() -> String {
    skipSpaces()
    let start = place
    while let byte = peek, !Self.ends.contains(byte), !isAt(" where "), !isAt(" with "),
      !isAt(" => "), !isAt(" != ")
    {
      place += 1
    }
    var end = place
    while end > start && text[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private static let ends = Set("(),;[]".utf8)

  private mutating func domain() throws(Failure) -> Domain {
    let name = symbolName()
    if let domain = Self.plainDomains[name] { return domain }
    let words = name.split(separator: " ", maxSplits: 1).map(String.init)
    if words.count == 2 {
      switch words[0] {
      case "role":
        if let role = model.roles.firstIndex(where: { $0.name == words[1] }) { return .role(role) }
      case "constant":
        if let sort = model.sort(named: words[1]) { return .constant(sort) }
      case "sort":
        // The other sorts have domains of their own, and messages may be taken apart.
        if let sort = model.sort(named: words[1]), ![.message, .principal, .integer].contains(sort)
        {
          return .sort(sort)
        }
      default: break
      }
    }
    throw Failure(reason: "there is no domain `\(name)`")
  }

  private static let plainDomains: [String: Domain] = [
    "other": .other, "principal": .principal, "honest": .honest, "dishonest": .dishonest,
    "integer": .integer, "session": .session, "everything": .everything,
  ]

  // MARK: Characters

  private var peek: UInt8? { place < text.count ? text[place] : nil }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func skipSpaces() {
    while peek == UInt8(ascii: " ") { place += 1 }
  }

  private func isAt(_ word: String) -> Bool {
    let bytes = word.utf8
    return place + bytes.count <= text.count
      && text[place..<(place + bytes.count)].elementsEqual(bytes)
  }

  private mutating func skip(_ word: String) -> Bool {
    skipSpaces()
    guard isAt(word) else { return false }
    place += word.utf8.count
    skipSpaces()
    return true
  }

  private mutating func expect(_ word: String) throws(Failure) {
    if !skip(word) { throw Failure(reason: "`\(word)` should stand at character \(place + 1)") }
  }

  private mutating func number() throws(Failure) -> Int {
    let start = place
    if peek == UInt8(ascii: "-") { place += 1 }
    while let byte = peek, isDigit(byte) { place += 1 }
    guard let value = Int(String(decoding: text[start..<place], as: UTF8.self)) else {
      throw Failure(reason: "a number should stand at character \(start + 1)")
    }
    return value
  }

  /// Counts a variable.
  private mutating func note(_ variable: Int) throws(Failure) -> Int {
    guard (0..<Self.mostVariables).contains(variable) else {
      throw Failure(reason: "there is no variable ?\(variable)")
    }
    variableCount = max(variableCount, variable + 1)
    variables.insert(variable)
    return variable
  }
}

extension ProtocolModel {
  fileprivate func sort(named name: String) -> SortID? {
    sorts.firstIndex { $0.name == name }.map { SortID($0) }
  }
}
