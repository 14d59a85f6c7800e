// Terms. `{m}k` becomes public-key encryption, a signature or symmetric encryption by what `k` is;
// under a function it is an application of that function. A key that may be any value could turn
// out to be half of a pair, so it is refused.

import Diagnostics
import ProtocolLanguage

/// What a term may do where it stands.
struct SpdlBinder {
  /// Names in the file of the role's variables that are bound.
  var bound: Set<String> = []
  /// Those that this pattern binds.
  var pending: Set<String> = []
  /// Fresh values that the role has made.
  var made: Set<String> = []
  var isPattern = false
  /// In a comparison an unbound variable is anything.
  var ignoresUnbound = false
  /// Outside of roles there are no variables.
  var isGlobal = false
}

extension SpdlTranslator {
  mutating func term(
    _ term: SpdlTerm, _ scope: [String: SpdlMeaning], _ binder: inout SpdlBinder
  ) -> TermSyntax {
    switch term {
    case .name(let name): return self.name(name, scope, &binder)
    case .tuple(let elements, let span):
      return .tuple(arguments(elements, scope, &binder), span)
    case .apply(let function, let arguments, let span):
      return apply(function, arguments, span, scope, &binder)
    case .encrypt(let content, let key, let span):
      return encrypt(content, key, span, scope, &binder)
    }
  }

  mutating func arguments(
    _ terms: [SpdlTerm], _ scope: [String: SpdlMeaning], _ binder: inout SpdlBinder
  ) -> [ArgumentSyntax] {
    var result: [ArgumentSyntax] = []
    for term in terms { result.append(ArgumentSyntax(self.term(term, scope, &binder))) }
    return result
  }

  private mutating func name(
    _ name: Identifier, _ scope: [String: SpdlMeaning], _ binder: inout SpdlBinder
  ) -> TermSyntax {
    switch scope[name.text] {
    case .agent(let text)?, .constant(let text)?, .principal(let text)?, .fresh(let text, _)?:
      return .name(identifier(text, at: name.span))
    case .variable(let text, let sort)?:
      let here = identifier(text, at: name.span)
      if binder.bound.contains(name.text) || binder.pending.contains(name.text) {
        return .name(here)
      }
      if binder.ignoresUnbound { return wildcard(name, sort, &binder) }
      guard binder.isPattern else {
        report(
          .notBound, "`\(name.text)` is used before it is received", at: name.span,
          notes: ["a variable gets its value from a `recv` or a `match` that comes before"])
        return .name(here)
      }
      binder.pending.insert(name.text)
      return .bind(here, sort: identifier(sort, at: name.span), name.span)
    case .function(let index)?:
      unsupported("the function `\(functions[index].name.text)` as a value", at: name.span)
    case nil:
      report(.unknownName, "nothing declares `\(name.text)`", at: name.span)
    }
    return .wildcard(name.span)
  }

  private mutating func wildcard(
    _ name: Identifier, _ sort: String, _ binder: inout SpdlBinder
  ) -> TermSyntax {
    if !binder.pending.insert(name.text).inserted || sort != "Message" {
      unsupported(
        "`not match` with a variable that is typed or occurs twice", at: name.span,
        notes: ["only a `Ticket` that occurs once stands for anything"])
    }
    // What is ignored is not bound later in the pattern either.
    return .wildcard(name.span)
  }

  // MARK: - Functions

  private mutating func apply(
    _ name: Identifier, _ arguments: [SpdlTerm], _ span: SourceSpan,
    _ scope: [String: SpdlMeaning], _ binder: inout SpdlBinder
  ) -> TermSyntax {
    guard case .function(let index)? = scope[name.text] else {
      // `f(t)` is `{t}f`.
      if scope[name.text] != nil {
        return encrypt(arguments, .name(name), span, scope, &binder)
      }
      report(.unknownName, "nothing declares the function `\(name.text)`", at: name.span)
      return .wildcard(span)
    }
    let function = functions[index]
    switch function.form {
    case .function, .tag:
      var terms = self.arguments(arguments, scope, &binder)
      if function.arity == nil, terms.count > 1 { terms = [ArgumentSyntax(.tuple(terms, span))] }
      return .apply(identifier(function.text, at: name.span), terms, span)
    case .publicKey(let use): return key("pk", use, arguments, name, span, scope, &binder)
    case .secretKey(let use): return key("sk", use, arguments, name, span, scope, &binder)
    case .unsupported:
      unsupported(
        "the secret inverse `\(function.name.text)` in a message", at: name.span,
        notes: ["only key functions of principals have a secret inverse that is used"])
      return .wildcard(span)
    }
  }

  private mutating func key(
    _ word: String, _ use: String?, _ arguments: [SpdlTerm], _ name: Identifier,
    _ span: SourceSpan, _ scope: [String: SpdlMeaning], _ binder: inout SpdlBinder
  ) -> TermSyntax {
    if arguments.count != 1 || !isPrincipal(arguments[0], scope) {
      unsupported("a key pair of something else than one agent", at: span)
    }
    var terms = self.arguments(arguments, scope, &binder)
    if let use { terms.append(ArgumentSyntax(.name(identifier(use, at: name.span)))) }
    return .apply(identifier(word, at: name.span), terms, span)
  }

  func isPrincipal(_ term: SpdlTerm, _ scope: [String: SpdlMeaning]) -> Bool {
    guard case .name(let name) = term else { return false }
    switch scope[name.text] {
    case .agent?, .principal?, .variable(_, sort: "Principal")?: return true
    default: return false
    }
  }

  // MARK: - Encryption

  private mutating func encrypt(
    _ content: [SpdlTerm], _ key: SpdlTerm, _ span: SourceSpan,
    _ scope: [String: SpdlMeaning], _ binder: inout SpdlBinder
  ) -> TermSyntax {
    if case .name(let name) = key {
      switch scope[name.text] {
      case .function?: return apply(name, content, span, scope, &binder)
      case .variable(_, sort: "Message")?:
        unsupported(
          "a key that may be any value", at: name.span,
          notes: [
            "it could be half of a key pair, which opens otherwise: give `\(name.text)` a type"
          ])
      default: break
      }
    }
    var elements = arguments(content.spread, scope, &binder)
    if elements.count > 1 { elements = [ArgumentSyntax(.tuple(elements, span))] }
    var word = "senc"
    if case .apply(let name, _, _) = key, case .function(let index)? = scope[name.text] {
      switch functions[index].form {
      case .publicKey: word = "aenc"
      case .secretKey: word = "sign"
      case .tag:
        unsupported("a key whose inverse everybody knows", at: key.span)
      case .function where functions[index].isSealing: word = sealing ?? word
      case .function, .unsupported: break
      }
    }
    elements.append(ArgumentSyntax(self.term(key, scope, &binder)))
    return .apply(identifier(word, at: span), elements, span)
  }
}
