// Makes a failing model small: removes lines, arguments and wrappers as long as the model still
// fails. It works on the text, so it takes models of any origin; whatever is no model any more
// the predicate refuses.

package struct Shrinker {
  private let fails: (String) -> Bool
  private var text: String
  /// How many more candidates may be tried.
  private var budget: Int

  /// The smallest text found for which `fails` is still true.
  package static func shrink(
    _ text: String, attempts: Int = 3000, while fails: @escaping (String) -> Bool
  ) -> String {
    var shrinker = Shrinker(fails: fails, text: text, budget: attempts)
    var before = ""
    while before != shrinker.text, shrinker.budget > 0 {
      before = shrinker.text
      shrinker.removeLines()
      shrinker.removeFields()
      shrinker.removeElements()
      shrinker.unwrapTerms()
      shrinker.decreaseNumbers()
    }
    return shrinker.text
  }

  private init(fails: @escaping (String) -> Bool, text: String, budget: Int) {
    self.fails = fails
    self.text = text
    self.budget = budget
  }

  private mutating func accept(_ candidate: String) -> Bool {
    guard candidate != text, budget > 0 else { return false }
    budget -= 1
    guard fails(candidate) else { return false }
    text = candidate
    return true
  }

  /// Properties, roles, transitions and actions are runs of lines.
  private mutating func removeLines() {
    for size in [24, 16, 12, 8, 6, 5, 4, 3, 2, 1] {
      var start = 0
      while true {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard start + size <= lines.count else { break }
        lines.removeSubrange(start..<(start + size))
        if !accept(lines.joined(separator: "\n") + "\n") { start += 1 }
      }
    }
  }

  /// The n-th argument of a name everywhere at once: fields of messages, columns, events.
  private mutating func removeFields() {
    let names = Set(TextTerm.applications(in: text).map(\.name)).sorted()
    for name in names {
      for argument in (0..<6).reversed() {
        var candidate = text
        for application in TextTerm.applications(in: text).reversed()
        where application.name == name && argument < application.arguments.count {
          candidate.replaceSubrange(
            application.range, with: application.removing(argument).description)
        }
        _ = accept(candidate)
      }
    }
  }

  /// Single elements of argument lists and tuples.
  private mutating func removeElements() {
    var index = 0
    while true {
      let applications = TextTerm.applications(in: text)
      guard index < applications.count else { return }
      let application = applications[index]
      for argument in application.arguments.indices {
        var candidate = text
        candidate.replaceSubrange(
          application.range, with: application.removing(argument).description)
        if accept(candidate) { break }
      }
      index += 1
    }
  }

  /// `hash((n, m))` becomes `n`.
  private mutating func unwrapTerms() {
    var index = 0
    while true {
      let applications = TextTerm.applications(in: text)
      guard index < applications.count else { return }
      let application = applications[index]
      let isShorter = application.arguments.contains { argument in
        var candidate = text
        candidate.replaceSubrange(application.range, with: argument)
        return accept(candidate)
      }
      if !isShorter { index += 1 }
    }
  }

  private mutating func decreaseNumbers() {
    for (from, to) in [("3", "2"), ("2", "1"), ("1", "0")] {
      for place in text.indices.reversed() where place < text.endIndex {
        guard String(text[place]) == from, !isPartOfName(place) else { continue }
        var candidate = text
        candidate.replaceSubrange(place...place, with: to)
        _ = accept(candidate)
      }
    }
  }

  private func isPartOfName(_ place: String.Index) -> Bool {
    guard place > text.startIndex else { return false }
    let before = text[text.index(before: place)]
    return before.isLetter || before.isNumber || before == "_"
  }
}

/// `name(argument, …)` or a tuple, somewhere in a text.
private struct TextTerm {
  var name: String
  var arguments: [String]
  var range: Range<String.Index>

  func removing(_ index: Int) -> TextTerm {
    var copy = self
    copy.arguments.remove(at: index)
    return copy
  }

  var description: String {
    if name.isEmpty, arguments.count == 1 { return arguments[0] }
    return "\(name)(\(arguments.joined(separator: ", ")))"
  }

  /// All of them, the outer before the inner ones.
  static func applications(in text: String) -> [TextTerm] {
    text.indices.filter { text[$0] == "(" }.compactMap { read(text, opening: $0) }
  }

  private static func read(_ text: String, opening: String.Index) -> TextTerm? {
    var start = opening
    while start > text.startIndex {
      let before = text.index(before: start)
      guard text[before].isLetter || text[before].isNumber || text[before] == "_" else { break }
      start = before
    }
    var depth = 0
    var arguments = [""]
    var place = opening
    while place < text.endIndex {
      let character = text[place]
      if character == ")" { depth -= 1 }
      if depth == 0, character == ")" {
        let trimmed = arguments.map(trim).filter { !$0.isEmpty }
        return TextTerm(
          name: String(text[start..<opening]), arguments: trimmed,
          range: start..<text.index(after: place))
      }
      if depth == 1, character == "," {
        arguments.append("")
      } else if depth > 0 {
        arguments[arguments.count - 1].append(character)
      }
      if character == "(" { depth += 1 }
      place = text.index(after: place)
    }
    return nil
  }

  private static func trim(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
