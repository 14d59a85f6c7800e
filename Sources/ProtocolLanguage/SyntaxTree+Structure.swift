// What a tree says, without places and blank lines: two trees mean the same text, laid out
// differently or not, if and only if their structures are equal.
//
// By reflection, because a hand-written comparison would have to be remembered at each change of
// the tree. It is slow, and meant for tests and small comparisons.

import Diagnostics

extension SyntaxTree {
  package var structure: String { ProtocolLanguage.structure(of: self) }
}

extension Declaration {
  package var structure: String { ProtocolLanguage.structure(of: self) }
}

private func structure(of value: Any) -> String {
  switch value {
  case is SourceSpan: return ""
  case let name as Identifier: return name.text
  case let comments as [String]: return "[" + lines(comments) + "]"
  case let comments as Comments:
    return "[" + lines(comments.leading) + "|" + (comments.trailing ?? "") + "]"
  default: break
  }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional: return mirror.children.first.map { structure(of: $0.value) } ?? "nil"
  case .enum:
    guard let payload = mirror.children.first else { return "\(value)" }
    return (payload.label ?? "") + structure(of: payload.value)
  case nil: return "\(value)"
  default:
    return "(" + mirror.children.map { structure(of: $0.value) }.joined(separator: " ") + ")"
  }
}

private func lines(_ comments: [String]) -> String {
  comments.filter { !$0.isEmpty }.joined(separator: "\n")
}
