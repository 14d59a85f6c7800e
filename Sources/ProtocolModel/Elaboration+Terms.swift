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
    // What stands in a pattern may be meant to be bound; elsewhere a role lacks it.
    if let role = scope.role, place.names == .bound, !place.binds,
      let finding = missingValue(
        name, in: roleSyntax[role.index], among: roleSyntax, isOn: { [self] in isOn($0) })
    {
      diagnostics.append(finding)
      return nil
    }
    let names = Array(scope.slots.keys) + Array(constants.keys)
    let sentence =
      place.unknownName == .unboundExcuse
      ? "the property binds no variable" : "there is no variable"
    reportUnknown(
      place.unknownName, sentence: sentence, name, among: names,
      notes: place.binds ? ["write `?\(name.text)` to bind what stands here"] : [])
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
  mutating func hasCount(
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
  mutating func hasCount(
    _ expected: Int, _ arguments: [TermSyntax], _ name: Identifier
  ) -> Bool {
    hasCount(expected...expected, arguments, name)
  }
}

let builtinFunctions = ["aenc", "senc", "sign", "hash", "mac", "kdf", "pk", "vk", "sk"]
