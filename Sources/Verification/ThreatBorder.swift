// The border between the sets of compromises that something survives and those that break it. An
// attacker with more means can do all that one with fewer can, so what breaks a property breaks it
// with more compromises too, and what it survives it survives with fewer: each answer settles
// everything above, or below (dualize and advance, Gunopulos et al. 2003; as MARCO, Liffiton et al.
// 2016, does for unsatisfiable sets). Sets are bits; which is asked next is found by looking at all.

struct ThreatBorder {
  /// A set of compromises, a bit for each.
  typealias Mask = Int

  enum Answer: Hashable, Sendable {
    case survives
    /// Nothing violates it since nothing that it speaks of comes up.
    case vacuous
    case open
  }

  let count: Int
  /// What survives or is vacuous, none below another of its kind; settles all below.
  private(set) var below: [(mask: Mask, answer: Answer)] = []
  /// What breaks, none above another; settles all above.
  private(set) var breaking: [Mask] = []
  /// Settles only itself.
  private(set) var open: [Mask] = []
  /// All sets, the largest first.
  private let order: [Mask]

  init(count: Int) {
    self.count = count
    order = (0..<1 << count).sorted { ($1.nonzeroBitCount, $0) < ($0.nonzeroBitCount, $1) }
  }

  // MARK: What is asked

  /// The next set to ask about; nil if none is left. The largest that nothing is known of, since if
  /// it survives, it is a largest of all. Where such a set was too hard to tell, the largest that has
  /// one compromise more than what is known to survive, and from the next such set on the smallest,
  /// in turns: those above find what survives, those below what breaks.
  var next: Mask? {
    let unknown = order.filter { !isSettled($0) && !open.contains($0) }
    if open.isEmpty { return unknown.first }
    let grown = open.count % 2 == 1 ? unknown.first(where: isNext) : nil
    return grown ?? unknown.last
  }

  private func isNext(_ mask: Mask) -> Bool {
    (0..<count).contains { mask.has($0) && isBelow(mask & ~(1 << $0)) }
  }

  mutating func add(_ mask: Mask, _ answer: Answer) {
    if answer == .open { return open.append(mask) }
    below.removeAll { $0.answer == answer && mask.contains($0.mask) }
    below.append((mask, answer))
  }

  /// Takes back what survives an attack that was found elsewhere to be one there.
  mutating func add(breaking mask: Mask) -> [Mask] {
    if breaking.contains(where: mask.contains) { return [] }
    let refuted = below.map(\.mask).filter { $0.contains(mask) }
    below.removeAll { $0.mask.contains(mask) }
    breaking.removeAll { $0.contains(mask) }
    breaking.append(mask)
    return refuted
  }

  // MARK: What is known

  func breaks(_ mask: Mask) -> Bool { breaking.contains(where: mask.contains) }
  func isBelow(_ mask: Mask) -> Bool { below.contains { $0.mask.contains(mask) } }
  private func isSettled(_ mask: Mask) -> Bool { breaks(mask) || isBelow(mask) }

  /// The sets of which nothing is known.
  var unsettledCount: Int { order.count { !isSettled($0) } }

  /// Whether every compromise more breaks.
  func isLargest(_ mask: Mask) -> Bool {
    (0..<count).allSatisfy { mask.has($0) || breaks(mask | 1 << $0) }
  }

  /// Whether with any compromise less it does not break.
  func isSmallest(_ mask: Mask) -> Bool {
    (0..<count).allSatisfy { !mask.has($0) || isBelow(mask & ~(1 << $0)) }
  }
}

extension ThreatBorder.Mask {
  func contains(_ other: Self) -> Bool { self & other == other }
  func has(_ place: Int) -> Bool { self >> place & 1 == 1 }
}
