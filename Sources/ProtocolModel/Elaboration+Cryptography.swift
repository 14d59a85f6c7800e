// The built-in cryptography: how its terms are written and what they become.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  mutating func builtin(
    _ symbol: SymbolID, _ sorts: [SortID], _ arguments: [TermSyntax], _ name: Identifier,
    _ place: TermPlace
  ) -> SortedTerm? {
    let fits = hasCount(sorts.count, arguments, name)
    guard let terms = terms(arguments, sorts, place), fits else { return nil }
    return SortedTerm(term: .apply(symbol, terms), sort: model.signature[symbol].result)
  }

  /// `hash(a, b)` is the hash of the tuple.
  mutating func digest(
    _ symbol: SymbolID, _ result: SortID, _ arguments: [TermSyntax], at span: SourceSpan,
    _ name: Identifier, _ place: TermPlace
  ) -> SortedTerm? {
    guard !arguments.isEmpty else {
      report(.wrongArgumentCount, "`\(name.text)` takes at least 1 argument", at: name.span)
      return nil
    }
    guard let content = tuple(arguments, at: span, place) else { return nil }
    return SortedTerm(term: .apply(symbol, [content]), sort: result)
  }

  mutating func encryption(
    _ arguments: [TermSyntax], at span: SourceSpan, _ name: Identifier, _ place: TermPlace
  ) -> SortedTerm? {
    let symbol =
      isDeterministic ? Signature.deterministicEncryption : Signature.randomisedEncryption
    let fits = hasCount(2, arguments, name)
    guard var terms = terms(arguments, [.message, .key], place), fits else { return nil }
    if !isDeterministic {
      guard let randomness = randomness(at: span, place) else { return nil }
      terms.append(.variable(randomness))
    }
    return SortedTerm(term: .apply(symbol, terms), sort: .message)
  }

  private mutating func randomness(at span: SourceSpan, _ place: TermPlace) -> Variable? {
    switch place.randomness {
    case .fresh:
      let variable = scope.addHidden("r", sort: .message, kind: .any)
      work.before.append((.fresh(variable), span))
      return variable
    case .wildcard: return scope.addHidden("r", sort: .message, kind: .any)
    case .refused:
      report(
        .notAPattern, "`aenc` is randomised, so no ciphertext can be named in \(place.description)",
        at: span,
        notes: ["open it with `match x as aenc(…)`, or declare `deterministic aenc`"])
      return nil
    }
  }

  mutating func signature(
    _ arguments: [TermSyntax], _ name: Identifier, _ place: TermPlace
  ) -> SortedTerm? {
    guard arguments.count == 2, place.inverse,
      case .apply(let function, let keys, let span) = arguments[1], function.text == "inverse"
    else {
      return builtin(Signature.signature, [.message, .key], arguments, name, place)
    }
    let content = term(arguments[0], place)
    guard let secret = inverse(present(keys), function, at: span, place), let content else {
      return nil
    }
    return SortedTerm(
      term: .apply(Signature.signature, [content, .variable(secret)]), sort: .message)
  }

  /// The hidden secret key that belongs to a verification key.
  private mutating func inverse(
    _ arguments: [TermSyntax], _ name: Identifier, at span: SourceSpan, _ place: TermPlace
  ) -> Variable? {
    let compared = place.with {
      $0.binds = false
      $0.wildcards = false
      $0.description = "`inverse`"
    }
    let fits = hasCount(1, arguments, name)
    guard let terms = terms(arguments, [.key], compared), fits else { return nil }
    let secret = scope.addHidden("s", sort: .key, kind: .any)
    let verification = Term.apply(Signature.verificationKey, [.variable(secret)])
    work.after.append((.require(.equal(verification, terms[0])), span))
    return secret
  }

  /// `pk(X)` of a principal is `pk(sk(X))`, `pk(X, use)` is `pk(sk(X, use))`; of anything else it
  /// is the public key that belongs to that secret key.
  mutating func publicKey(
    _ symbol: SymbolID, _ arguments: [TermSyntax], _ name: Identifier, _ place: TermPlace
  ) -> SortedTerm? {
    guard hasCount(1...2, arguments, name) else { return nil }
    if arguments.count == 2 {
      guard let key = secretKey(arguments, name, place) else { return nil }
      return SortedTerm(term: .apply(symbol, [key.term]), sort: .key)
    }
    guard let argument = sortedTerm(arguments[0], place, expecting: .message) else { return nil }
    let isPrincipal =
      argument.sort == .principal
      || place.unsortedKey == .principal && isVariable(argument.term)
    if !isPrincipal, argument.sort == .message, place.unsortedKey == .refused,
      isNamed(argument.term)
    {
      reportUnsortedKey(name, arguments[0], place)
    }
    let secret =
      isPrincipal ? Term.apply(Signature.secretKey, [argument.term]) : argument.term
    return SortedTerm(term: .apply(symbol, [secret]), sort: .key)
  }

  private func isVariable(_ term: Term) -> Bool {
    if case .variable = term { true } else { false }
  }

  private func isNamed(_ term: Term) -> Bool {
    if case .variable(let variable) = term {
      !scope.variables[variable.index].isHidden
    } else {
      false
    }
  }

  private mutating func reportUnsortedKey(
    _ name: Identifier, _ argument: TermSyntax, _ place: TermPlace
  ) {
    report(
      .sortMismatch, "`\(name.text)` has to know whether this is a principal or a secret key",
      at: argument.span,
      notes: [
        place.names == .implicit
          ? "let an event of the property have it as an argument of its own"
          : "say so where it is bound, for example `?X: Principal` or `?k: Key`"
      ])
  }

  mutating func secretKey(
    _ arguments: [TermSyntax], _ name: Identifier, _ place: TermPlace
  ) -> SortedTerm? {
    guard hasCount(1...2, arguments, name) else { return nil }
    guard let terms = terms(arguments, [.principal, .message], place) else { return nil }
    let symbol = terms.count == 1 ? Signature.secretKey : Signature.secretKeyForUse
    return SortedTerm(term: .apply(symbol, terms), sort: .key)
  }
}
