// Clauses as certificates have them (docs/certificates.md): for proofs, and for saying what could
// not be proved.

import ProtocolModel
import Terms

/// What domains are called.
struct DomainNames {
  private let roles: [String]
  private let sorts: [String]

  init(_ model: ProtocolModel) {
    roles = model.roles.map(\.name)
    sorts = model.sorts.map(\.name)
  }

  func text(_ domain: Domain) -> String {
    switch domain.kind {
    case .any: "everything"
    case .notDishonest: "other"
    case .integer: "integer"
    case .principal: "principal"
    case .honest: "honest"
    case .dishonest: "dishonest"
    case .session: "session"
    case .role: "role \(roles[Int(domain.index)])"
    case .constant: "constant \(sorts[Int(domain.index)])"
    case .sorted: "sort \(sorts[Int(domain.index)])"
    }
  }
}

extension Saturator {
  func text(_ clause: Clause) -> String {
    var writer = ClauseWriter(terms, names)
    return writer.text(clause)
  }

  /// The clauses of the set.
  var texts: [String] {
    var writer = ClauseWriter(terms, names)
    return kept.map { writer.text($0) }
  }

  func text(_ term: ClauseTerm) -> String {
    var writer = ClauseWriter(terms, names)
    return writer.text(term)
  }
}

/// Writes clauses one after the other. Certificates have thousands, so a text is appended to, and
/// what is noted of terms stands in arrays by their indices.
private struct ClauseWriter {
  private let terms: ClauseTerms
  private let names: DomainNames
  /// The names of the symbols.
  private let symbols: [[UInt8]]
  private var text: [UInt8] = []
  /// How often a clause has a term: terms that it has several times are written once and named, as
  /// terms of terms would fill pages.
  private var counts: [Int32]
  /// The numbers that these are named by; -1: none.
  private var numbers: [Int32]
  /// The terms of the clause, each after those that it has.
  private var completed: [ClauseTerm] = []

  init(_ terms: ClauseTerms, _ names: DomainNames) {
    self.terms = terms
    self.names = names
    symbols = terms.symbols.map { Array($0.name.utf8) }
    counts = Array(repeating: 0, count: terms.nodes.count)
    numbers = Array(repeating: -1, count: terms.nodes.count)
  }

  mutating func text(_ term: ClauseTerm) -> String {
    text.removeAll(keepingCapacity: true)
    append(term)
    return String(decoding: text, as: UTF8.self)
  }

  mutating func text(_ clause: Clause) -> String {
    text.removeAll(keepingCapacity: true)
    if clause.isSettled { write("settled: ") }
    count(clause)
    appendNames()
    for (place, fact) in clause.hypotheses.enumerated() {
      if place > 0 { write("; ") }
      if place == clause.selected { write("[") }
      append(fact)
      if place == clause.selected { write("]") }
    }
    if !clause.hypotheses.isEmpty { write(" ") }
    appendConstraints(clause.constraints)
    appendDomains(clause.domains)
    write("=> ")
    append(clause.conclusion)
    for term in completed {
      counts[Int(term.index)] = 0
      numbers[Int(term.index)] = -1
    }
    completed.removeAll(keepingCapacity: true)
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func write(_ word: StaticString) {
    text += UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
  }

  private mutating func write(_ number: Int) {
    if (0..<10).contains(number) {
      text.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      text += String(number).utf8
    }
  }

  // MARK: Names

  private mutating func count(_ clause: Clause) {
    count(clause.conclusion)
    for fact in clause.hypotheses { count(fact) }
    for constraint in clause.constraints {
      for side in [constraint.left, constraint.right] where terms.node(side).arity > 0 {
        count(side)
      }
    }
  }

  private mutating func count(_ term: ClauseTerm) {
    counts[Int(term.index)] += 1
    if counts[Int(term.index)] != 1 { return }
    let node = terms.node(term)
    for position in 0..<node.arity {
      let argument = terms.argument(position, of: node)
      if terms.node(argument).arity > 0 { count(argument) }
    }
    completed.append(term)
  }

  private mutating func appendNames() {
    var next: Int32 = 0
    for term in completed where counts[Int(term.index)] > 1 {
      write(next == 0 ? "let $" : "; $")
      write(Int(next))
      write(" = ")
      appendBody(of: term)
      numbers[Int(term.index)] = next
      next += 1
    }
    if next > 0 { write(" in ") }
  }

  // MARK: Parts

  private mutating func appendConstraints(_ constraints: [Disequality]) {
    for (place, constraint) in constraints.enumerated() {
      write(place == 0 ? "where " : "; ")
      append(constraint.left)
      write(" != ")
      append(constraint.right)
    }
    if !constraints.isEmpty { write(" ") }
  }

  private mutating func appendDomains(_ domains: [Domain]) {
    var isFirst = true
    for (number, domain) in domains.enumerated() where domain != .any {
      write(isFirst ? "with ?" : "; ?")
      write(Int(number))
      write(": ")
      text += names.text(domain).utf8
      isFirst = false
    }
    if !isFirst { write(" ") }
  }

  private mutating func append(_ term: ClauseTerm) {
    let number = numbers[Int(term.index)]
    if number < 0 { return appendBody(of: term) }
    write("$")
    write(Int(number))
  }

  private mutating func appendBody(of term: ClauseTerm) {
    let node = terms.node(term)
    switch node.symbol {
    case -1:
      write("?")
      write(Int(node.payload))
    case -2: write(terms.integers[Int(node.payload)])
    default:
      text += symbols[Int(node.symbol)]
      if node.arity == 0 { return }
      for position in 0..<node.arity {
        write(position == 0 ? "(" : ", ")
        append(terms.argument(position, of: node))
      }
      write(")")
    }
  }
}
