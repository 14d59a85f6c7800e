// The changes, by what they take for a unit: bytes, pieces (words, numbers, symbols), lines,
// groups in brackets, declarations.

import OracleSupport

// MARK: - Bytes

extension Mutator {
  private static let odd: [[UInt8]] = [
    [0], [0x1B], [0x7F], [0x0D], [0x0D, 0x0A], [0x09], [0xC0], [0xFF], [0xEF, 0xBB, 0xBF],
    Array("é".utf8), Array("≤".utf8), Array("\u{202E}".utf8), Array("\u{200B}".utf8),
    Array("\u{2028}".utf8), Array("😀".utf8), Array("А".utf8), Array("e\u{301}".utf8),
    Array("“".utf8), Array("–".utf8), Array("\u{A0}".utf8), Array("漢字".utf8), [0xF0, 0x9F],
    Array("// \u{1B}[31m\n".utf8), Array("// é漢\u{301}  \t\n".utf8),
  ]

  mutating func changeBytes() {
    guard !bytes.isEmpty else { return }
    let place = random.below(bytes.count)
    let length = min(1 + random.below(30), bytes.count - place)
    switch random.below(6) {
    case 0: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1: bytes[place] = UInt8(0x20 + random.below(0x5F))
    case 2: insert(random.pick(Self.odd), at: place)
    case 3: bytes.removeSubrange(place..<(place + length))
    case 4: bytes.removeSubrange(place...)
    default: insert(bytes[place..<(place + length)], at: self.place())
    }
  }
}

// MARK: - Words, numbers and symbols

extension Mutator {
  private static let fragments: [String] = [
    "(", ")", "{", "}", ",", ":", ";", "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "->",
    "?", "_", "//", "\"", "\"flow.assay\"", "\n", "\n\n", " // here\n", "\n// above\n",
    "\n\n\n/// apart\n\n", "\"../m\"", "network", "true",
  ]
  private static let keywords: [String] = [
    "protocol", "include", "option", "sort", "enum", "function", "equation", "principal",
    "message", "tuple", "channel", "table", "deterministic", "typed", "role", "attacker",
    "property", "configuration", "scenario", "receive", "send", "fresh", "let", "match",
    "require", "event", "insert", "delete", "when", "unless", "not", "and", "or", "in", "of",
    "over", "as", "into", "for", "guessable", "private", "honest", "dishonest", "between",
    "from", "to", "at", "aenc", "senc", "sign", "mac", "hash", "kdf", "pk", "sk", "vk", "sum",
    "distinct", "knows", "controls", "plays", "reveals", "secret", "hidden", "requires",
    "injectively", "then", "reachable", "invariant", "under", "before", "revealed", "with",
    "within", "expect", "most", "loops", "Nonce", "Key", "Int", "Principal", "Message",
    "PublicKey", "SecretKey", "attack", "holds", "witness", "secure", "authentic", "insecure",
    "confidential", "delivers", "start",
  ]
  private static let numbers: [String] = [
    "0", "1", "2", "7", "40", "41", "100000", "2147483648", "4611686018427387904",
    "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "007",
  ]

  mutating func changePieces() {
    let all = pieces(of: bytes)
    let solid = all.filter { $0.kind != .space }
    guard !solid.isEmpty else { return }
    let piece = random.pick(solid)
    switch random.below(12) {
    case 0: bytes.removeSubrange(piece.range)
    case 1: insert([0x20] + bytes[piece.range], at: piece.range.upperBound)
    case 2: swap(piece.range, random.pick(solid).range)
    case 3: insert(Array(" \(random.pick(Self.fragments)) ".utf8), at: piece.range.lowerBound)
    case 4: insert(Array(" \(random.pick(Self.keywords)) ".utf8), at: piece.range.lowerBound)
    case 5: changeSpace(all)
    case 6: replaceNumber(solid)
    case 7: renameEverywhere(solid)
    default: replace(piece, among: solid)
    }
  }

  private mutating func changeSpace(_ pieces: [TextPiece]) {
    guard let space = pick(pieces.filter { $0.kind == .space }.map(\.range)) else { return }
    let text = random.pick(["\n", "\n\n\n", " // here\n", "\n\n// apart\n\n", "  ", "\r\n", ""])
    bytes.replaceSubrange(space, with: Array(text.utf8))
  }

  private mutating func replaceNumber(_ pieces: [TextPiece]) {
    guard let number = pick(pieces.filter { $0.kind == .number }.map(\.range)) else { return }
    bytes.replaceSubrange(number, with: Array(random.pick(Self.numbers).utf8))
  }

  /// A word becomes another one of the text, wherever it stands.
  private mutating func renameEverywhere(_ pieces: [TextPiece]) {
    let words = pieces.filter { $0.kind == .word }
    guard !words.isEmpty else { return }
    let from = Array(bytes[random.pick(words).range])
    let to = Array(bytes[random.pick(words).range])
    for word in words.reversed() where bytes[word.range].elementsEqual(from) {
      bytes.replaceSubrange(word.range, with: to)
    }
  }

  /// By a piece of the same kind, of this model or of another.
  private mutating func replace(_ piece: TextPiece, among own: [TextPiece]) {
    var text = bytes
    var others = own
    if random.chance(15) {
      text = random.pick(corpus.files).bytes
      others = pieces(of: text)
    }
    let alike = others.filter { $0.kind == piece.kind }
    guard !alike.isEmpty else { return }
    bytes.replaceSubrange(piece.range, with: Array(text[random.pick(alike).range]))
  }
}

// MARK: - Lines, groups and declarations

extension Mutator {
  mutating func changeLines() {
    let all = lines(of: bytes)
    guard let first = pick(all), let second = pick(all) else { return }
    switch random.below(5) {
    case 0: bytes.removeSubrange(first)
    case 1: insert(Array(bytes[first]), at: first.upperBound)
    case 2: swap(first, second)
    case 3: insert(Array(bytes[first]), at: second.lowerBound)
    default:
      let span = min(first.lowerBound, second.lowerBound)..<max(first.upperBound, second.upperBound)
      if span.count < bytes.count / 3 { bytes.removeSubrange(span) }
    }
  }

  mutating func changeGroups() {
    let all = groups(of: bytes)
    guard let first = pick(all), let second = pick(all) else { return }
    let inner = (first.lowerBound + 1)..<(first.upperBound - 1)
    switch random.below(6) {
    case 0: bytes.removeSubrange(first)
    case 1: bytes.removeSubrange(inner)
    case 2: insert(Array(bytes[first]), at: first.upperBound)
    case 3: swap(first, second)
    case 4: bytes.replaceSubrange(first, with: Array(bytes[second]))
    default: insert(Array(bytes[inner]) + Array(", ".utf8), at: second.lowerBound + 1)
    }
  }

  mutating func changeDeclarations() {
    let own = declarationRanges(in: bytes)
    guard let first = pick(own), let second = pick(own) else { return }
    switch random.below(5) {
    case 0: bytes.removeSubrange(first)
    case 1: insert(Array(bytes[first]), at: second.lowerBound)
    case 2: swap(first, second)
    default:
      let other = random.pick(corpus.files)
      guard let foreign = pick(other.declarations) else { return }
      insert(Array(other.bytes[foreign]) + [0x0A], at: second.lowerBound)
    }
  }
}

// MARK: - Too much of something

extension Mutator {
  private static let openings: [(String, String)] = [
    ("(", ")"), ("f(", ")"), ("hash(", ")"), ("{", "}"), ("(", ""), ("", ")"), ("not ", ""),
    ("senc((", ", x), y)"), ("-", ""), ("(1, ", ")"),
  ]
  private static let chains: [String] = [
    " + x", " * 2", " and f", " or f", ", x", " + 1", " == x", "\n// c\n", " }", "\n\n", " 9",
    " - 9223372036854775807", " // c\n",
  ]

  /// Deep nesting around a piece, a long chain behind it, or a very long word.
  mutating func exaggerate() {
    let solid = pieces(of: bytes).filter { $0.kind == .word || $0.kind == .number }
    guard let piece = pick(solid.map(\.range)) else { return }
    let count = random.pick([3, 20, 198, 201, 400])
    switch random.below(4) {
    case 0:
      let (open, close) = random.pick(Self.openings)
      insert(String(repeating: close, count: count).utf8, at: piece.upperBound)
      insert(String(repeating: open, count: count).utf8, at: piece.lowerBound)
    case 1:
      insert(
        String(repeating: String(UnicodeScalar(bytes[piece.lowerBound])), count: count).utf8,
        at: piece.upperBound)
    default:
      insert(String(repeating: random.pick(Self.chains), count: count).utf8, at: piece.upperBound)
    }
  }
}
