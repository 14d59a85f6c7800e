// Terms of a model as the user would write them, for diagnostics: `pk(B)` for `pk(sk(B))`, no
// randomness, `_` for what has no name.

import Terms

/// Writes the terms of one scope.
package struct TermText {
  package var signature: Signature
  package var variables: [VariableInfo]
  /// What to write for variables that stand for something the user wrote otherwise, such as the
  /// key in `inverse(k)`.
  package var aliases: [Variable: String] = [:]

  package init(signature: Signature, variables: [VariableInfo]) {
    self.signature = signature
    self.variables = variables
  }

  package func callAsFunction(_ term: Term) -> String {
    switch term {
    case .variable(let variable): name(variable)
    case .name(let name): Self.text(name)
    case .integer(let value): String(value)
    case .apply(let symbol, let arguments): application(symbol, arguments)
    }
  }

  package func name(_ variable: Variable) -> String {
    if let alias = aliases[variable] { return alias }
    guard variable.index < variables.count, !variables[variable.index].isHidden else { return "_" }
    return variables[variable.index].name
  }

  private static func text(_ name: Name) -> String {
    switch name {
    case .principal(let name), .constant(let name, _), .fresh(let name, session: _, count: _): name
    case .attacker(let number): "attacker's value \(number)"
    }
  }

  private func application(_ symbol: SymbolID, _ arguments: [Term]) -> String {
    let name = signature[symbol].name
    switch (symbol, arguments.first) {
    case (Signature.pair, _): return "(" + elements(of: .apply(symbol, arguments)) + ")"
    case (Signature.randomisedEncryption, _):
      return "\(name)(\(list(Array(arguments.prefix(2)))))"
    case (Signature.publicKey, .apply(Signature.secretKey, let owner)),
      (Signature.publicKey, .apply(Signature.secretKeyForUse, let owner)),
      (Signature.verificationKey, .apply(Signature.secretKey, let owner)),
      (Signature.verificationKey, .apply(Signature.secretKeyForUse, let owner)):
      return "\(name)(\(list(owner)))"
    case (Signature.hash, _), (Signature.keyDerivation, _):
      return "\(name)(\(elements(of: arguments[0])))"
    default: return arguments.isEmpty ? name : "\(name)(\(list(arguments)))"
    }
  }

  private func list(_ terms: [Term]) -> String { terms.map(callAsFunction).joined(separator: ", ") }

  /// A tuple without its parentheses.
  private func elements(of term: Term) -> String {
    var parts: [Term] = []
    var rest = term
    while case .apply(Signature.pair, let pair) = rest {
      parts.append(pair[0])
      rest = pair[1]
    }
    return list(parts + [rest])
  }
}
