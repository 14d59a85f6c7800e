// The analysis rules that every model has: parts of pairs and messages, and what the built-in
// cryptography gives to those who hold the key (S6.1).
//
// What has no rule here is one-way: hash, mac, kdf, pk, vk and declared functions without
// equations.

extension Theory {
  /// The theory of the built-in cryptography and of the messages of a signature, without declared
  /// equations.
  package static func builtin(for signature: Signature, deterministicEncryption: Bool) -> Theory {
    var rules = projections(of: Signature.pair, in: signature)
    for index in signature.symbols.indices where signature.symbols[index].kind == .message {
      rules += projections(of: SymbolID(index), in: signature)
    }
    rules.append(deterministicEncryption ? deterministicDecryption : randomisedDecryption)
    rules += [symmetricDecryption, messageRecovery]
    return Theory(rewriteRules: [], analysisRules: rules)
  }

  /// `f(x1, …, xn) ⊢ xi`
  private static func projections(of symbol: SymbolID, in signature: Signature) -> [AnalysisRule] {
    let arity = signature[symbol].arity
    let whole = Term.apply(symbol, (0..<arity).map { .variable(Variable($0)) })
    return (0..<arity).map {
      AnalysisRule(
        "take apart", premises: [whole], conclusion: .variable(Variable($0)), variableCount: arity)
    }
  }

  private static let message = Term.variable(Variable(0))
  private static let key = Term.variable(Variable(1))

  /// `aenc(m, pk(k), r), k ⊢ m`
  private static let randomisedDecryption = AnalysisRule(
    "decrypt",
    premises: [
      .apply(
        Signature.randomisedEncryption,
        [message, .apply(Signature.publicKey, [key]), .variable(Variable(2))]),
      key,
    ], conclusion: message, variableCount: 3)

  /// `aenc(m, pk(k)), k ⊢ m`
  private static let deterministicDecryption = AnalysisRule(
    "decrypt",
    premises: [
      .apply(
        Signature.deterministicEncryption, [message, .apply(Signature.publicKey, [key])]),
      key,
    ], conclusion: message, variableCount: 2)

  /// `senc(m, k), k ⊢ m`
  private static let symmetricDecryption = AnalysisRule(
    "decrypt", premises: [.apply(Signature.symmetricEncryption, [message, key]), key],
    conclusion: message, variableCount: 2)

  /// `sign(m, k) ⊢ m`: signatures reveal what they sign.
  private static let messageRecovery = AnalysisRule(
    "read signature", premises: [.apply(Signature.signature, [message, key])],
    conclusion: message, variableCount: 2)
}
