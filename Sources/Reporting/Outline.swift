// A message as text that can be folded to the room there is, for the chart.
//
// Parts are unfolded from the left as long as there is room, because what tells two messages
// apart stands before the keys that they are signed or encrypted with. Folding all parts to one
// depth instead leaves room unused: `sign(…)` where `sign(Quote(n, …), sk(Vendor))` would fit.

package indirect enum Outline: Hashable, Sendable {
  case word(String)
  /// Parts and what stands around them: `aenc(` and `)`, nothing for the elements of a message.
  case group(String, [Outline], String)

  /// Everything.
  package var text: String {
    switch self {
    case .word(let word): word
    case .group(let open, let parts, let close):
      open + parts.map(\.text).joined(separator: ", ") + close
    }
  }

  /// In at most so many characters, unless even the outermost name is longer.
  package func fitting(_ width: Int) -> String {
    let text = self.text
    guard text.count > width, case .group(let open, let parts, let close) = self else {
      return text
    }
    return open + Self.list(parts, fitting: width - open.count - close.count) + close
  }

  /// The shortest form of a part. What is as short as `pk(Alice)` stays as it is.
  private var folded: String {
    guard case .group(let open, let parts, let close) = self else { return text }
    let isShort = parts.count <= 2 && parts.allSatisfy(\.isWord)
    return isShort ? text : open + "…" + close
  }

  private var isWord: Bool {
    if case .word = self { true } else { false }
  }

  /// As many parts as there is room for, with an `…` for the rest.
  private static func list(_ parts: [Outline], fitting width: Int) -> String {
    let shortest = parts.map(\.folded.count)
    func length(_ count: Int) -> Int {
      let rest = count == parts.count ? 0 : count == 0 ? 1 : 3
      return shortest[..<count].reduce(2 * max(0, count - 1) + rest, +)
    }
    var count = parts.count
    while count > 0 && length(count) > width { count -= 1 }
    var spare = max(0, width - length(count))
    var shown = parts[..<count].enumerated().map { index, part in
      let text = part.fitting(shortest[index] + spare)
      spare -= text.count - shortest[index]
      return text
    }
    if count < parts.count { shown.append("…") }
    return shown.joined(separator: ", ")
  }
}
