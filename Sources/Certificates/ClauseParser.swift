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
  /// What `let` named.
  private var named: [ClauseTerm] = []
  /// Of the applications that are being read.
  private var arguments: [ClauseTerm] = []
  /// By their numbers: whether they occur.
  private var occurs: [Bool] = []
  private var symbols = SymbolTexts()
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
    text.removeAll(keepingCapacity: true)
    text += line.utf8
    place = 0
    named = []
    arguments = []
    occurs = []
    symbols.add(from: terms)
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
        guard skip(UInt8(ascii: "$")), try number() == named.count else {
          throw Failure(reason: "`$\(named.count)` should stand at character \(place + 1)")
        }
        skipSpaces()
        try expect("=")
        named.append(try term(&terms, depth: 0))
      } while skip(UInt8(ascii: ";"))
      try expect("in ")
    }
    var hypotheses: [ClauseTerm] = []
    var selected: Int?
    while !isAt("where ") && !isAt("with ") && !isAt("=>") {
      if !hypotheses.isEmpty { try expect(";") }
      if skip(UInt8(ascii: "[")) {
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
      } while skip(UInt8(ascii: ";"))
    }
    var given: [Domain] = []
    if skip("with ") {
      repeat {
        try expect("?")
        let variable = try number()
        try expect(":")
        let place = try note(variable)
        while given.count <= place { given.append(.everything) }
        given[place] = try domain()
      } while skip(UInt8(ascii: ";"))
    }
    try expect("=>")
    let conclusion = try fact(&terms)
    skipSpaces()
    guard place == text.count else { throw Failure(reason: "something follows the conclusion") }
    // So that a short text is not a clause with many variables.
    if occurs.contains(false) {
      throw Failure(reason: "the numbers of variables have gaps")
    }
    while given.count < occurs.count { given.append(.everything) }
    var clause = Clause(
      conclusion: conclusion, hypotheses: hypotheses, constraints: constraints,
      domains: given, selected: selected)
    clause.isSettled = isSettled
    return clause
  }

  private mutating func fact(_ terms: inout ClauseTerms) throws(Failure) -> ClauseTerm {
    let fact = try application(&terms, depth: 0)
    guard case .predicate? = terms.kind(fact) else {
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
    if skip(UInt8(ascii: "?")) { return terms.variable(try note(try number())) }
    if skip(UInt8(ascii: "$")) {
      let name = try number()
      guard named.indices.contains(name) else { throw Failure(reason: "nothing is named $\(name)") }
      return named[name]
    }
    if let first = peek, first == UInt8(ascii: "-") || isDigit(first) {
      return terms.integer(try number())
    }
    let term = try application(&terms, depth: depth)
    if case .predicate? = terms.kind(term) {
      throw Failure(reason: "a predicate stands in a term")
    }
    return term
  }

  private mutating func application(
    _ terms: inout ClauseTerms, depth: Int
  ) throws(Failure) -> ClauseTerm {
    let name = symbolName()
    let base = arguments.count
    if skip(UInt8(ascii: "(")) {
      if !skip(UInt8(ascii: ")")) {
        repeat {
          let argument = try term(&terms, depth: depth + 1)
          arguments.append(argument)
        } while skip(UInt8(ascii: ","))
        try expect(")")
      }
    }
    let count = arguments.count - base
    guard let symbol = symbols.number(text, name, arity: count) else {
      throw Failure(
        reason: "the model has no symbol `\(String(decoding: text[name], as: UTF8.self))` "
          + "with \(count) arguments")
    }
    let term = terms.apply(symbol, arguments[base...])
    arguments.removeLast(count)
    guard terms.size(term) < Self.mostSymbols else { throw Failure(reason: "a term is too large") }
    guard terms.depth(term) <= Self.mostDepth else { throw Failure(reason: "a term is too deep") }
    return term
  }

  /// Everything up to what cannot be part of a symbol, without spaces at the ends.
  private mutating func symbolName() -> Range<Int> {
    skipSpaces()
    let start = place
    while place < text.count, !isAtEndOfSymbol { place += 1 }
    var end = place
    while end > start && text[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return start..<end
  }

  private var isAtEndOfSymbol: Bool {
    switch text[place] {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"),
      UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    case UInt8(ascii: " "): isAt(" where ") || isAt(" with ") || isAt(" => ") || isAt(" != ")
    default: false
    }
  }

  private mutating func domain() throws(Failure) -> Domain {
    let name = String(decoding: text[symbolName()], as: UTF8.self)
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

  private func isAt(_ word: StaticString) -> Bool {
    guard place + word.utf8CodeUnitCount <= text.count else { return false }
    for (offset, byte) in UnsafeBufferPointer(
      start: word.utf8Start, count: word.utf8CodeUnitCount
    ).enumerated() where text[place + offset] != byte {
      return false
    }
    return true
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard place < text.count, text[place] == byte else { return false }
    place += 1
    skipSpaces()
    return true
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    skipSpaces()
    guard isAt(word) else { return false }
    place += word.utf8CodeUnitCount
    skipSpaces()
    return true
  }

  private mutating func expect(_ word: StaticString) throws(Failure) {
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
    while occurs.count <= variable { occurs.append(false) }
    occurs[variable] = true
    return variable
  }
}

/// The numbers of symbols by the bytes of their texts.
private struct SymbolTexts {
  private struct Entry {
    var text: [UInt8]
    var arity: Int
  }
  /// By the symbols' numbers.
  private var entries: [Entry] = []
  /// Open addressing: a symbol's number plus one, or 0.
  private var slots: [Int] = [0]

  /// Adds those that are new.
  mutating func add(from terms: ClauseTerms) {
    guard entries.count < terms.symbols.count else { return }
    for symbol in terms.symbols[entries.count...] {
      entries.append(Entry(text: Array(symbol.text.utf8), arity: symbol.arity))
    }
    var room = 64
    while room < 2 * entries.count { room *= 2 }
    slots = Array(repeating: 0, count: room)
    for (number, entry) in entries.enumerated() {
      var slot = start(entry.text, entry.text.indices, entry.arity)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = number + 1
    }
  }

  /// The number of the declared symbol whose text stands there; nil if there is none.
  func number(_ text: [UInt8], _ place: Range<Int>, arity: Int) -> Int? {
    var slot = start(text, place, arity)
    while slots[slot] != 0 {
      if isText(of: slots[slot] - 1, text, place, arity) { return slots[slot] - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isText(
    of number: Int, _ text: [UInt8], _ place: Range<Int>, _ arity: Int
  ) -> Bool {
    guard entries[number].arity == arity, entries[number].text.count == place.count else {
      return false
    }
    for offset in 0..<place.count
    where entries[number].text[offset] != text[place.lowerBound + offset] {
      return false
    }
    return true
  }

  private func start(_ text: [UInt8], _ place: Range<Int>, _ arity: Int) -> Int {
    var hash = UInt32(truncatingIfNeeded: arity)
    for index in place { hash = (hash ^ UInt32(text[index])) &* 0x0100_0193 }
    return Int(hash ^ hash >> 15) & (slots.count - 1)
  }
}

extension ProtocolModel {
  fileprivate func sort(named name: String) -> SortID? {
    sorts.firstIndex { $0.name == name }.map { SortID($0) }
  }
}
