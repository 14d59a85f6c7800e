// Which terms of different roles are the same message: what one builds, another takes apart.
//
// There is no run to look at: terms are compared as they are written, each role's `let` and `match`
// put in place of the variables that they define. Two agreements are tried. The close one holds
// that a variable with the same name is the same value in all roles, which models are usually
// written to; the loose one lets a variable be anything. Whether a mutant made by either is a
// protocol at all is decided by its honest run.

import ProtocolLanguage

enum Agreement: CaseIterable { case close, loose }

struct Occurrence {
  /// The place among all terms of the tree that `rewriteTerms` visits.
  var number: Int
  var term: TermSyntax
  var site: Site
}

struct Counterparts {
  let tree: SyntaxTree
  private let names: DeclaredNames
  private let definitions: [String: [String: TermSyntax]]

  init(_ tree: SyntaxTree) {
    self.tree = tree
    names = DeclaredNames(tree)
    definitions = tree.definitions
  }

  func occurrences(where isWanted: (TermSyntax) -> Bool) -> [Occurrence] {
    var found: [Occurrence] = []
    var number = 0
    var copy = tree
    copy.rewriteTerms { term, site in
      if isWanted(term) { found.append(Occurrence(number: number, term: term, site: site)) }
      number += 1
      return term
    }
    return found
  }

  /// The tree with some occurrences changed; terms inside an occurrence are changed before it.
  func tree(changing numbers: Set<Int>, _ change: (TermSyntax) -> TermSyntax) -> SyntaxTree {
    var number = 0
    var copy = tree
    copy.rewriteTerms { term, _ in
      defer { number += 1 }
      return numbers.contains(number) ? change(term) : term
    }
    return copy
  }

  /// The occurrences in groups of those that agree, directly or through others.
  func groups(_ occurrences: [Occurrence], _ agreement: Agreement) -> [[Occurrence]] {
    let terms = occurrences.map { expanded($0.term, role: $0.site.role) }
    var group = Array(occurrences.indices)
    for later in occurrences.indices {
      for earlier in 0..<later where group[later] != group[earlier] {
        guard agree(terms[earlier], terms[later], agreement) else { continue }
        let (old, new) = (group[later], group[earlier])
        for index in group.indices where group[index] == old { group[index] = new }
      }
    }
    return occurrences.indices.filter { group.firstIndex(of: group[$0]) == $0 }.map { first in
      occurrences.indices.filter { group[$0] == group[first] }.map { occurrences[$0] }
    }
  }

  // MARK: Terms as the role means them

  private func expanded(_ term: TermSyntax, role: String) -> TermSyntax {
    expanded(term, definitions[role] ?? [:])
  }

  private func expanded(_ term: TermSyntax, _ definitions: [String: TermSyntax]) -> TermSyntax {
    term.rewritten { part in
      switch part {
      case .bind(let name, _, _), .name(let name):
        guard let definition = definitions[name.text] else { return .name(name) }
        var rest = definitions
        rest[name.text] = nil
        return expanded(definition, rest)
      default: return part
      }
    }
  }

  // MARK: Agreement

  private func agree(_ left: TermSyntax, _ right: TermSyntax, _ agreement: Agreement) -> Bool {
    switch (left, right) {
    case (.wildcard, _), (_, .wildcard): return true
    case (.name(let one), .name(let other)):
      if one.text == other.text { return true }
      if names.constants.contains(one.text) && names.constants.contains(other.text) { return false }
      return agreement == .loose || names.constants.contains(one.text)
        || names.constants.contains(other.text)
    case (.name(let name), _), (_, .name(let name)): return !names.constants.contains(name.text)
    case (.integer(let one, _), .integer(let other, _)): return one == other
    case (.apply(let one, let some, _), .apply(let other, let others, _)):
      if one.text == "inverse" || other.text == "inverse" { return true }
      guard one.text == other.text, some.count == others.count else { return false }
      // A key may be had in different ways.
      let keyed = ["aenc", "senc", "sign", "mac"].contains(one.text)
      return some.indices.allSatisfy { place in
        agree(some[place].term, others[place].term, keyed && place == 1 ? .loose : agreement)
      }
    case (.tuple(let some, _), .tuple(let others, _)):
      return some.count == others.count
        && zip(some, others).allSatisfy { agree($0.term, $1.term, agreement) }
    case (.arithmetic, _), (_, .arithmetic), (.negated, _), (_, .negated): return true
    default: return false
    }
  }
}

extension SyntaxTree {
  /// What each role's variables stand for, by `let` and `match`.
  fileprivate var definitions: [String: [String: TermSyntax]] {
    var found: [String: [String: TermSyntax]] = [:]
    for case .role(let role) in declarations.map(\.kind) {
      for action in role.transitions.flatMap(\.actions) {
        switch action.kind {
        case .define(let name, let term), .match(.name(let name), as: let term):
          if found[role.name.text]?[name.text] == nil {
            found[role.name.text, default: [:]][name.text] = term
          }
        default: break
        }
      }
    }
    return found
  }
}
