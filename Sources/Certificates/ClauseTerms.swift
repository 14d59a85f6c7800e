// The terms of certificates. Equal terms are one term, so that a checker that does nothing cleverly
// still compares quickly; otherwise this is plain, and shares nothing with the engines.
//
// Hot: most of a check reads and makes terms. So a term is a record of integers and its arguments
// stand in one array: an enumeration with an array of arguments for each term and a dictionary from
// those to terms took four times as long to check the classics.

import Terms

/// Names a term of one `ClauseTerms`.
package struct ClauseTerm: Hashable, Sendable {
  let index: Int32
  init(index: Int) { self.index = Int32(index) }
}

/// A symbol, known by its text and its number of arguments (docs/certificates.md, "Words").
package struct ClauseSymbol: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A function of the signature that is neither a tuple's, nor a message's, nor a constant.
    case function
    /// A tuple's or a message's: equivalent to its arguments.
    case data
    /// A constant that everybody knows.
    case constant
    case principal(isDishonest: Bool)
    /// Values that a session makes; the first so many arguments determine the others.
    case fresh(identifiers: Int)
    /// The attacker's own values.
    case own
    /// Where an event stands.
    case place
    case predicate(Predicate)
  }

  package enum Predicate: Hashable, Sendable {
    case knows
    case sees
    /// `message`, `entry`, `at`, `event`: nothing is special about them.
    case plain
    /// `happened` and `step`; the last so many arguments determine the others (0: nothing is
    /// determined).
    case happened(identifiers: Int)
    case revealed
    /// An event before which others have to happen.
    case link
    case violated
    case claim
    case triggered
  }

  package var text: String
  package var arity: Int
  package var kind: Kind
  /// The sort of its applications; `message` for predicates and places.
  package var result: SortID

  package init(_ text: String, _ arity: Int, _ kind: Kind, result: SortID = .message) {
    self.text = text
    self.arity = arity
    self.kind = kind
    self.result = result
  }
}

/// Which symbols something has, as far as two hashes of their numbers tell.
struct SymbolMask: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init() {}

  init(_ symbol: Int) {
    low = 1 << UInt64(symbol & 63)
    high = 1 << UInt64(UInt32(truncatingIfNeeded: symbol) &* 0x9E37_79B1 >> 26)
  }

  mutating func add(_ other: SymbolMask) {
    low |= other.low
    high |= other.high
  }

  func isContained(in other: SymbolMask) -> Bool {
    low & ~other.low == 0 && high & ~other.high == 0
  }
}

package struct ClauseTerms: Sendable {
  package enum Node: Hashable, Sendable {
    case variable(Int)
    case integer(Int)
    /// A symbol's number and its arguments.
    case apply(Int, [ClauseTerm])
  }

  /// What a term starts with.
  enum Head: Equatable {
    case variable(Int)
    case integer(Int)
    /// By the symbol's number.
    case symbol(Int)
  }

  private struct Key: Hashable {
    var text: String
    var arity: Int
  }

  private struct Record {
    /// A symbol's number; -1: a variable, -2: an integer.
    var symbol: Int32
    /// Where the arguments start.
    var first: Int32 = 0
    var arity: Int32 = 0
    var depth: Int32 = 1
    var isGround: Bool
    var hash: UInt32
    var size = 1
    var symbols = SymbolMask()
    /// Of a variable or an integer.
    var value = 0
  }

  package private(set) var symbols: [ClauseSymbol] = []
  /// Of the symbols: to be read without their texts.
  private var kinds: [ClauseSymbol.Kind] = []
  private var numbers: [Key: Int] = [:]
  private var records: [Record] = []
  private var arguments: [ClauseTerm] = []
  private var variables: [ClauseTerm?] = []
  /// Arguments of terms that are being made.
  private var pending: [ClauseTerm] = []
  /// Open addressing by hashes: a term's index plus one, or 0.
  private var slots: [Int32] = Array(repeating: 0, count: 512)

  package init() {}

  // MARK: Reading

  package subscript(term: ClauseTerm) -> Node {
    switch head(term) {
    case .variable(let number): .variable(number)
    case .integer(let value): .integer(value)
    case .symbol(let symbol): .apply(symbol, arguments(term))
    }
  }

  func head(_ term: ClauseTerm) -> Head {
    let record = records[Int(term.index)]
    return switch record.symbol {
    case -1: .variable(record.value)
    case -2: .integer(record.value)
    default: .symbol(Int(record.symbol))
    }
  }

  /// Whether no variable occurs in the term.
  package func isGround(_ term: ClauseTerm) -> Bool { records[Int(term.index)].isGround }

  /// How many symbols, variables and integers it has, up to 2³¹.
  package func size(_ term: ClauseTerm) -> Int { records[Int(term.index)].size }

  /// How deeply the term nests: 1 for a variable.
  func depth(_ term: ClauseTerm) -> Int { Int(records[Int(term.index)].depth) }

  func symbolMask(_ term: ClauseTerm) -> SymbolMask { records[Int(term.index)].symbols }

  /// How many terms there are.
  var count: Int { records.count }

  /// The symbol that a term starts with; nil for variables and integers.
  package func symbol(_ term: ClauseTerm) -> ClauseSymbol? {
    let symbol = records[Int(term.index)].symbol
    return symbol < 0 ? nil : symbols[Int(symbol)]
  }

  /// What kind of symbol a term starts with; nil for variables and integers.
  func kind(_ term: ClauseTerm) -> ClauseSymbol.Kind? {
    let symbol = records[Int(term.index)].symbol
    return symbol < 0 ? nil : kinds[Int(symbol)]
  }

  func arity(_ term: ClauseTerm) -> Int { Int(records[Int(term.index)].arity) }

  func argument(_ place: Int, of term: ClauseTerm) -> ClauseTerm {
    let record = records[Int(term.index)]
    precondition(place < record.arity, "a term has its arguments")
    return arguments[Int(record.first) + place]
  }

  package func arguments(_ term: ClauseTerm) -> [ClauseTerm] {
    let record = records[Int(term.index)]
    return Array(arguments[Int(record.first)..<Int(record.first + record.arity)])
  }

  /// The number of a variable; nil for other terms.
  package func variable(_ term: ClauseTerm) -> Int? {
    let record = records[Int(term.index)]
    return record.symbol == -1 ? record.value : nil
  }

  package func predicate(_ fact: ClauseTerm) -> ClauseSymbol.Predicate {
    guard case .predicate(let predicate)? = kind(fact) else {
      preconditionFailure("a fact starts with a predicate")
    }
    return predicate
  }

  // MARK: Variables

  /// Larger terms may have parts that occur very often: values that a session makes contain those
  /// that it made before. Each part of such a term is looked at once.
  static let mostWalked = 256

  /// The variables of a term in the order of their first occurrence.
  package func variables(_ term: ClauseTerm) -> [Int] {
    var found: [Int] = []
    collectVariables(term, &found)
    return found
  }

  /// Adds those that are not there.
  func collectVariables(_ term: ClauseTerm, _ found: inout [Int]) {
    if size(term) > Self.mostWalked {
      var seen: Set<ClauseTerm> = []
      collectVariables(ofLarge: term, &found, &seen)
    } else {
      collectVariables(ofSmall: term, &found)
    }
  }

  private func collectVariables(ofSmall term: ClauseTerm, _ found: inout [Int]) {
    let record = records[Int(term.index)]
    if record.symbol == -1, !found.contains(record.value) { found.append(record.value) }
    if record.isGround { return }
    for place in record.first..<(record.first + record.arity) {
      collectVariables(ofSmall: arguments[Int(place)], &found)
    }
  }

  private func collectVariables(
    ofLarge term: ClauseTerm, _ found: inout [Int], _ seen: inout Set<ClauseTerm>
  ) {
    if isGround(term) || !seen.insert(term).inserted { return }
    if let number = variable(term), !found.contains(number) { found.append(number) }
    for argument in arguments(term) { collectVariables(ofLarge: argument, &found, &seen) }
  }

  // MARK: Making

  /// Declares a symbol; the same text and number of arguments give the same symbol.
  ///
  /// - Returns: its number.
  package mutating func declare(_ symbol: ClauseSymbol) -> Int {
    let key = Key(text: symbol.text, arity: symbol.arity)
    if let number = numbers[key] {
      precondition(symbols[number] == symbol, "a symbol has one meaning")
      return number
    }
    symbols.append(symbol)
    kinds.append(symbol.kind)
    numbers[key] = symbols.count - 1
    return symbols.count - 1
  }

  /// The number of a declared symbol; nil if there is none.
  package func number(_ text: String, arity: Int) -> Int? {
    numbers[Key(text: text, arity: arity)]
  }

  package mutating func variable(_ number: Int) -> ClauseTerm {
    while variables.count <= number { variables.append(nil) }
    if let term = variables[number] { return term }
    let term = ClauseTerm(index: records.count)
    records.append(Record(symbol: -1, isGround: false, hash: 0, value: number))
    variables[number] = term
    return term
  }

  package mutating func integer(_ value: Int) -> ClauseTerm {
    let hash = Self.mix(0x51ED_270B, UInt32(truncatingIfNeeded: value ^ value >> 32))
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let record = records[Int(slots[slot]) - 1]
      if record.symbol == -2, record.value == value {
        return ClauseTerm(index: Int(slots[slot]) - 1)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(Record(symbol: -2, isGround: true, hash: hash, value: value), at: slot)
  }

  package mutating func apply(_ symbol: Int, _ list: [ClauseTerm]) -> ClauseTerm {
    apply(symbol, list[...])
  }

  mutating func apply(_ symbol: Int, _ list: ArraySlice<ClauseTerm>) -> ClauseTerm {
    precondition(symbols[symbol].arity == list.count, "a symbol has its arguments")
    let first = arguments.count
    arguments += list
    return applyToLast(symbol, from: first)
  }

  /// The term with each argument replaced.
  mutating func rebuild(
    _ term: ClauseTerm, _ part: (ClauseTerm, inout ClauseTerms) -> ClauseTerm
  ) -> ClauseTerm {
    let record = records[Int(term.index)]
    let base = pending.count
    for place in record.first..<(record.first + record.arity) {
      let replaced = part(arguments[Int(place)], &self)
      pending.append(replaced)
    }
    let first = arguments.count
    for place in base..<pending.count { arguments.append(pending[place]) }
    pending.removeLast(pending.count - base)
    return applyToLast(Int(record.symbol), from: first)
  }

  /// Applies a symbol to the arguments from `first` on, which stay only if the term is new.
  private mutating func applyToLast(_ symbol: Int, from first: Int) -> ClauseTerm {
    var hash = Self.mix(0x27D4_EB2F, UInt32(truncatingIfNeeded: symbol))
    for place in first..<arguments.count {
      hash = Self.mix(hash, UInt32(bitPattern: arguments[place].index))
    }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if records[index].hash == hash, records[index].symbol == symbol, isLast(index, first) {
        arguments.removeLast(arguments.count - first)
        return ClauseTerm(index: index)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    var record = Record(
      symbol: Int32(symbol), first: Int32(first), arity: Int32(arguments.count - first),
      isGround: true, hash: hash, symbols: SymbolMask(symbol))
    for place in first..<arguments.count {
      let part = records[Int(arguments[place].index)]
      record.isGround = record.isGround && part.isGround
      record.size = min(record.size + part.size, 1 << 31)
      record.depth = max(record.depth, part.depth + 1)
      record.symbols.add(part.symbols)
    }
    return insert(record, at: slot)
  }

  private func isLast(_ index: Int, _ first: Int) -> Bool {
    let record = records[index]
    guard Int(record.arity) == arguments.count - first else { return false }
    for place in 0..<Int(record.arity)
    where arguments[Int(record.first) + place] != arguments[first + place] {
      return false
    }
    return true
  }

  private mutating func insert(_ record: Record, at slot: Int) -> ClauseTerm {
    records.append(record)
    slots[slot] = Int32(records.count)
    if records.count * 2 > slots.count { makeRoom() }
    return ClauseTerm(index: records.count - 1)
  }

  private mutating func makeRoom() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, record) in records.enumerated() where record.symbol != -1 {
      var slot = Int(record.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }

  private static func mix(_ hash: UInt32, _ value: UInt32) -> UInt32 {
    let mixed = (hash ^ value) &* 0x85EB_CA6B
    return mixed ^ mixed >> 13
  }

  // MARK: Parts

  /// All terms that occur in these, each once.
  func parts(of terms: [ClauseTerm]) -> [ClauseTerm] {
    var parts: [ClauseTerm] = []
    var seen: Set<ClauseTerm> = []
    var open = Array(terms.reversed())
    while let term = open.popLast() {
      guard seen.insert(term).inserted else { continue }
      parts.append(term)
      open += arguments(term).reversed()
    }
    return parts
  }

  /// The term with each variable replaced, each part of a large term once.
  package mutating func replacing(
    _ term: ClauseTerm, _ value: (Int, inout ClauseTerms) -> ClauseTerm
  ) -> ClauseTerm {
    if size(term) <= Self.mostWalked { return replacing(inSmall: term, value) }
    var known: [ClauseTerm: ClauseTerm] = [:]
    return replacing(term, &known, value)
  }

  private mutating func replacing(
    inSmall term: ClauseTerm, _ value: (Int, inout ClauseTerms) -> ClauseTerm
  ) -> ClauseTerm {
    if isGround(term) { return term }
    if let number = variable(term) { return value(number, &self) }
    return rebuild(term) { part, terms in terms.replacing(inSmall: part, value) }
  }

  private mutating func replacing(
    _ term: ClauseTerm, _ known: inout [ClauseTerm: ClauseTerm],
    _ value: (Int, inout ClauseTerms) -> ClauseTerm
  ) -> ClauseTerm {
    if isGround(term) { return term }
    if let replaced = known[term] { return replaced }
    let result: ClauseTerm
    if let number = variable(term) {
      result = value(number, &self)
    } else {
      result = rebuild(term) { part, terms in terms.replacing(part, &known, value) }
    }
    known[term] = result
    return result
  }
}
