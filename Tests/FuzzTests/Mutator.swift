// From a seed to a broken model. One to six changes, most of them small and such that the result
// may still mean something: what is nonsense from the first byte tests the lexer and nothing else.

import OracleSupport

struct Mutant {
  var seed: UInt64
  /// The file that was changed, and its new text.
  var path: String
  var bytes: [UInt8]
  /// The model: the changed file, or one that includes it.
  var model: String
}

struct Mutator {
  let corpus: Corpus
  var random: SplitMix64
  var bytes: [UInt8]

  static func mutant(_ seed: UInt64, of corpus: Corpus) -> Mutant {
    var random = SplitMix64(seed: seed)
    let base = corpus.base(&random)
    var mutator = Mutator(corpus: corpus, random: random, bytes: base.bytes)
    if base.isLarge || mutator.random.chance(95) { mutator.thin(base) }
    for _ in 0..<mutator.random.pick([1, 1, 1, 1, 2, 2, 3, 4, 6]) { mutator.change() }
    var mutant = Mutant(seed: seed, path: base.path, bytes: mutator.bytes, model: base.path)
    if !base.includers.isEmpty { mutant.model = mutator.random.pick(base.includers) }
    return mutant
  }

  /// Leaves out all but one configuration and most properties: each of them is elaborated for
  /// itself, and what they cost is paid a million times.
  private mutating func thin(_ base: CorpusFile) {
    let configurations = base.declarations.filter { base.isConfiguration($0) }
    let chosen = pick(configurations)
    var kept: [UInt8] = []
    var end = 0
    for declaration in base.declarations {
      kept += base.bytes[end..<declaration.lowerBound]
      end = declaration.upperBound
      let isKept =
        base.isConfiguration(declaration)
        ? declaration == chosen : !base.isProperty(declaration) || random.chance(30)
      if isKept { kept += base.bytes[declaration] }
    }
    bytes = kept
  }

  private mutating func change() {
    switch random.below(20) {
    case 0, 1: changeBytes()
    case 2...9: changePieces()
    case 10...12: changeLines()
    case 13...15: changeGroups()
    case 16...18: changeDeclarations()
    default: exaggerate()
    }
  }
}

// MARK: - Places

extension Mutator {
  mutating func pick(_ ranges: [Range<Int>]) -> Range<Int>? {
    ranges.isEmpty ? nil : random.pick(ranges)
  }

  mutating func place() -> Int { random.below(bytes.count + 1) }

  /// Puts two parts of the text in each other's place, if they are apart.
  mutating func swap(_ first: Range<Int>, _ second: Range<Int>) {
    let (left, right) =
      first.lowerBound < second.lowerBound ? (first, second) : (second, first)
    guard left.upperBound <= right.lowerBound else { return }
    let text = Array(bytes[left])
    bytes.replaceSubrange(left, with: Array(bytes[right]))
    let shift = right.count - left.count
    bytes.replaceSubrange((right.lowerBound + shift)..<(right.upperBound + shift), with: text)
  }

  mutating func insert(_ text: some Sequence<UInt8>, at place: Int) {
    bytes.insert(contentsOf: Array(text), at: min(place, bytes.count))
  }
}
