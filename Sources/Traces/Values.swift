// Which values a variable takes (rules S1.5, S1.6), and integer arithmetic that never traps.
//
// Only a model that says `typed` asks for the sort of a term. The sort of a name that a session
// made is the sort of the variable it was made for. The attacker's own names have the sort with
// which they are first received, and keep it.

import ProtocolModel
import Terms

/// The sorts of the names that were made during one run.
struct NameSorts: Hashable, Sendable {
  private var sorts: [Name: SortID] = [:]

  mutating func record(_ name: Name, as sort: SortID) { sorts[name] = sort }

  func sort(of term: Term, _ signature: Signature) -> SortID? {
    switch term {
    case .variable: nil
    case .integer: .integer
    case .name(.principal): .principal
    case .name(.constant(_, let sort)): sort
    case .name(let name): sorts[name]
    case .apply(let symbol, _): signature.symbol(symbol)?.result
    }
  }

  /// Whether a variable of this kind takes this term.
  func accepts(_ term: Term, as kind: VariableKind, _ signature: Signature) -> Bool {
    switch (kind, term) {
    case (.any, _), (.sorted(.message), _): true
    case (.integer, .integer), (.principal, .name(.principal)): true
    case (.constant(let sort), .name(.constant(_, let own))): sort == own
    case (.sorted(let sort), .name(.attacker)) where sort != .integer && sort != .principal:
      self.sort(of: term, signature).map { $0 == sort } ?? true
    case (.sorted(let sort), _): self.sort(of: term, signature) == sort
    default: false
    }
  }

  /// Fixes the sorts of the attacker's names among newly bound values; false if one would have
  /// two sorts.
  mutating func settle(_ values: Bindings, _ variables: [VariableInfo]) -> Bool {
    for (variable, term) in values {
      guard case .name(let name) = term, case .attacker = name,
        case .sorted(let sort)? = variables.at(variable.index)?.kind, sort != .message
      else { continue }
      if let known = sorts[name], known != sort { return false }
      sorts[name] = sort
    }
    return true
  }
}

// MARK: - Arithmetic

func add(_ left: Int, _ right: Int) throws(Refusal) -> Int {
  let (sum, overflow) = left.addingReportingOverflow(right)
  if overflow { throw Refusal("a sum does not fit 64 bits") }
  return sum
}

func multiply(_ left: Int, _ right: Int) throws(Refusal) -> Int {
  let (product, overflow) = left.multipliedReportingOverflow(by: right)
  if overflow { throw Refusal("a product does not fit 64 bits") }
  return product
}

extension LinearTerm {
  func value(_ values: Bindings) throws(Refusal) -> Int {
    var result = constant
    for summand in summands {
      guard case .integer(let value)? = values[summand.variable] else {
        throw Refusal("an expression uses a variable that is not bound to an integer")
      }
      result = try add(result, multiply(summand.coefficient, value))
    }
    return result
  }
}

extension IntegerRelation {
  func holds(_ left: Int, _ right: Int) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    }
  }
}
