// Removes a field of a message or tuple, from its declaration and from every place that makes or
// reads it. A fresh value of the role that makes the message is a nonce, a constant is a tag,
// anything else is a field.

import ProtocolLanguage

func fieldMutants(of tree: SyntaxTree) -> [Mutant] {
  tree.declarations.indices.flatMap { index -> [Mutant] in
    guard case .message(let name, let fields, let tagged) = tree.declarations[index].kind,
      // A tuple of nothing is no message.
      tagged || fields.count > 1
    else { return [] }
    return fields.indices.map { place in
      Mutant(
        kind: kind(of: place, in: name.text, tree),
        title: "the field \(fields[place].name.text) of \(name.text)",
        candidates: [without(place, ofMessage: index, tree)])
    }
  }
}

private func without(_ place: Int, ofMessage index: Int, _ tree: SyntaxTree) -> SyntaxTree {
  guard case .message(let message, var fields, let tagged) = tree.declarations[index].kind else {
    return tree
  }
  var mutant = tree
  fields.remove(at: place)
  mutant.declarations[index].kind = .message(message, fields, tagged: tagged)
  mutant.rewriteTerms { term, _ in
    guard case .apply(let name, var arguments, let span) = term, name.text == message.text,
      arguments.count > place
    else { return term }
    arguments.remove(at: place)
    return .applying(name, arguments, span)
  }
  return mutant
}

private func kind(of place: Int, in message: String, _ tree: SyntaxTree) -> MutationKind {
  var kinds: Set<MutationKind> = []
  let (names, fresh) = (DeclaredNames(tree), tree.freshValues)
  var copy = tree
  copy.rewriteTerms { term, site in
    if case .apply(let name, let arguments, _) = term, name.text == message, !site.isPattern,
      arguments.count > place
    {
      kinds.insert(arguments[place].term.mutationKind(at: site, names, fresh))
    }
    return term
  }
  return kinds.contains(.nonce) ? .nonce : kinds == [.tag] ? .tag : .field
}

extension TermSyntax {
  /// What it is to leave this term out of a message that the role at the site makes.
  func mutationKind(
    at site: Site, _ names: DeclaredNames, _ fresh: [String: Set<String>]
  ) -> MutationKind {
    guard case .name(let name) = self else { return .field }
    if names.constants.contains(name.text) { return .tag }
    return fresh[site.role]?.contains(name.text) ?? false ? .nonce : .field
  }
}
