// Matching over trees: an instance of the pattern that equals the term, or the news that there
// is none. Plain recursion over the two trees; the replayer, the oracle and the static checks
// use it, never the engines.
//
// Purely syntactic: equations are the caller's business (compare normal forms). Variables of the
// term are constants here, so a term may share variables with the pattern without harm.

/// Extends `bindings` so that `pattern` under it equals `term`.
///
/// A variable of the pattern that has a value compares with it. If there is no such extension,
/// `bindings` stays as it was.
package func match(
  _ pattern: Term, _ term: Term, into bindings: inout [Variable: Term]
) -> Bool {
  var extended = bindings
  guard extend(&extended, matching: pattern, with: term) else { return false }
  bindings = extended
  return true
}

private func extend(
  _ bindings: inout [Variable: Term], matching pattern: Term, with term: Term
) -> Bool {
  switch (pattern, term) {
  case (.variable(let variable), _):
    if let value = bindings[variable] { return value == term }
    bindings[variable] = term
    return true
  case (.apply(let symbol, let patterns), .apply(let other, let terms)):
    guard symbol == other, patterns.count == terms.count else { return false }
    for (pattern, term) in zip(patterns, terms) {
      guard extend(&bindings, matching: pattern, with: term) else { return false }
    }
    return true
  case (.name, _), (.integer, _): return pattern == term
  case (.apply, _): return false
  }
}
