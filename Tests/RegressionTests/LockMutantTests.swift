import Testing

@testable import Regression

/// Damaged lock files: whatever happened to the bytes, either it is said, or something differs, or
/// all that was pinned is still there.
@Suite struct LockMutantTests {
  @Test(arguments: 1...4)
  func noneIsTakenForTheLockItWas(_ seed: UInt64) throws {
    let lock = try Known.lowe.get()
    let found = lock.pins.map {
      LockComparison.Entry(key: $0.key, old: nil, new: $0, result: nil, model: nil, changes: [])
    }
    let bytes = Array(lock.text.utf8)
    var random = Generator(state: seed)
    var matches = 0
    for _ in 0..<1000 {
      var mutant = bytes
      for _ in 0..<(1 + random.next(below: 3)) { mutate(&mutant, &random) }
      guard case .success(let read) = LockFile.read(mutant) else { continue }
      let comparison = LockComparison(read, found, in: LockScope(paths: ["/test.assay"]))
      guard comparison.exitCode == .success else { continue }
      matches += 1
      #expect(read.pins == lock.pins, "\(String(decoding: mutant, as: UTF8.self))")
    }
    // Comments and blank lines can be changed.
    #expect(matches < 100)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout Generator) {
    if bytes.isEmpty { return }
    let place = random.next(below: bytes.count)
    switch random.next(below: 9) {
    case 0: bytes[place] = UInt8(random.next(below: 256))
    case 1: bytes[place] ^= 1 << UInt8(random.next(below: 8))
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(UInt8(random.next(below: 128)), at: place)
    case 4: bytes.removeLast(bytes.count - place)
    case 5: bytes.removeFirst(min(place, 40))
    default: mutateLines(&bytes, &random)
    }
  }

  private func mutateLines(_ bytes: inout [UInt8], _ random: inout Generator) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let (first, second) = (random.next(below: lines.count), random.next(below: lines.count))
    switch random.next(below: 5) {
    case 0: lines.remove(at: first)
    case 1: lines.swapAt(first, second)
    case 2: lines.insert(lines[first], at: second)
    case 3: lines.removeSubrange(min(first, second)..<max(first, second))
    default: lines[first] = lines[second]
    }
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// A checksum guards against slips; whoever writes a new one below other lines is told what they
  /// say.
  @Test func everyFieldCounts() throws {
    let changes: [(String, (inout Pin) -> Void)] = [
      ("kind", { $0.goal.kind = $0.goal.kind == .secret ? .hidden : .secret }),
      ("excuse", { $0.goal.excuses.append(LockedExcuse(condition: .wildcard, before: nil)) }),
      ("excuses", { $0.goal.excuses.removeAll() }),
      ("power", { $0.threat.powers.append("x") }),
      ("powers", { $0.threat.powers.removeAll() }),
      ("means", { $0.threat.means.append("x") }),
      ("assumption", { $0.threat.assumptions.append("x") }),
      ("sessions", { $0.threat.sessions.removeLast() }),
      ("total", { $0.threat.total = 1 }),
      ("loops", { $0.threat.loops += 1 }),
      ("expected", { $0.expected = .attack }),
      ("verdict", { $0.verdict = $0.verdict == .unknown ? .attack : .unknown }),
      ("option", { $0.options.append("x") }),
      ("state", { $0.goal.state = $0.goal.state == nil ? "x" : nil }),
      ("role", { if $0.goal.speaksOfRole { $0.goal.role = "x" } else { $0.verdict = .error } }),
      ("property", { $0.key.property += "x" }),
      ("model", { $0.key.model = "other.assay" }),
      ("configuration", { $0.key.configuration = "x" }),
    ]
    let lock = try LockFile(Known.lowe.get().pins + Known.purchase.get().pins.map(Self.other))
    let found = lock.pins.map {
      LockComparison.Entry(key: $0.key, old: nil, new: $0, result: nil, model: nil, changes: [])
    }
    for pin in lock.pins {
      for (name, change) in changes {
        var changed = pin
        change(&changed)
        if changed == pin || name == "state" && !pin.goal.speaksOfRole { continue }
        let other = LockFile(lock.pins.filter { $0.key != pin.key } + [changed])
        let comparison = LockComparison(other, found, in: LockScope(paths: ["/"]))
        #expect(comparison.exitCode == .violated, "\(name) of \(pin.key.property)")
      }
    }
  }

  private static func other(_ pin: Pin) -> Pin {
    var pin = pin
    pin.key.model = "purchase.assay"
    return pin
  }
}

/// SplitMix64: the same mutants on every machine.
private struct Generator {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
