// The names that a trace file uses for what a trace holds as indices. Writing and parsing share
// nothing else.
//
// A name that stands for two things is resolved to the first: what cannot be read back as it was
// is not written (see TraceFile+Text).

import ProtocolModel
import Terms

struct TraceVocabulary {
  let model: ProtocolModel
  /// By index in the theory, each once.
  let rules: [String]
  private let symbols: [SymbolKey: SymbolID]
  private let ruleIndices: [String: Int]
  private let roles: [String: Int]
  private let sorts: [String: Int]

  private struct SymbolKey: Hashable {
    let name: String
    let arity: Int
  }

  init(_ model: ProtocolModel) {
    self.model = model
    rules = Self.labels(of: model.theory.analysisRules, model.signature)
    symbols = Dictionary(
      model.signature.symbols.enumerated().map { index, symbol in
        (SymbolKey(name: symbol.name, arity: symbol.arity), SymbolID(index))
      }, uniquingKeysWith: { first, _ in first })
    ruleIndices = Self.indices(of: rules)
    roles = Self.indices(of: model.roles.map(\.name))
    sorts = Self.indices(of: model.sorts.map(\.name))
  }

  private static func indices(of names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func symbol(_ name: String, arity: Int) -> SymbolID? {
    symbols[SymbolKey(name: name, arity: arity)]
  }

  func rule(_ label: String) -> Int? { ruleIndices[label] }
  func role(_ name: String) -> RoleID? { roles[name].map { RoleID($0) } }
  func sort(_ name: String) -> SortID? { sorts[name].map { SortID($0) } }

  // MARK: Analysis rules

  /// What a rule is called and the head of the term that it takes apart, with a number where
  /// several rules are alike: `decrypt senc`, `take apart pair 2`.
  private static func labels(of rules: [AnalysisRule], _ signature: Signature) -> [String] {
    let plain = rules.map { rule in
      let head = rule.premises.first?.headSymbol.flatMap { signature.symbol($0)?.name }
      return rule.name + (head.map { " \($0)" } ?? "")
    }
    var seen: [String: Int] = [:]
    return plain.map { label in
      seen[label, default: 0] += 1
      return plain.count { $0 == label } == 1 ? label : "\(label) \(seen[label, default: 0])"
    }
  }

  // MARK: Variables

  /// The variable's name if no other variable of the role has it, else `?` and its number.
  func label(of variable: Variable, in role: Role) -> String {
    guard let name = role.variables.at(variable.index)?.name,
      role.variables.count(where: { $0.name == name }) == 1
    else { return "?\(variable.index)" }
    return name
  }

  func variable(_ name: String, in role: Role) -> Variable? {
    let found = role.variables.indices.filter { role.variables[$0].name == name }
    return found.count == 1 ? Variable(found[0]) : nil
  }
}
