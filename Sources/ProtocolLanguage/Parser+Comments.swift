// Giving each comment to a node. A comment belongs to the node that follows it, or, on the same
// line, to the node before it. Comments in the middle of a node move in front of it; only the
// first of them, if it stands on the node's first line, becomes the trailing one.

extension Parser {
  /// The comments before the current token, which begins a node.
  mutating func leadingComments() -> Comments {
    var result = Comments()
    let first = nextComment < comments.count && comments[nextComment].nextToken <= index
    result.blankLineBefore =
      (first ? comments[nextComment].lineBreaksBefore : token.lineBreaksBefore) > 1
    result.leading = commentLines()
    if !result.leading.isEmpty, token.lineBreaksBefore > 1 { result.leading.append("") }
    return result
  }

  /// The comments before the current token, which closes a block.
  mutating func closingComments() -> [String] {
    let next = nextComment
    let lines = commentLines()
    return !lines.isEmpty && comments[next].lineBreaksBefore > 1 ? [""] + lines : lines
  }

  private mutating func commentLines() -> [String] {
    var lines: [String] = []
    while nextComment < comments.count, comments[nextComment].nextToken <= index {
      if !lines.isEmpty, comments[nextComment].lineBreaksBefore > 1 { lines.append("") }
      lines.append(comments[nextComment].text)
      nextComment += 1
    }
    return lines
  }

  /// Adds the comments within the node that began at token `first` and has just ended, or whose
  /// block has just been opened, and the one behind it on the same line.
  mutating func attachComments(to node: inout Comments, from first: Int) {
    var isFirst = true
    while nextComment < comments.count, comments[nextComment].nextToken < index {
      attach(to: &node, asTrailing: isFirst && isOnLine(of: first, comments[nextComment]))
      isFirst = false
    }
    guard nextComment < comments.count else { return }
    let next = comments[nextComment]
    if next.nextToken == index, !next.startsLine { attach(to: &node, asTrailing: true) }
  }

  private mutating func attach(to node: inout Comments, asTrailing: Bool) {
    if asTrailing, node.trailing == nil {
      node.trailing = comments[nextComment].text
    } else {
      node.leading.append(comments[nextComment].text)
    }
    nextComment += 1
  }

  /// Whether no line break lies between token `first` and the comment.
  private func isOnLine(of first: Int, _ comment: CommentToken) -> Bool {
    guard !comment.startsLine else { return false }
    return tokens[(first + 1)..<max(first + 1, comment.nextToken)].allSatisfy { !$0.startsLine }
  }
}
