// Clauses in the notation of models: for tests, logs and proofs.

import Terms

extension Saturator {
  func text(_ clause: Clause) -> String {
    let facts = clause.hypotheses.map { text($0) }
    let constraints = clause.constraints.map { "\(text($0.left)) != \(text($0.right))" }
    let domains = clause.domains.enumerated().compactMap { number, domain in
      domain == .any ? nil : "x\(number): \(domain)"
    }
    let premises = facts + constraints + domains
    let conclusion = text(clause.conclusion)
    return premises.isEmpty ? conclusion : premises.joined(separator: ", ") + " => " + conclusion
  }

  func text(_ term: ClauseTerm) -> String {
    let node = terms.node(term)
    switch node.symbol {
    case -1: return "x\(node.payload)"
    case -2: return "\(terms.integers[Int(node.payload)])"
    default:
      let name = terms.symbols[Int(node.symbol)].name
      let arguments = terms.arguments(of: term).map { text($0) }
      return arguments.isEmpty ? name : "\(name)(\(arguments.joined(separator: ", ")))"
    }
  }
}

extension Domain: CustomStringConvertible {
  package var description: String {
    switch kind {
    case .role, .constant, .sorted: "\(kind) \(index)"
    default: "\(kind)"
    }
  }
}
