// The canonical layout of a model, as docs/language.md shows it: two blanks of indentation, one
// action per line, lines of at most 100 columns where lists can be broken.
//
// It writes the tree and looks at no source text, so it serves trees that no file was parsed
// into as well. Comments come from the nodes they are attached to; single blank lines between
// declarations, transitions and actions are kept, and roles get one on either side.
// Formatting twice gives what formatting once gave; parsing the result gives the same tree.

/// The model in its canonical layout.
package func format(_ tree: SyntaxTree) -> String {
  var formatter = Formatter()
  formatter.write(tree)
  return formatter.text
}

struct Formatter {
  private struct Line {
    var indentation: Int
    var text: String
    var trailing: String?

    /// Whether the trailing comments of two neighbouring lines stand below each other.
    func aligns(with other: Line) -> Bool {
      trailing != nil && other.trailing != nil && indentation == other.indentation
    }
  }

  private var lines: [Line] = []
  var indentation = 0

  /// The lines with their trailing comments.
  var text: String {
    var result = ""
    var start = 0
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[start].aligns(with: lines[end]) { end += 1 }
      let width = lines[start..<end].map(\.text.count).max() ?? 0
      for line in lines[start..<end] {
        result += line.text
        if let trailing = line.trailing {
          result += String(repeating: " ", count: width - line.text.count + 2) + trailing
        }
        result += "\n"
      }
      start = end
    }
    return result
  }
}

// MARK: - Lines

extension Formatter {
  mutating func line(_ text: String, trailing: String? = nil) {
    let indented = String(repeating: " ", count: indentation) + text
    lines.append(Line(indentation: indentation, text: indented, trailing: trailing))
  }

  /// A blank line, unless one stands there already or nothing does.
  mutating func blankLine() {
    guard let last = lines.last, !last.text.isEmpty else { return }
    lines.append(Line(indentation: 0, text: ""))
  }

  /// The layout from the current indentation on, broken if it is too long.
  mutating func put(_ layout: Layout, trailing: String? = nil) {
    var filler = LineFiller(indentation: indentation)
    filler.put(layout)
    add(filler, trailing: trailing)
  }

  mutating func add(_ filler: LineFiller, trailing: String? = nil) {
    for (index, text) in filler.lines.enumerated() {
      lines.append(
        Line(indentation: indentation, text: text, trailing: index == 0 ? trailing : nil))
    }
  }

  /// The blank line and the comments before a node.
  mutating func lead(_ comments: Comments, isFirst: Bool) {
    if comments.blankLineBefore, !isFirst { blankLine() }
    commentLines(comments.leading, afterOpening: isFirst)
  }

  mutating func closing(_ comments: [String], isFirst: Bool) {
    commentLines(comments, afterOpening: isFirst)
  }

  private mutating func commentLines(_ comments: [String], afterOpening: Bool) {
    var isFirst = afterOpening
    for comment in comments {
      if comment.isEmpty {
        if !isFirst { blankLine() }
      } else {
        line(comment)
        isFirst = false
      }
    }
  }

  mutating func indented(_ write: (inout Formatter) -> Void) {
    indentation += 2
    write(&self)
    indentation -= 2
  }
}

// MARK: - The file

extension Formatter {
  fileprivate mutating func write(_ tree: SyntaxTree) {
    var previous: DeclarationKind?
    if let name = tree.protocolName {
      lead(tree.header, isFirst: true)
      line("protocol \(name.text)", trailing: tree.header.trailing)
      blankLine()
    }
    for declaration in tree.declarations {
      if declaration.kind.isRole || previous?.isRole == true { blankLine() }
      lead(declaration.comments, isFirst: lines.isEmpty)
      write(declaration)
      previous = declaration.kind
    }
    closing(tree.closingComments, isFirst: lines.isEmpty)
    if lines.last?.text.isEmpty == true { lines.removeLast() }
  }
}

extension DeclarationKind {
  fileprivate var isRole: Bool {
    if case .role = self { true } else { false }
  }
}
