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
    var parts: [String] = []
    if clause.isSettled { parts.append("settled:") }
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
    append(term, to: &text)
    return text
  }

  private func append(_ term: ClauseTerm, to text: inout String) {
    let node = terms.node(term)
    switch node.symbol {
    case -1: text += "?\(node.payload)"
    case -2: text += "\(terms.integers[Int(node.payload)])"
    default:
      text += terms.symbols[Int(node.symbol)].name
      if node.arity == 0 { return }
      for position in 0..<node.arity {
        text += position == 0 ? "(" : ", "
        append(terms.argument(position, of: node), to: &text)
      }
      text += ")"
    }
  }
}
