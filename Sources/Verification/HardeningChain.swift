// What is said of a solution besides that it is one: how one comes to it from no option, and which
// larger sets are attacked, since an option that stops one attack may open another.

extension HardeningSearch {
  /// So many larger sets are decided where no known attack is one, the smallest first.
  private static let mostSupersets = 32

  mutating func explain() {
    findStops()
    for (number, mask) in solutionMasks.enumerated() {
      if isCancelled() { return answer.isInterrupted = true }
      answer.solutions[number].chain = chain(to: mask)
    }
    lookAtSupersets()
  }

  // MARK: What stops an attack

  private mutating func findStops() {
    let stops = engines.workers.map(answer.attacks.count) { [self] number -> [String] in
      let attack = answer.attacks[number]
      let mask = mask(attack.options)
      return options.indices.filter { mask >> $0 & 1 == 0 && isStopped(number, mask | 1 << $0) }
        .map { options[$0] }
    }
    for (number, names) in stops.enumerated() { answer.attacks[number].stoppedBy = names }
  }

  /// Whether an attack is none under these options, of which there is a model.
  private func isStopped(_ number: Int, _ mask: Mask) -> Bool {
    guard !isCancelled(), let model = model(mask).model else { return false }
    return attack(on: model, among: [number]) == nil
  }

  private func mask(_ names: [String]) -> Mask {
    options.indices.reduce(0) { names.contains(options[$1]) ? $0 | 1 << $1 : $0 }
  }

  // MARK: From no option to a solution

  /// Every set on the way is a proper subset of a minimal set, so something was found against it.
  private func chain(to solution: Mask) -> [Hardening.Link] {
    var links: [Hardening.Link] = []
    var current = 0
    while current != solution {
      let missing = options.indices.filter { (solution & ~current) >> $0 & 1 == 1 }
      var attack: Int?
      if case .attacked(let number, _) = standing(current) { attack = number }
      let stop = attack.flatMap { number in missing.first { isStopped(number, current | 1 << $0) } }
      let added = stop ?? missing[0]
      links.append(
        Hardening.Link(
          before: names(current), attack: attack, added: [options[added]], isStopped: stop != nil))
      current |= 1 << added
    }
    return links
  }

  // MARK: Larger sets

  private mutating func lookAtSupersets() {
    let all = 0..<1 << options.count
    let larger = all.filter { mask in
      solutionMasks.contains { $0 & mask == $0 && $0 != mask }
    }.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    let members = engines.workers.map(larger.count) { [self] in model(larger[$0]) }
    for (mask, standing) in zip(larger, tryKnown(larger, members)) {
      if let standing { note(mask, standing) }
    }
    for (mask, member) in zip(larger, members) where standing(mask) == nil {
      if isCancelled() { return answer.isInterrupted = true }
      guard let model = member.model else {
        note(mask, .noModel(member.problem ?? "the declarations make no model"))
        continue
      }
      if answer.decidedSupersets == Self.mostSupersets { break }
      answer.decidedSupersets += 1
      if let standing = decide(mask, model) { note(mask, standing) }
    }
    for (number, solution) in solutionMasks.enumerated() {
      answer.solutions[number].supersets = larger.filter { $0 & solution == solution }.map {
        Hardening.Superset(options: names($0), standing: standing($0))
      }
    }
  }
}

extension Hardening {
  /// Finds all minimal sets of options under which every property holds.
  ///
  /// - Parameters:
  ///   - member: the model under a set of options.
  ///   - properties: the names of those that have to hold, for the report.
  ///   - onSize: told the size of the sets that are looked at next, and the answer so far.
  /// - Complexity: exponential in the number of options in the number of sets that known attacks are
  ///   tried under (a few milliseconds each); what is decided is far less (docs/harden.md).
  package static func find(
    among options: [String], at path: String, selecting selection: Selection,
    properties: [String], engines: Engines,
    isCancelled: @escaping Engines.Cancellation = { false },
    onSize: (Int, Hardening) -> Void = { _, _ in },
    member: @escaping @Sendable (Set<String>) -> OptionMatrix.Member
  ) -> Hardening {
    var search = HardeningSearch(
      options, at: path, selecting: selection, properties: properties, engines: engines,
      isCancelled: isCancelled, member: member)
    search.run(onSize: onSize)
    if !search.answer.isInterrupted { search.explain() }
    return search.answer
  }
}
