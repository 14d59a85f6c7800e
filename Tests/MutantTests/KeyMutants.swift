// Replaces a cryptographic operation by its content, wherever the same message is made or read:
// `aenc(m, k)`, `senc(m, k)` and `sign(m, k)` become m, `mac(m, k)` becomes `hash(m)`. And gives
// each principal one key for all uses.

import ProtocolLanguage

func keyMutants(of tree: SyntaxTree) -> [Mutant] {
  let counterparts = Counterparts(tree)
  return ["aenc", "senc", "sign", "mac"].flatMap { function in
    plaintextMutants(of: function, counterparts)
  } + oneKeyForAllUses(tree)
}

/// One mutant for each group that agrees closely; those that agree loosely are its reserve.
private func plaintextMutants(of function: String, _ counterparts: Counterparts) -> [Mutant] {
  let found = counterparts.occurrences { term in
    guard case .apply(let name, let arguments, _) = term else { return false }
    return name.text == function && arguments.count == 2
  }
  let loose = counterparts.groups(found, .loose).map { Set($0.map(\.number)) }
  func plain(_ numbers: Set<Int>) -> SyntaxTree {
    counterparts.tree(changing: numbers) { term in
      guard case .apply(let name, let arguments, let span) = term else { return term }
      if function != "mac" { return arguments[0].term }
      return .apply(Identifier("hash", at: name.span), [arguments[0]], span)
    }
  }
  return counterparts.groups(found, .close).map { group in
    let close = Set(group.map(\.number))
    let wide = loose.first { !$0.isDisjoint(with: close) } ?? close
    return Mutant(
      kind: .key, title: group.title,
      candidates: (wide == close ? [close] : [close, wide]).map(plain))
  }
}

extension [Occurrence] {
  /// Where the first of them stands, as it is written there.
  var title: String {
    let first = first { !$0.site.isPattern && !$0.site.transition.isEmpty } ?? self[0]
    return "\(first.site.role) \(first.site.transition): \(first.term.written)"
  }
}

private func oneKeyForAllUses(_ tree: SyntaxTree) -> [Mutant] {
  var mutant = tree
  var changes = false
  mutant.rewriteTerms { term, _ in
    guard case .apply(let name, let arguments, let span) = term,
      ["sk", "pk", "vk"].contains(name.text), arguments.count == 2
    else { return term }
    changes = true
    return .apply(name, [arguments[0]], span)
  }
  if !changes { return [] }
  return [Mutant(kind: .key, title: "one key for all uses", candidates: [mutant])]
}
