// What earlier runs have settled is taken as it is, and nothing else is.

import Exploration
import ProtocolModel
import Synchronization
import Testing

@testable import Traces
@testable import Verification

@Suite struct ResultStoreTests {
  /// A store in memory, and what it was told.
  private final class Shelf: Sendable {
    let texts = Mutex<[String: String]>([:])
    let damaged = Mutex(0)
    let searched = Mutex<[[String]]>([])

    var count: Int { texts.withLock { $0.count } }

    func engines(
      _ outcomes: [String: ExplorationOutcome], build: String = "1", accepts: Bool = true
    ) -> Engines {
      var engines = Engines.telling(outcomes, replay: { _ in accepts })
      engines.store = ResultStore(
        build: build, find: { name in self.texts.withLock { $0[name] } },
        keep: { name, text in self.texts.withLock { $0[name] = text } },
        onDamage: { _ in self.damaged.withLock { $0 += 1 } })
      return engines
    }

    func verify(
      _ model: ProtocolModel, _ outcomes: [String: ExplorationOutcome], steps: Int = 9,
      build: String = "1"
    ) -> [PropertyResult] {
      Verifier(engines: engines(outcomes, build: build)).verify(
        Fixture.job(steps: steps), model: model,
        onSearch: { group in self.searched.withLock { $0.append(group) } })
    }

    func takeSearched() -> [[String]] {
      searched.withLock { searched in
        defer { searched = [] }
        return searched
      }
    }
  }

  private static let outcomes: [String: ExplorationOutcome] = [
    "held": .none(isTriggered: true), "idle": .none(isTriggered: false),
    "open": .undecided(.stepLimit), "other": .none(isTriggered: true),
  ]
  private static let model = Fixture.model(["held", "idle", "open"].map { Fixture.property($0) })

  @Test func aSecondRunDecidesNothingAndSaysTheSame() {
    let shelf = Shelf()
    let first = shelf.verify(Self.model, Self.outcomes)
    #expect(shelf.takeSearched() == [["held", "idle", "open"]])
    let second = shelf.verify(Self.model, [:])
    #expect(shelf.takeSearched().isEmpty)
    #expect(second.map(\.verdict) == [.holds, .vacuous, .unknown])
    #expect(second.map(\.note) == first.map(\.note))
    #expect(second.map(\.scope) == first.map(\.scope))
  }

  @Test func touchingOnePropertyOfTenDecidesOne() {
    let shelf = Shelf()
    let names = (0..<10).map { "p\($0)" }
    let outcomes = Dictionary(
      uniqueKeysWithValues: (names + ["new"]).map {
        ($0, ExplorationOutcome.none(isTriggered: true))
      })
    _ = shelf.verify(Fixture.model(names.map { Fixture.property($0) }), outcomes)
    _ = shelf.takeSearched()
    var touched = names
    touched[4] = "new"
    let results = shelf.verify(Fixture.model(touched.map { Fixture.property($0) }), outcomes)
    #expect(shelf.takeSearched() == [["new"]])
    #expect(results.map(\.property.name) == touched)
  }

  @Test func whatALimitCutIsDecidedAgainInOtherCompany() {
    let shelf = Shelf()
    _ = shelf.verify(Self.model, Self.outcomes)
    _ = shelf.takeSearched()
    let other = Fixture.model(["held", "open", "other"].map { Fixture.property($0) })
    _ = shelf.verify(other, Self.outcomes)
    #expect(shelf.takeSearched() == [["open", "other"]])
  }

  @Test func whatTheResultDependsOnIsInItsName() {
    let shelf = Shelf()
    _ = shelf.verify(Self.model, Self.outcomes)
    _ = shelf.takeSearched()
    var larger = Self.model
    larger.scenarios[0].counts[0] += 1
    var loops = Self.model
    loops.scenarios[0].loops += 1
    var threat = Self.model
    for index in threat.properties.indices { threat.properties[index].threat.plays = [RoleID(0)] }
    var role = Self.model
    role.roles[0].transitions.removeAll()
    for changed in [larger, loops, threat, role] {
      _ = shelf.verify(changed, Self.outcomes)
      #expect(shelf.takeSearched() == [["held", "idle", "open"]])
    }
    _ = shelf.verify(Self.model, Self.outcomes, steps: 8)
    #expect(shelf.takeSearched().count == 1)
    _ = shelf.verify(Self.model, Self.outcomes, build: "2")
    #expect(shelf.takeSearched().count == 1)
  }

  @Test func nothingIsKeptOfAnInterruptedRun() {
    let shelf = Shelf()
    let asked = Mutex(0)
    _ = Verifier(engines: shelf.engines(Self.outcomes)).verify(
      Fixture.job(), model: Self.model,
      isCancelled: {
        asked.withLock { asked in
          asked += 1
          return asked > 2
        }
      })
    #expect(shelf.count == 0)
  }

  @Test func aFaultIsNotKept() {
    let shelf = Shelf()
    let model = Fixture.model([Fixture.property("p")])
    let engines = shelf.engines(["p": .found(Fixture.trace())], accepts: false)
    let results = Verifier(engines: engines).verify(Fixture.job(), model: model)
    #expect(results[0].verdict == .error)
    #expect(shelf.count == 0)
  }

  /// Whatever happens to the bytes, or whatever text lies where another should, is not taken.
  @Test(arguments: 1...4)
  func noDamagedTextIsTaken(_ seed: UInt64) throws {
    let shelf = Shelf()
    _ = shelf.verify(Self.model, Self.outcomes)
    let kept = shelf.texts.withLock { $0 }.sorted { $0.key < $1.key }
    #expect(kept.count == 3)
    var random = SplitMix(state: seed)
    for _ in 0..<250 {
      let (name, text) = kept[random.next(below: kept.count)]
      var bytes = Array(text.utf8)
      for _ in 0...random.next(below: 3) { damage(&bytes, &random) }
      let mutant =
        random.next(below: 8) == 0
        ? kept[random.next(below: kept.count)].value : String(decoding: bytes, as: UTF8.self)
      if mutant == text { continue }
      shelf.texts.withLock { $0[name] = mutant }
      shelf.damaged.withLock { $0 = 0 }
      let results = shelf.verify(Self.model, Self.outcomes)
      #expect(results.map(\.verdict) == [.holds, .vacuous, .unknown])
      #expect(shelf.damaged.withLock { $0 } == 1)
      #expect(shelf.texts.withLock { $0 } == Dictionary(uniqueKeysWithValues: kept))
    }
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    if bytes.isEmpty { return }
    let place = random.next(below: bytes.count)
    switch random.next(below: 6) {
    case 0: bytes[place] = UInt8(random.next(below: 256))
    case 1: bytes[place] ^= 1 << UInt8(random.next(below: 8))
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(UInt8(random.next(below: 128)), at: place)
    case 4: bytes.removeLast(bytes.count - place)
    default: bytes.removeFirst(min(place, 40))
    }
  }
}

/// SplitMix64: the same damage on every machine.
private struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
