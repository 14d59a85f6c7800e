// Terms in the notation of models: for tests, logs and reports.

extension Term {
  /// The term as a model would write it: nested pairs as one tuple, `aenc` with its randomness.
  ///
  /// - Parameter name: what a variable is called.
  package func description(in signature: Signature, _ name: (Variable) -> String) -> String {
    switch self {
    case .variable(let variable): return name(variable)
    case .name(let value): return value.description
    case .integer(let value): return String(value)
    case .apply(Signature.pair, _):
      let elements = tupleElements.map { $0.description(in: signature, name) }
      return "(" + elements.joined(separator: ", ") + ")"
    case .apply(let symbol, let arguments):
      guard !arguments.isEmpty else { return signature[symbol].name }
      let list = arguments.map { $0.description(in: signature, name) }
      return signature[symbol].name + "(" + list.joined(separator: ", ") + ")"
    }
  }

  /// The elements of a right-nested tuple; of anything else the term itself.
  package var tupleElements: [Term] {
    guard case .apply(Signature.pair, let parts) = self, parts.count == 2 else { return [self] }
    return [parts[0]] + parts[1].tupleElements
  }
}

extension Name: CustomStringConvertible {
  package var description: String {
    switch self {
    case .principal(let name), .constant(let name, _): name
    case .fresh(let name, let session, let count): "\(name)#\(session).\(count)"
    case .attacker(let number): "attacker#\(number)"
    }
  }
}
