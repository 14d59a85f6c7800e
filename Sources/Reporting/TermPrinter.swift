// Terms in the model's own syntax. What the reader need not see is left out: the randomness of an
// encryption, the nesting of a tuple, and `sk` inside `pk` and `vk`, as in the language, where
// `pk(B)` stands for `pk(sk(B))`.
//
// Fresh values keep the name that the role gave them; where several values of a run would share
// a name they are numbered. So a printer belongs to one run.

import Terms

package struct TermPrinter {
  package let signature: Signature
  /// Names of a scope's variables; used for the terms of a property, which are not ground.
  package var variableNames: [String] = []
  /// Printed names of fresh values.
  private var names: [Name: String] = [:]

  package init(signature: Signature, variableNames: [String] = []) {
    self.signature = signature
    self.variableNames = variableNames
  }

  /// A printer that tells the fresh values in `terms` apart, numbering in the order of the terms.
  package init(signature: Signature, naming terms: [Term]) {
    self.init(signature: signature)
    var order: [Name] = []
    var seen: Set<Name> = []
    for term in terms { Self.collect(term, &order, &seen) }
    var count: [String: Int] = [:]
    for name in order { count[Self.base(name), default: 0] += 1 }
    var next: [String: Int] = [:]
    var taken = Set(order.filter { !Self.isFresh($0) }.map(Self.base))
    for name in order where Self.isFresh(name) {
      names[name] = Self.freeName(name, isSingle: count[Self.base(name)] == 1, &next, &taken)
    }
  }

  private static func freeName(
    _ name: Name, isSingle: Bool, _ next: inout [String: Int], _ taken: inout Set<String>
  ) -> String {
    let base = base(name)
    if isSingle && taken.insert(base).inserted { return base }
    while true {
      next[base, default: 0] += 1
      let candidate = base + String(next[base]!)
      if taken.insert(candidate).inserted { return candidate }
    }
  }

  private static func collect(_ term: Term, _ order: inout [Name], _ seen: inout Set<Name>) {
    switch term {
    case .name(let name): if seen.insert(name).inserted { order.append(name) }
    case .apply(Signature.randomisedEncryption, let arguments):
      for argument in arguments.dropLast() { collect(argument, &order, &seen) }
    case .apply(_, let arguments): for argument in arguments { collect(argument, &order, &seen) }
    case .variable, .integer: break
    }
  }

  private static func isFresh(_ name: Name) -> Bool {
    switch name {
    case .fresh, .attacker: true
    case .principal, .constant: false
    }
  }

  private static func base(_ name: Name) -> String {
    switch name {
    case .principal(let text), .constant(let text, _), .fresh(let text, _, _): text
    case .attacker: "made"
    }
  }
}

// MARK: - Printing

extension TermPrinter {
  package func text(_ term: Term) -> String { outline(of: term).text }

  /// A message: the elements of its tuple without parentheses, as after `send`.
  package func message(_ term: Term) -> String { outline(ofMessage: term).text }

  package func outline(ofMessage term: Term) -> Outline {
    .group("", Self.elements(of: term).map { outline(of: $0) }, "")
  }

  package func list(_ terms: [Term]) -> String {
    terms.map(text).joined(separator: ", ")
  }

  private func outline(of term: Term) -> Outline {
    switch term {
    case .variable(let variable):
      .word(
        variableNames.indices.contains(variable.index)
          && !variableNames[variable.index].hasPrefix("_")
          ? variableNames[variable.index] : "_")
    case .name(let name): .word(names[name] ?? Self.base(name))
    case .integer(let value): .word(String(value))
    case .apply(Signature.pair, _):
      .group("(", Self.elements(of: term).map { outline(of: $0) }, ")")
    case .apply(let symbol, []): .word(signature[symbol].name)
    case .apply(let symbol, let arguments):
      .group(
        signature[symbol].name + "(", shownArguments(symbol, arguments).map { outline(of: $0) }, ")"
      )
    }
  }

  private func shownArguments(_ symbol: SymbolID, _ arguments: [Term]) -> [Term] {
    switch symbol {
    case Signature.randomisedEncryption: Array(arguments.dropLast())
    case Signature.publicKey, Signature.verificationKey: Self.owner(ofKey: arguments[0])
    case Signature.hash, Signature.keyDerivation: Self.elements(of: arguments[0])
    default: arguments
    }
  }

  /// `X` for `sk(X)`, `X, use` for `sk(X, use)`.
  private static func owner(ofKey key: Term) -> [Term] {
    switch key {
    case .apply(Signature.secretKey, let arguments),
      .apply(Signature.secretKeyForUse, let arguments):
      arguments
    default: [key]
    }
  }

  /// The elements of a right-nested tuple; the term itself if it is none.
  package static func elements(of term: Term) -> [Term] {
    var elements: [Term] = []
    var rest = term
    while case .apply(Signature.pair, let arguments) = rest {
      elements.append(arguments[0])
      rest = arguments[1]
    }
    return elements + [rest]
  }
}
