// Makes a fresh value a public constant, the same in every session: `fresh n` becomes `let n = c`.

import ProtocolLanguage

func nonceMutants(of tree: SyntaxTree) -> [Mutant] {
  var found: [Mutant] = []
  for case .role(let role) in tree.declarations.map(\.kind) {
    for action in role.transitions.flatMap(\.actions) {
      guard case .fresh(let names) = action.kind else { continue }
      for fresh in names {
        found.append(
          Mutant(
            kind: .nonce, title: "\(role.name.text): \(fresh.name.text) is a constant",
            candidates: [constant(fresh, of: role.name.text, tree)]))
      }
    }
  }
  return found
}

/// Every `fresh` of this name in the role: different branches may make the same value.
private func constant(
  _ fresh: FreshSyntax, of role: String, _ tree: SyntaxTree
) -> SyntaxTree {
  let span = fresh.name.span
  let constant = Identifier("constant_\(fresh.name.text)", at: span)
  var mutant = tree
  mutant.rewriteActions { action, site in
    guard site.role == role, case .fresh(var names) = action.kind,
      names.contains(where: { $0.name.text == fresh.name.text })
    else { return [action] }
    names.removeAll { $0.name.text == fresh.name.text }
    let rest = names.isEmpty ? [] : [ActionSyntax(.fresh(names), at: span)]
    return rest + [ActionSyntax(.define(fresh.name, .name(constant)), at: span)]
  }
  let sort = fresh.sort ?? Identifier("Nonce", at: span)
  mutant.declarations.insert(
    Declaration(
      .function(constant, parameters: [], result: sort, .publicFunction), at: span), at: 0)
  return mutant
}
