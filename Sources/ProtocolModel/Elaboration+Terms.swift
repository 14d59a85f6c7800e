// Terms: from names and applications to terms of the signature, with their sorts.
//
// One walk serves every place that a term can stand in; what the place allows is its `TermPlace`.
// Errors leave a term out (nil) but never stop the walk, so that all of them are found at once.

import Diagnostics
import ProtocolLanguage
import Terms

/// A term and what is known about its sort.
struct SortedTerm {
  var term: Term
  var sort: SortID
}

extension Elaborator {
  /// Elaborates a term that stands where `expected` is asked for.
  mutating func term(
    _ syntax: TermSyntax, _ place: TermPlace, expecting expected: SortID = .message
  ) -> Term? {
    guard let result = sortedTerm(syntax, place, expecting: expected) else { return nil }
    // The sort of what binds was compared when the role's variables were declared.
    if !syntax.binds { check(result.sort, against: expected, at: syntax.span) }
    if let role = scope.role { termSpans.record(result.term, at: syntax.span, in: role) }
    return result.term
  }

  mutating func sortedTerm(
    _ syntax: TermSyntax, _ place: TermPlace, expecting expected: SortID
  ) -> SortedTerm? {
    switch syntax {
    case .bind(let name, _, let span): return binder(name, at: span, place)
    case .name(let name): return named(name, place, expecting: expected)
    case .wildcard(let span): return wildcard(at: span, place, expecting: expected)
    case .integer(let value, _): return SortedTerm(term: .integer(value), sort: .integer)
    case .apply(let name, let arguments, let span):
      return application(of: name, to: present(arguments), at: span, place)
    case .tuple(let elements, let span):
      guard let tuple = tuple(present(elements), at: span, place) else { return nil }
      return SortedTerm(term: tuple, sort: .message)
    case .arithmetic, .negated: return arithmeticTerm(syntax, place)
    case .sum(_, _, _, let span):
      report(.notAPattern, "`sum` stands in invariants only", at: span)
      return nil
    }
  }

  /// The right-nested tuple of some elements; one element is itself.
  mutating func tuple(_ elements: [TermSyntax], at span: SourceSpan, _ place: TermPlace) -> Term? {
    guard !elements.isEmpty else {
      report(
        .wrongArgumentCount, "nothing is left of this", at: span,
        notes: ["every element has a `when` that does not hold"])
      return nil
    }
    let terms = elements.map { term($0, place) }
    return allOrNone(terms).map(Term.tuple)
  }

  /// Elaborates arguments against the sorts of their places.
  mutating func terms(
    _ arguments: [TermSyntax], _ sorts: [SortID], _ place: TermPlace
  ) -> [Term]? {
    var terms: [Term?] = []
    for (index, argument) in arguments.enumerated() {
      terms.append(
        term(argument, place, expecting: index < sorts.count ? sorts[index] : .message))
    }
    return allOrNone(terms)
  }
}

extension TermSyntax {
  fileprivate var binds: Bool {
    if case .bind = self { true } else { false }
  }
}

/// All values, or nil if one is missing.
func allOrNone<Value>(_ values: [Value?]) -> [Value]? {
  let found = values.compactMap { $0 }
  return found.count == values.count ? found : nil
}

// MARK: - Names

extension Elaborator {
  private mutating func named(
    _ name: Identifier, _ place: TermPlace, expecting expected: SortID
  ) -> SortedTerm? {
    if let variable = scope.slots[name.text] {
      guard place.names != .bound || isBound(variable, name) else { return nil }
      return SortedTerm(term: .variable(variable), sort: scope.sort(of: variable))
    }
    if let constant = constants[name.text] {
      return SortedTerm(term: constant.term, sort: constant.sort)
    }
    if let constructor = constructors[name.text] {
      let arguments = counted(constructor.parameters.count, "argument")
      report(.wrongArgumentCount, "`\(name.text)` takes \(arguments)", at: name.span)
      return nil
    }
    if place.names == .implicit {
      let kind: VariableKind = expected == .integer ? .integer : .any
      let variable = scope.add(name.text, sort: expected, kind: kind)
      return SortedTerm(term: .variable(variable), sort: expected)
    }
    if let role = scope.role, place.names == .bound,
      let finding = missingValue(
        name, in: roleSyntax[role.index], among: roleSyntax, isOn: { [self] in isOn($0) })
    {
      diagnostics.append(finding)
      return nil
    }
    let names = Array(scope.slots.keys) + Array(constants.keys)
    let what = place.unknownName == .unboundExcuse ? "variable in the property" : "variable"
    reportUnknown(place.unknownName, what, name, among: names)
    return nil
  }

  private mutating func isBound(_ variable: Variable, _ name: Identifier) -> Bool {
    if scope.isUnreachable || scope.bound.contains(variable) || scope.pending.contains(variable) {
      return true
    }
    report(
      .notBound, "`\(name.text)` is not bound here", at: name.span,
      notes: [
        "write `?\(name.text)` in a pattern to bind it; a state carries only what every path "
          + "into it has bound"
      ])
    return false
  }

  private mutating func binder(
    _ name: Identifier, at span: SourceSpan, _ place: TermPlace
  ) -> SortedTerm? {
    guard place.binds else {
      report(
        .notAPattern, "`?\(name.text)` cannot bind in \(place.description)", at: span,
        notes: place.names == .implicit ? ["plain names are variables here"] : [])
      return nil
    }
    guard let variable = scope.slots[name.text] else { return nil }
    if !scope.bindersSeen.insert(variable).inserted {
      report(
        .alreadyBound, "`?\(name.text)` stands twice in this pattern", at: span,
        notes: ["write `\(name.text)` the second time to compare"])
    } else if scope.bound.contains(variable), !scope.isUnreachable {
      report(
        .alreadyBound, "`\(name.text)` is bound already", at: span,
        notes: ["write `\(name.text)` to compare, or choose another name"])
    }
    return SortedTerm(term: .variable(variable), sort: scope.sort(of: variable))
  }

  private mutating func wildcard(
    at span: SourceSpan, _ place: TermPlace, expecting expected: SortID
  ) -> SortedTerm? {
    guard place.wildcards else {
      report(.wildcardNotAllowed, "`_` has no value in \(place.description)", at: span)
      return nil
    }
    let variable = scope.addHidden(sort: expected, kind: wildcardKind(of: expected))
    return SortedTerm(term: .variable(variable), sort: expected)
  }
}

// MARK: - Applications

extension Elaborator {
  private mutating func application(
    of name: Identifier, to arguments: [TermSyntax], at span: SourceSpan, _ place: TermPlace
  ) -> SortedTerm? {
    switch name.text {
    case "aenc": return encryption(arguments, at: span, name, place)
    case "senc":
      return builtin(Signature.symmetricEncryption, [.message, .message], arguments, name, place)
    case "mac": return builtin(Signature.mac, [.message, .message], arguments, name, place)
    case "sign": return signature(arguments, name, place)
    case "hash": return digest(Signature.hash, .message, arguments, at: span, name, place)
    case "kdf": return digest(Signature.keyDerivation, .key, arguments, at: span, name, place)
    case "pk": return publicKey(Signature.publicKey, arguments, name, place)
    case "vk": return publicKey(Signature.verificationKey, arguments, name, place)
    case "sk": return secretKey(arguments, name, place)
    case "inverse":
      report(
        .notAPattern, "`inverse` stands only as the key of `sign` in a pattern", at: span,
        notes: ["`sign(p, inverse(k))` matches a signature that k verifies"])
      return nil
    case "dishonest", "revealed":
      report(.notAPattern, "`\(name.text)` stands only after `unless`", at: name.span)
      return nil
    default: return declared(name, arguments, place)
    }
  }

  private mutating func declared(
    _ name: Identifier, _ arguments: [TermSyntax], _ place: TermPlace
  ) -> SortedTerm? {
    guard let constructor = constructors[name.text] else {
      let names = Array(constructors.keys) + builtinFunctions
      reportUnknown(.unknownName, "function or message", name, among: names)
      for argument in arguments { _ = term(argument, place) }
      return nil
    }
    hasCount(constructor.parameters.count, arguments, name)
    guard let terms = terms(arguments, constructor.parameters, place), !terms.isEmpty
    else {
      guard arguments.isEmpty, let symbol = constructor.symbol else { return nil }
      return SortedTerm(term: .apply(symbol, []), sort: constructor.result)
    }
    let term = constructor.symbol.map { Term.apply($0, terms) } ?? .tuple(terms)
    return SortedTerm(term: term, sort: constructor.result)
  }

  @discardableResult
  private mutating func hasCount(
    _ expected: ClosedRange<Int>, _ arguments: [TermSyntax], _ name: Identifier
  ) -> Bool {
    guard !expected.contains(arguments.count) else { return true }
    let wanted =
      expected.count == 1
      ? counted(expected.lowerBound, "argument")
      : "\(expected.lowerBound) or \(expected.upperBound) arguments"
    let given = arguments.isEmpty ? "none" : String(arguments.count)
    report(
      .wrongArgumentCount, "`\(name.text)` takes \(wanted); this has \(given)", at: name.span)
    return false
  }

  @discardableResult
  private mutating func hasCount(
    _ expected: Int, _ arguments: [TermSyntax], _ name: Identifier
  ) -> Bool {
    hasCount(expected...expected, arguments, name)
  }
}

let builtinFunctions = ["aenc", "senc", "sign", "hash", "mac", "kdf", "pk", "vk", "sk"]

// MARK: - Built-in cryptography

extension Elaborator {
  private mutating func builtin(
    _ symbol: SymbolID, _ sorts: [SortID], _ arguments: [TermSyntax], _ name: Identifier,
    _ place: TermPlace
  ) -> SortedTerm? {
    let fits = hasCount(sorts.count, arguments, name)
    guard let terms = terms(arguments, sorts, place), fits else { return nil }
    return SortedTerm(term: .apply(symbol, terms), sort: model.signature[symbol].result)
  }

  /// `hash(a, b)` is the hash of the tuple.
  private mutating func digest(
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

  private mutating func encryption(
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

  private mutating func signature(
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
  private mutating func publicKey(
    _ symbol: SymbolID, _ arguments: [TermSyntax], _ name: Identifier, _ place: TermPlace
  ) -> SortedTerm? {
    guard hasCount(1...2, arguments, name) else { return nil }
    if arguments.count == 2 {
      guard let key = secretKey(arguments, name, place) else { return nil }
      return SortedTerm(term: .apply(symbol, [key.term]), sort: .key)
    }
    guard let argument = sortedTerm(arguments[0], place, expecting: .message) else { return nil }
    var secret = argument.term
    if argument.sort == .principal || place.isKnowledge && isVariable(secret) {
      secret = .apply(Signature.secretKey, [secret])
    } else if argument.sort == .message, isNamedVariable(secret), place.names != .implicit {
      report(
        .sortMismatch, "`\(name.text)` has to know whether this is a principal or a secret key",
        at: arguments[0].span,
        notes: ["say so where it is bound, for example `?X: Principal` or `?k: Key`"])
    }
    return SortedTerm(term: .apply(symbol, [secret]), sort: .key)
  }

  private func isVariable(_ term: Term) -> Bool {
    if case .variable = term { true } else { false }
  }

  private func isNamedVariable(_ term: Term) -> Bool {
    if case .variable(let variable) = term {
      !scope.variables[variable.index].isHidden
    } else {
      false
    }
  }

  private mutating func secretKey(
    _ arguments: [TermSyntax], _ name: Identifier, _ place: TermPlace
  ) -> SortedTerm? {
    guard hasCount(1...2, arguments, name) else { return nil }
    guard let terms = terms(arguments, [.principal, .message], place) else { return nil }
    let symbol = terms.count == 1 ? Signature.secretKey : Signature.secretKeyForUse
    return SortedTerm(term: .apply(symbol, terms), sort: .key)
  }
}
