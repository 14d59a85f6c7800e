// Makes a message a tuple: the tag is gone wherever the message is made or read. One tag at a time,
// and all of them: what is told apart by two tags needs one of them only.

import ProtocolLanguage

func tagMutants(of tree: SyntaxTree) -> [Mutant] {
  let tagged = tree.declarations.indices.filter { index in
    // A message without fields is nothing but its tag.
    if case .message(_, let fields, tagged: true) = tree.declarations[index].kind {
      return !fields.isEmpty
    }
    return false
  }
  let single = tagged.map { index in
    Mutant(
      kind: .tag, title: "the tag \(tree.declarations[index].messageName)",
      candidates: [untagged(tree, [index])])
  }
  if tagged.count < 2 { return single }
  return single + [Mutant(kind: .tag, title: "all tags", candidates: [untagged(tree, tagged)])]
}

private func untagged(_ tree: SyntaxTree, _ indices: [Int]) -> SyntaxTree {
  var mutant = tree
  for index in indices {
    guard case .message(let name, let fields, _) = tree.declarations[index].kind else { continue }
    mutant.declarations[index].kind = .message(name, fields, tagged: false)
  }
  return mutant
}

extension Declaration {
  var messageName: String {
    if case .message(let name, _, _) = kind { name.text } else { "" }
  }
}
