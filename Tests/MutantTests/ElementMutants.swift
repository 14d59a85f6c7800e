// Removes an element of a tuple that no declaration names, such as `nB` of `send A, senc((nB, k), s)`,
// wherever the same tuple is made or read.

import ProtocolLanguage

func elementMutants(of tree: SyntaxTree) -> [Mutant] {
  let counterparts = Counterparts(tree)
  let (names, fresh) = (DeclaredNames(tree), tree.freshValues)
  let found = counterparts.occurrences {
    if case .tuple = $0 { true } else { false }
  }
  let loose = counterparts.groups(found, .loose).map { Set($0.map(\.number)) }
  return counterparts.groups(found, .close).flatMap { group -> [Mutant] in
    let close = Set(group.map(\.number))
    // What no role makes is a part of a table or of a property.
    guard let maker = group.first(where: { !$0.site.isPattern && !$0.site.transition.isEmpty }),
      case .tuple(let elements, _) = maker.term
    else { return [] }
    let wide = loose.first { !$0.isDisjoint(with: close) } ?? close
    return elements.indices.map { place in
      let element = elements[place].term
      return Mutant(
        kind: element.mutationKind(at: maker.site, names, fresh),
        title: "\(maker.site.role) \(maker.site.transition): \(element.written)"
          + " of (\(elements.map(\.term.heading).joined(separator: ", ")))",
        candidates: (wide == close ? [close] : [close, wide]).map { numbers in
          counterparts.tree(changing: numbers) { $0.without(element: place) }
        })
    }
  }
}

extension TermSyntax {
  fileprivate func without(element place: Int) -> TermSyntax {
    guard case .tuple(var elements, let span) = self, elements.count > place else { return self }
    elements.remove(at: place)
    return .joining(elements, span)
  }
}
