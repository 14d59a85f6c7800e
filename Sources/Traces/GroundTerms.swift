// Ground terms of one model: normal forms and matching, written for this target alone.
//
// The replayer has to catch mistakes of the engines, so it shares neither their term store nor
// their unification. Everything here works on plain trees, innermost first, without caches.
//
// Matching goes in two passes, as rule S3.3 says it: first every unbound variable binds, then the
// instance of the whole pattern is normalised and compared. So the first pass never decides and
// cannot be wrong about equations; where it finds no value the second pass fails.

import ProtocolModel
import Terms

typealias Bindings = [Variable: Term]

struct GroundTerms: Sendable {
  let signature: Signature
  let theory: Theory

  init(_ model: ProtocolModel) {
    signature = model.signature
    theory = model.theory
  }

  // MARK: Normal forms

  /// The normal form modulo the declared equations, innermost first.
  func normalForm(_ term: Term) -> Term {
    if theory.rewriteRules.isEmpty { return term }
    guard case .apply(let symbol, let arguments) = term else { return term }
    let inner = Term.apply(symbol, arguments.map(normalForm))
    for rule in theory.rewriteRules {
      var values: Bindings = [:]
      _ = collect([(rule.left, inner)], into: &values)
      if rule.left.substituting(values) == inner {
        return normalForm(rule.right.substituting(values))
      }
    }
    return inner
  }

  /// The value of a term whose variables are all bound.
  func value(of term: Term, _ values: Bindings) throws(Refusal) -> Term {
    let instance = term.substituting(values)
    guard instance.isGround else {
      throw Refusal("a term is built from a variable that is not bound")
    }
    return normalForm(instance)
  }

  // MARK: Matching

  /// Extends `values` so that every pattern equals its term; nil if that is impossible.
  ///
  /// `accepts` says whether a variable may take a term.
  func match(
    _ pairs: [(pattern: Term, term: Term)], _ values: Bindings,
    accepts: (Variable, Term) -> Bool = { _, _ in true }
  ) -> Bindings? {
    var extended = values
    guard collect(pairs, into: &extended, accepts: accepts) else { return nil }
    let agree = pairs.allSatisfy { normalForm($0.pattern.substituting(extended)) == $0.term }
    return agree ? extended : nil
  }

  /// First pass: binds each unbound variable to what it faces first; false if it may not take it.
  private func collect(
    _ pairs: [(pattern: Term, term: Term)], into values: inout Bindings,
    accepts: (Variable, Term) -> Bool = { _, _ in true }
  ) -> Bool {
    for pair in pairs {
      switch pair {
      case (.variable(let variable), let term) where values[variable] == nil:
        guard accepts(variable, term) else { return false }
        values[variable] = term
      case (.apply(let symbol, let patterns), .apply(let other, let terms))
      where symbol == other && patterns.count == terms.count:
        let inner = zip(patterns, terms).map { (pattern: $0, term: $1) }
        guard collect(inner, into: &values, accepts: accepts) else { return false }
      default: break
      }
    }
    return true
  }

  /// Whether matching decides that *no* values make the pattern equal a term: not so if an
  /// unbound variable stands below a symbol of an equation, whose instances may collapse.
  func decidesMismatch(_ pattern: Term, _ values: Bindings) -> Bool {
    guard case .apply(let symbol, let arguments) = pattern else { return true }
    let isDefined = theory.rewriteRules.contains { $0.left.headSymbol == symbol }
    if isDefined && !pattern.isBound(values) { return false }
    return arguments.allSatisfy { decidesMismatch($0, values) }
  }
}

extension Term {
  var headSymbol: SymbolID? {
    if case .apply(let symbol, _) = self { symbol } else { nil }
  }

  func isBound(_ values: Bindings) -> Bool { variables.allSatisfy { values[$0] != nil } }
}
