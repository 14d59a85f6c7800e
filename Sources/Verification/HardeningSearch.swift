// All minimal sets of options, the smallest first. A set is looked at unless it contains a solution;
// the attacks found so far are tried under it, and only where none is one there is it decided. So
// each decision either gives a solution or an attack that nobody knew, which excludes more sets than
// its own. (The duality of hitting sets, Reiter 1987, but that an attack need not be stopped by what
// is added to a set that stops it: it is tried under every set.)

import Exploration
import ProtocolModel

struct HardeningSearch {
  /// A set of options, a bit for each in the order of their declaration.
  typealias Mask = Int

  let options: [String]
  let path: String
  let selection: Selection
  let engines: Engines
  let member: @Sendable (Set<String>) -> OptionMatrix.Member
  let isCancelled: Engines.Cancellation
  var answer: Hardening
  private var runs: [(run: KnownRun, mask: Mask)] = []
  private var proofs = KnownEvidence()
  private var standings: [Mask: Hardening.Standing] = [:]
  private var solutions: [Mask] = []

  init(
    _ options: [String], at path: String, selecting selection: Selection, properties: [String],
    engines: Engines, isCancelled: @escaping Engines.Cancellation,
    member: @escaping @Sendable (Set<String>) -> OptionMatrix.Member
  ) {
    self.options = options
    self.path = path
    self.selection = selection
    self.engines = engines
    self.member = member
    self.isCancelled = isCancelled
    answer = Hardening(path: path, options: options, properties: properties)
  }

  // MARK: Sets

  func names(_ mask: Mask) -> [String] {
    options.indices.filter { mask >> $0 & 1 == 1 }.map { options[$0] }
  }

  /// The sets of a size, in the order of their options.
  private func sets(of size: Int) -> [Mask] {
    (0..<1 << options.count).filter { $0.nonzeroBitCount == size }
      .sorted { $0.bitPattern(options.count) > $1.bitPattern(options.count) }
  }

  func model(_ mask: Mask) -> OptionMatrix.Member { member(Set(names(mask))) }

  func standing(_ mask: Mask) -> Hardening.Standing? { standings[mask] }

  // MARK: The search

  /// - Parameter onSize: told the size of the sets that are looked at next, and of the answer so far.
  mutating func run(onSize: (Int, Hardening) -> Void) {
    for size in 0...options.count {
      onSize(size, answer)
      let level = sets(of: size)
      let candidates = level.filter { mask in !solutions.contains { $0 & mask == $0 } }
      answer.covered += level.count - candidates.count
      lookAt(candidates)
      if answer.isInterrupted { return }
      answer.completeUpTo = size
    }
  }

  private mutating func lookAt(_ candidates: [Mask]) {
    let members = engines.workers.map(candidates.count) { [self] in model(candidates[$0]) }
    for (mask, standing) in zip(candidates, tryKnown(candidates, members)) {
      if let standing { settle(mask, standing) }
    }
    let known = runs.count
    for (mask, member) in zip(candidates, members) where standings[mask] == nil {
      if isCancelled() { return answer.isInterrupted = true }
      guard let model = member.model else {
        settle(mask, .noModel(member.problem ?? "the declarations make no model"))
        continue
      }
      let standing = attack(on: model, among: Array(known..<runs.count)) ?? decide(mask, model)
      guard let standing else { return answer.isInterrupted = true }
      settle(mask, standing)
    }
  }

  /// What the attacks known now say of each set; nil where none is one.
  func tryKnown(_ masks: [Mask], _ members: [OptionMatrix.Member]) -> [Hardening.Standing?] {
    engines.workers.map(masks.count) { [self] place in
      members[place].model.flatMap { attack(on: $0, among: likely(under: masks[place])) }
    }
  }

  /// All attacks: those that exclude the sets with an option less, then those found nearby.
  private func likely(under mask: Mask) -> [Int] {
    var order: [Int] = []
    for option in options.indices where mask >> option & 1 == 1 {
      if case .attacked(let number, _) = standings[mask ^ 1 << option], !order.contains(number) {
        order.append(number)
      }
    }
    let rest = runs.indices.filter { !order.contains($0) }
      .sorted {
        ((runs[$0].mask ^ mask).nonzeroBitCount, $0) < ((runs[$1].mask ^ mask).nonzeroBitCount, $1)
      }
    return order + rest
  }

  /// The first of these attacks that is one on the model.
  func attack(on model: ProtocolModel, among numbers: [Int]) -> Hardening.Standing? {
    // An attack counts whether or not the honest run completes.
    let judge = Judge(
      engines: engines, job: selection.job(path, model), model: model,
      honestRun: .undecided(.interrupted))
    for number in numbers {
      let name = answer.attacks[number].property
      guard let index = model.properties.firstIndex(where: { $0.name == name }) else { continue }
      if let evidence = judge.stands(runs[number].run, index) { return .attacked(number, evidence) }
    }
    return nil
  }

  /// A short search first: most sets that no known attack excludes have an attack of their own.
  private static let shortSearch = 2_000

  /// Nil if nobody waited for the answer.
  mutating func decide(_ mask: Mask, _ model: ProtocolModel) -> Hardening.Standing? {
    let verifier = Verifier(engines: engines)
    answer.decided += 1
    var short = selection.job(path, model)
    short.engine = .explore
    short.limits.steps = short.limits.atMost(Self.shortSearch)
    var results = verifier.verify(short, model: model, isCancelled: isCancelled)
    if !results.contains(where: { $0.verdict == .attack }) {
      results = verifier.verify(
        selection.job(path, model), model: model, knowing: proofs, isCancelled: isCancelled)
    }
    if isCancelled() { return nil }
    let first = runs.count
    for result in results {
      if result.verdict == .attack, let run = result.run {
        runs.append((KnownRun(trace: run.trace, model: model), mask))
        answer.attacks.append(
          Hardening.Attack(
            property: result.property.name, options: names(mask), result: result))
      }
      if result.proof != nil { proofs.add(result, of: model) }
    }
    if runs.count > first { return .attacked(first, .found) }
    let bad = results.filter { !$0.isGood }
    return bad.isEmpty ? .holds(results) : .unsettled(bad)
  }

  private mutating func settle(_ mask: Mask, _ standing: Hardening.Standing) {
    standings[mask] = standing
    switch standing {
    case .attacked(_, .found): break
    case .attacked(_, let evidence): answer.excluded[evidence, default: 0] += 1
    case .holds(let results):
      solutions.append(mask)
      answer.solutions.append(Hardening.Solution(options: names(mask), results: results))
    case .unsettled, .noModel:
      answer.open.append(Hardening.OpenSet(options: names(mask), standing: standing))
    }
  }

  /// Sets that are looked at for another reason than to find solutions.
  mutating func note(_ mask: Mask, _ standing: Hardening.Standing) { standings[mask] = standing }

  var solutionMasks: [Mask] { solutions }
}

extension Int {
  /// The bits of a set with those of the first options highest.
  fileprivate func bitPattern(_ count: Int) -> Int {
    (0..<count).reduce(0) { $0 << 1 | self >> $1 & 1 }
  }
}
