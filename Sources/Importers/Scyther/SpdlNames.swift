// Names of Assay for names of Scyther: the same wherever the language allows it. Scyther's names
// may contain `-`, `^` and `@` and begin with a digit, and its keywords are other ones.

import ProtocolLanguage

struct SpdlNames {
  private(set) var taken: Set<String>

  /// The words that are no names anywhere.
  private static let keywords: Set<String> = [
    "receive", "send", "fresh", "let", "match", "require", "event", "insert", "delete", "when",
    "unless", "not", "and", "or", "in", "of", "over", "as", "into", "for",
  ]

  init(taken: Set<String> = []) { self.taken = taken }

  /// The name itself, or the nearest that is free and that the language allows.
  mutating func unique(_ text: String) -> String {
    let base = Self.allowed(text)
    var name = base
    var number = 1
    while taken.contains(name) || Self.keywords.contains(name) {
      number += 1
      name = "\(base)_\(number)"
    }
    taken.insert(name)
    return name
  }

  /// The name itself, or the nearest that the language allows where no other names are.
  static func alone(_ text: String) -> String {
    var names = SpdlNames()
    return names.unique(text)
  }

  static func allowed(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": result.unicodeScalars.append(scalar)
      case "@", "!": continue
      default: result += "_"
      }
    }
    guard let first = result.unicodeScalars.first else { return "x" }
    switch first {
    case "a"..."z", "A"..."Z": return result
    default: return "x" + result
    }
  }
}
