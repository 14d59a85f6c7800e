// Removes what a receiver compares: a value in a pattern (`x` becomes `_`), a signature's key, a
// `match` that binds nothing, a part of a condition, a column of a look-up, `distinct`.
//
// A ciphertext's key is no check: without it nobody could read on. See KeyMutants.

import ProtocolLanguage

func checkMutants(of tree: SyntaxTree) -> [Mutant] {
  let checks = CheckMutations(names: DeclaredNames(tree))
  return checks.ofActions(tree) + checks.ofDistinct(tree)
}

private struct CheckMutations {
  let names: DeclaredNames

  struct Weaker<Value> {
    /// What is no longer compared, and in what.
    var what: String
    var value: Value
  }

  func ofActions(_ tree: SyntaxTree) -> [Mutant] {
    var found: [Mutant] = []
    for (index, declaration) in tree.declarations.enumerated() {
      guard case .role(let role) = declaration.kind else { continue }
      for (place, transition) in role.transitions.enumerated() {
        let site = role.site(of: transition)
        for (number, action) in transition.actions.enumerated() {
          for weaker in weakenings(action) {
            var changed = role
            changed.transitions[place].actions.replaceSubrange(
              number...number, with: weaker.value)
            var mutant = tree
            mutant.declarations[index].kind = .role(changed)
            found.append(
              Mutant(
                kind: .check, title: "\(site.role) \(site.transition): \(weaker.what)",
                candidates: [mutant]))
          }
        }
      }
    }
    return found
  }

  func ofDistinct(_ tree: SyntaxTree) -> [Mutant] {
    tree.declarations.indices.compactMap { index in
      guard case .role(var role) = tree.declarations[index].kind, !role.distinct.isEmpty else {
        return nil
      }
      role.distinct = []
      var mutant = tree
      mutant.declarations[index].kind = .role(role)
      return Mutant(kind: .check, title: "\(role.name.text): distinct", candidates: [mutant])
    }
  }

  // MARK: Actions

  private func weakenings(_ action: ActionSyntax) -> [Weaker<[ActionSyntax]>] {
    func with(_ kind: ActionKind) -> [ActionSyntax] { [ActionSyntax(kind, at: action.span)] }
    switch action.kind {
    case .receive(let elements, let channel, let from):
      return elements.indices.flatMap { place in
        weakenings(elements[place].term, in: "receive").map { weaker in
          var changed = elements
          changed[place].term = weaker.value
          return Weaker(
            what: weaker.what, value: with(.receive(changed, channel: channel, from: from)))
        }
      }
        + (from.map { weakenings($0, in: "from") } ?? []).map {
          Weaker(
            what: $0.what, value: with(.receive(elements, channel: channel, from: $0.value)))
        }
    case .match(let term, let pattern):
      let whole: [Weaker<[ActionSyntax]>] =
        pattern.bindsNothing ? [Weaker(what: "match \(term.written)", value: [])] : []
      return weakenings(pattern, in: "match").map {
        Weaker(what: $0.what, value: with(.match(term, as: $0.value)))
      } + whole
    case .require(let condition):
      return weakenings(condition).map { weaker in
        Weaker(what: weaker.what, value: weaker.value.map { with(.require($0)) } ?? [])
      }
    case .send, .fresh, .define, .event, .insert, .delete: return []
    }
  }

  // MARK: Patterns

  /// All ways to compare one value less.
  private func weakenings(_ pattern: TermSyntax, in context: String) -> [Weaker<TermSyntax>] {
    let ignored = Weaker(
      what: "\(pattern.written) in \(context)", value: TermSyntax.wildcard(pattern.span))
    switch pattern {
    case .bind, .wildcard, .sum: return []
    case .name, .integer, .arithmetic, .negated: return [ignored]
    case .tuple(let elements, let span):
      return weakenings(elements, 0..<elements.count, in: context) { .tuple($0, span) }
    case .apply(let name, let arguments, let span):
      func rebuilt(_ changed: [ArgumentSyntax]) -> TermSyntax { .apply(name, changed, span) }
      if names.messages[name.text] != nil {
        return weakenings(arguments, 0..<arguments.count, in: name.text, rebuilt)
      }
      switch name.text {
      case "aenc", "senc": return weakenings(arguments, 0..<1, in: context, rebuilt)
      case "sign":
        var unverified = arguments
        unverified[1].term = .wildcard(span)
        let signed = pattern.content?.heading ?? "message"
        return weakenings(arguments, 0..<1, in: context, rebuilt)
          + [Weaker(what: "the signature of \(signed)", value: rebuilt(unverified))]
      default: return [ignored]
      }
    }
  }

  private func weakenings(
    _ arguments: [ArgumentSyntax], _ places: Range<Int>, in context: String,
    _ rebuild: ([ArgumentSyntax]) -> TermSyntax
  ) -> [Weaker<TermSyntax>] {
    places.flatMap { place in
      weakenings(arguments[place].term, in: context).map { weaker in
        var changed = arguments
        changed[place].term = weaker.value
        return Weaker(what: weaker.what, value: rebuild(changed))
      }
    }
  }

  // MARK: Conditions

  /// All ways to require one thing less; nil: nothing.
  private func weakenings(_ condition: ConditionSyntax) -> [Weaker<ConditionSyntax?>] {
    let dropped = Weaker<ConditionSyntax?>(what: "require \(condition.written)", value: nil)
    switch condition {
    case .compare, .not, .notMember: return [dropped]
    case .member(let columns, let table, let span):
      return [dropped]
        + weakenings(columns, 0..<columns.count, in: table.text) { .tuple($0, span) }.map {
          guard case .tuple(let changed, _) = $0.value else { return dropped }
          return Weaker(what: $0.what, value: .member(changed, table: table, span))
        }
    case .and(let left, let right):
      return weakenings(left).map { weaker in
        Weaker(what: weaker.what, value: weaker.value.map { .and($0, right) } ?? right)
      }
        + weakenings(right).map { weaker in
          Weaker(what: weaker.what, value: weaker.value.map { .and(left, $0) } ?? left)
        }
    case .or(let left, let right):
      // Without a disjunct more would be required; if one is always true, so is the whole.
      return [dropped]
        + weakenings(left).compactMap { weaker in
          weaker.value.map { Weaker(what: weaker.what, value: .or($0, right)) }
        }
        + weakenings(right).compactMap { weaker in
          weaker.value.map { Weaker(what: weaker.what, value: .or(left, $0)) }
        }
    }
  }
}

extension TermSyntax {
  fileprivate var bindsNothing: Bool {
    var binds = false
    _ = rewritten {
      if case .bind = $0 { binds = true }
      return $0
    }
    return !binds
  }

  /// What an application of a cryptographic function protects.
  var content: TermSyntax? {
    guard case .apply(_, let arguments, _) = self else { return nil }
    return arguments.first?.term
  }

  /// The term in one word.
  var heading: String {
    switch self {
    case .apply(let name, let arguments, _):
      ["aenc", "senc", "sign", "mac"].contains(name.text)
        ? "\(name.text)(\(arguments[0].term.heading))" : name.text
    default: written
    }
  }
}
