// Terms of a lock file, read back. Whatever is read is written again to the same text, or it is not
// read at all: so no two texts stand for one term.

extension LockedTerm {
  /// Deeper terms than this no model has; who writes one by hand gets an answer, not a crash.
  static let deepest = 200

  /// The term that a text is; nil if it is none.
  init?(_ text: some StringProtocol) {
    var reader = TermReader(text: Array(text.utf8)[...])
    guard let term = reader.term(depth: 0), reader.text.isEmpty, term.description == String(text)
    else { return nil }
    self = term
  }
}

private struct TermReader {
  var text: ArraySlice<UInt8>

  mutating func term(depth: Int) -> LockedTerm? {
    guard depth < LockedTerm.deepest, let first = text.first else { return nil }
    switch first {
    case UInt8(ascii: "?"):
      text.removeFirst()
      return name().map { .variable($0) }
    case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "-"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      text.removeFirst()
      let mark = String(decoding: [first], as: UTF8.self)
      let rest = name() ?? ""
      guard take(":") else { return .atom(mark + rest) }
      return name().map { .atom(mark + rest + ":" + $0) }
    default:
      guard let name = name() else { return nil }
      if name == "_" && text.first != UInt8(ascii: "(") { return .wildcard }
      return arguments(depth: depth).map { .apply(name, $0) }
    }
  }

  private mutating func arguments(depth: Int) -> [LockedTerm]? {
    guard take("(") else { return nil }
    if take(")") { return [] }
    var found: [LockedTerm] = []
    repeat {
      guard let next = term(depth: depth + 1) else { return nil }
      found.append(next)
    } while take(", ")
    return take(")") ? found : nil
  }

  /// Everything up to what cannot stand in a name.
  private mutating func name() -> String? {
    let end = text.firstIndex { Self.separators.contains($0) } ?? text.endIndex
    guard end > text.startIndex else { return nil }
    defer { text = text[end...] }
    return String(decoding: text[..<end], as: UTF8.self)
  }

  private static let separators = Set("(),:?@# ".utf8)

  private mutating func take(_ word: String) -> Bool {
    guard text.starts(with: word.utf8) else { return false }
    text.removeFirst(word.utf8.count)
    return true
  }
}
