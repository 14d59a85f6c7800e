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
    case .integer, .principal, .honest, .dishonest, .session: "\(domain.kind)"
    case .role: "role \(roles[Int(domain.index)])"
    case .constant: "constant \(sorts[Int(domain.index)])"
    case .sorted: "sort \(sorts[Int(domain.index)])"
    }
  }
}

extension Saturator {
  func text(_ clause: Clause) -> String {
    let shared = SharedTerms(of: clause, terms)
    func text(_ term: ClauseTerm) -> String {
      var text = ""
      append(term, shared, to: &text)
      return text
    }
    var parts: [String] = []
    if clause.isSettled { parts.append("settled:") }
    if !shared.order.isEmpty {
      let names = shared.order.enumerated().map { "$\($0) = \(body(of: $1, shared))" }
      parts.append("let \(names.joined(separator: "; ")) in")
    }
    let hypotheses = clause.hypotheses.enumerated().map { place, fact in
      place == clause.selected ? "[\(text(fact))]" : text(fact)
    }
    if !hypotheses.isEmpty { parts.append(hypotheses.joined(separator: "; ")) }
    if !clause.constraints.isEmpty {
      let constraints = clause.constraints.map { "\(text($0.left)) != \(text($0.right))" }
      parts.append("where " + constraints.joined(separator: "; "))
    }
    let domains = clause.domains.enumerated().compactMap { number, domain in
      domain == .any ? nil : "?\(number): \(names.text(domain))"
    }
    if !domains.isEmpty { parts.append("with " + domains.joined(separator: "; ")) }
    parts.append("=> " + text(clause.conclusion))
    return parts.joined(separator: " ")
  }

  func text(_ term: ClauseTerm) -> String {
    var text = ""
    append(term, SharedTerms(), to: &text)
    return text
  }

  private func append(_ term: ClauseTerm, _ shared: SharedTerms, to text: inout String) {
    if let name = shared.names[term] {
      text += "$\(name)"
    } else {
      text += body(of: term, shared)
    }
  }

  private func body(of term: ClauseTerm, _ shared: SharedTerms) -> String {
    let node = terms.node(term)
    switch node.symbol {
    case -1: return "?\(node.payload)"
    case -2: return "\(terms.integers[Int(node.payload)])"
    default:
      var text = terms.symbols[Int(node.symbol)].name
      if node.arity == 0 { return text }
      for position in 0..<node.arity {
        text += position == 0 ? "(" : ", "
        append(terms.argument(position, of: node), shared, to: &text)
      }
      return text + ")"
    }
  }
}

/// The terms that a clause has several times: they are written once and named, as terms of terms
/// would fill pages.
private struct SharedTerms {
  /// Each after those that it has.
  private(set) var order: [ClauseTerm] = []
  private(set) var names: [ClauseTerm: Int] = [:]

  init() {}

  init(of clause: Clause, _ terms: ClauseTerms) {
    var counts: [ClauseTerm: Int] = [:]
    var completed: [ClauseTerm] = []
    func visit(_ term: ClauseTerm) {
      counts[term, default: 0] += 1
      if counts[term] != 1 { return }
      for argument in terms.arguments(of: term) where terms.node(argument).arity > 0 {
        visit(argument)
      }
      completed.append(term)
    }
    for fact in [clause.conclusion] + clause.hypotheses { visit(fact) }
    for constraint in clause.constraints {
      for side in [constraint.left, constraint.right] where terms.node(side).arity > 0 {
        visit(side)
      }
    }
    for term in completed where counts[term, default: 0] > 1 {
      names[term] = order.count
      order.append(term)
    }
  }
}
