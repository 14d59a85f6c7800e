// Subsumption: a clause that says no more than another is not needed (Blanchet 2009, section 4).
//
// Hypotheses are mapped to different hypotheses. Mapping two to one would keep what is derivable
// as well, but derivations could grow, and the proof that the loop loses nothing counts on their
// size (docs/saturation.md, "Saturation").

extension Saturator {
  /// match:  σ maps the conclusion of `general` to that of `special`, its hypotheses to different
  ///         ones, its constraints to such as are there or are true
  /// result: `special` is redundant
  /// sound because: every derivation step with `special` is one with `general`, from a part of
  /// the same premises.
  mutating func subsumes(_ general: Clause, _ special: Clause) -> Bool {
    matcher.start(pattern: general.domains, target: special.domains)
    guard matcher.match(general.conclusion, special.conclusion, terms) else { return false }
    return mapHypotheses(of: general, from: 0, to: special, used: 0)
  }

  private mutating func mapHypotheses(
    of general: Clause, from index: Int, to special: Clause, used: UInt64
  ) -> Bool {
    guard index < general.hypotheses.count else {
      return general.constraints.isEmpty || mapConstraints(of: general, to: special)
    }
    let fact = general.hypotheses[index]
    let symbol = terms.node(fact).symbol
    for (place, other) in special.hypotheses.enumerated() where used & 1 << UInt64(place) == 0 {
      guard terms.node(other).symbol == symbol else { continue }
      checkWork()
      if reachedLimit { return false }
      let mark = matcher.mark
      if matcher.match(fact, other, terms),
        mapHypotheses(
          of: general, from: index + 1, to: special, used: used | 1 << UInt64(place))
      {
        return true
      }
      matcher.undo(to: mark)
    }
    return false
  }

  private mutating func mapConstraints(of general: Clause, to special: Clause) -> Bool {
    general.constraints.allSatisfy { constraint in
      guard let left = matcher.instance(constraint.left, &terms),
        let right = matcher.instance(constraint.right, &terms)
      else { return false }
      return special.constraints.contains(Disequality(left: left, right: right))
        || special.constraints.contains(Disequality(left: right, right: left))
        || !areUnifiable(left, right, special.domains)
    }
  }

  mutating func areUnifiable(
    _ left: ClauseTerm, _ right: ClauseTerm, _ domains: [Domain]
  ) -> Bool {
    probe.reset()
    let offset = probe.add(domains)
    return probe.unify(left, offset, right, offset, terms)
  }
}
