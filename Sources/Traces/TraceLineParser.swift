// Parses what stands on one line of a trace file: terms and derivations by recursive descent, and
// the small words around them.
//
// The text may come from anywhere. Every name is looked up, every count compared, every number
// from 1 checked before it becomes an index, and nesting is bounded, here and thereby in
// everything that later walks over the trace.

import ProtocolModel
import Terms

struct TraceLineParser {
  let vocabulary: TraceVocabulary
  let line: Int
  private let tokens: [TraceToken]
  private var position = 0
  private var depth = 0

  /// How deep terms and derivations may nest; a tuple of n elements is n deep.
  static let deepest = 256

  init(_ text: Substring, line: Int, _ vocabulary: TraceVocabulary) throws(TraceFileError) {
    self.vocabulary = vocabulary
    self.line = line
    tokens = try traceTokens(of: text, line: line)
  }

  // MARK: Tokens

  func error(_ sentence: String) -> TraceFileError { TraceFileError(line: line, sentence) }

  func expected(_ what: String) -> TraceFileError {
    guard let token = tokens.at(position) else { return error("the line ends before \(what)") }
    return error("`\(token.text)` stands where \(what) should")
  }

  private func isNext(_ mark: Character) -> Bool {
    tokens.at(position) == mark.asciiValue.map { .mark($0) }
  }

  /// Takes the mark if it comes next.
  mutating func take(_ mark: Character) -> Bool {
    guard isNext(mark) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ mark: Character) throws(TraceFileError) {
    guard take(mark) else { throw expected("`\(mark)`") }
  }

  /// Takes the word if it comes next.
  mutating func take(word: String) -> Bool {
    guard tokens.at(position) == .word(word) else { return false }
    position += 1
    return true
  }

  mutating func expect(word: String) throws(TraceFileError) {
    guard take(word: word) else { throw expected("`\(word)`") }
  }

  /// Takes the mark and the word if both come next.
  mutating func take(_ mark: Character, _ word: String) -> Bool {
    guard isNext(mark), tokens.at(position + 1) == .word(word) else { return false }
    position += 2
    return true
  }

  /// Takes the word if it comes next and is followed by a number.
  mutating func takeBeforeNumber(_ word: String) -> Bool {
    guard tokens.at(position) == .word(word), case .number? = tokens.at(position + 1) else {
      return false
    }
    position += 1
    return true
  }

  mutating func expectArrow() throws(TraceFileError) {
    guard tokens.at(position) == .arrow else { throw expected("`->`") }
    position += 1
  }

  mutating func word(_ what: String) throws(TraceFileError) -> String {
    guard case .word(let word)? = tokens.at(position) else { throw expected(what) }
    position += 1
    return word
  }

  mutating func number(_ what: String) throws(TraceFileError) -> Int {
    guard case .number(let number)? = tokens.at(position) else { throw expected(what) }
    position += 1
    return number
  }

  /// A number from 1 as an index from 0.
  mutating func index(_ what: String) throws(TraceFileError) -> Int {
    let number = try number(what)
    guard number >= 1 else { throw error("\(what) is at least 1, not \(number)") }
    return number - 1
  }

  func expectEnd() throws(TraceFileError) {
    if position < tokens.count { throw expected("the line's end") }
  }

  /// Parts with commas between them, up to a closing mark that is taken as well.
  private mutating func list(
    until mark: Character, _ part: (inout TraceLineParser) throws(TraceFileError) -> Void
  ) throws(TraceFileError) {
    repeat { try part(&self) } while take(",")
    try expect(mark)
  }

  private mutating func nested<Result>(
    _ parse: (inout TraceLineParser) throws(TraceFileError) -> Result
  ) throws(TraceFileError) -> Result {
    guard depth < Self.deepest else {
      throw error("something is nested deeper than \(Self.deepest)")
    }
    depth += 1
    let result = try parse(&self)
    depth -= 1
    return result
  }

  // MARK: Terms

  mutating func term() throws(TraceFileError) -> Term {
    try nested { parser throws(TraceFileError) in try parser.anyTerm() }
  }

  private mutating func anyTerm() throws(TraceFileError) -> Term {
    if let atom = try publicAtom() { return atom }
    let word = try word("a term")
    if isBeforeOperand {
      switch word {
      case "new": return try freshName()
      case "own": return .name(.attacker(try index("the attacker's value")))
      default: break
      }
    }
    var arguments: [Term] = []
    if take("(") {
      try list(until: ")") { parser throws(TraceFileError) in arguments.append(try parser.term()) }
    }
    return .apply(try symbol(word, arguments.count), arguments)
  }

  /// Whether a word or a number follows, so that the word before it is no symbol.
  private var isBeforeOperand: Bool {
    switch tokens.at(position) {
    case .word, .number: true
    default: isNext("@") || isNext("#")
    }
  }

  /// An integer, a principal or a constant; nil, and nothing taken, if none comes next.
  private mutating func publicAtom() throws(TraceFileError) -> Term? {
    if case .number(let value)? = tokens.at(position) {
      position += 1
      return .integer(value)
    }
    if take("@") { return .name(.principal(try word("a principal's name"))) }
    guard take("#") else { return nil }
    let name = try word("a constant's name")
    try expect(":")
    let sort = try word("a sort")
    guard let id = vocabulary.sort(sort) else { throw error("there is no sort `\(sort)`") }
    return .name(.constant(name, id))
  }

  /// `new na 1.2`, after the first word: the second value that session 1 made.
  private mutating func freshName() throws(TraceFileError) -> Term {
    let name = try word("a variable")
    let session = try index("the session's number")
    try expect(".")
    return .name(.fresh(name, session: session, count: try index("the value's number")))
  }

  private func symbol(_ name: String, _ arity: Int) throws(TraceFileError) -> SymbolID {
    guard let symbol = vocabulary.symbol(name, arity: arity) else {
      let isOther = vocabulary.model.signature.symbols.contains { $0.name == name }
      throw error(
        isOther
          ? "`\(name)` does not take \(arity) argument\(arity == 1 ? "" : "s")"
          : "there is no symbol `\(name)`")
    }
    return symbol
  }

  // MARK: Derivations

  mutating func derivation() throws(TraceFileError) -> Derivation {
    try nested { parser throws(TraceFileError) in try parser.anyDerivation() }
  }

  private mutating func anyDerivation() throws(TraceFileError) -> Derivation {
    if let atom = try publicAtom() { return .publicValue(atom) }
    if take("[") { return try analysis() }
    let word = try word("a derivation")
    if isBeforeOperand {
      switch word {
      case "read": return .observed(try index("the read message"))
      case "own": return .invented(try index("the attacker's value"))
      case "public": return .publicValue(try term())
      case "key": return .ownKey(try term())
      case "knows": return try credential()
      default: break
      }
    }
    var inner: [Derivation] = []
    if take("(") {
      try list(until: ")") { parser throws(TraceFileError) in
        inner.append(try parser.derivation())
      }
    }
    return .apply(try symbol(word, inner.count), inner)
  }

  /// `[decrypt senc: …, …]` or `[guess]`, after the bracket.
  private mutating func analysis() throws(TraceFileError) -> Derivation {
    if take(word: "guess") {
      try expect("]")
      return .guess
    }
    var words: [String] = []
    while !isNext(":"), let token = tokens.at(position) {
      words.append(token.text)
      position += 1
    }
    try expect(":")
    let label = words.joined(separator: " ")
    guard let rule = vocabulary.rule(label) else {
      throw error("there is no rule `\(label.prefix(60))`")
    }
    var inner: [Derivation] = []
    try list(until: "]") { parser throws(TraceFileError) in
      inner.append(try parser.derivation())
    }
    let count = vocabulary.model.theory.analysisRules[rule].premises.count
    guard inner.count == count else {
      throw error("the rule `\(label)` has \(count) premises, not \(inner.count)")
    }
    return .analyse(rule, inner)
  }

  /// `knows Bank 2(B = @Mallory)`, after the first word.
  private mutating func credential() throws(TraceFileError) -> Derivation {
    let id = try role()
    let role = vocabulary.model.roles[id.index]
    let index = try index("the `knows` term")
    guard role.knows.indices.contains(index) else {
      throw error("\(role.name) has \(role.knows.count) `knows` terms, so there is none to take")
    }
    var values: [Variable: Term] = [:]
    if take("(") {
      try list(until: ")") { parser throws(TraceFileError) in
        let variable = try parser.variable(of: role)
        try parser.expect("=")
        guard values.updateValue(try parser.term(), forKey: variable) == nil else {
          throw parser.error("a variable of \(role.name) has two values")
        }
      }
    }
    return .credential(id, index: index, values: values)
  }

  private mutating func variable(of role: Role) throws(TraceFileError) -> Variable {
    if take("?") {
      let index = try number("a variable's number")
      guard role.variables.indices.contains(index) else {
        throw error("\(role.name) has no variable ?\(index)")
      }
      return Variable(index)
    }
    let name = try word("a variable")
    guard let variable = vocabulary.variable(name, in: role) else {
      throw error("\(role.name) has no variable `\(name)` or several of this name")
    }
    return variable
  }

  mutating func role() throws(TraceFileError) -> RoleID {
    let name = try word("a role")
    guard let role = vocabulary.role(name) else { throw error("there is no role `\(name)`") }
    return role
  }
}
