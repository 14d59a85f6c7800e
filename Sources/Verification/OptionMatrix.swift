// Every property under many sets of options. What was found under one set is tried under those that
// are decided after it (KnownEvidence), so that a family of protocols costs little more than its
// different members.

import Diagnostics
import ProtocolModel

package struct OptionMatrix: Sendable {
  /// What is asked: a set of options and the model under it.
  package struct Member: Sendable {
    /// The options that are on, in the order of their declaration.
    package var options: [String]
    /// Nil if the declarations make no model together.
    package var model: ProtocolModel?
    /// Why there is no model.
    package var problem: String?
    package init(options: [String], model: ProtocolModel?, problem: String?) {
      self.options = options
      self.model = model
      self.problem = problem
    }

    /// - Parameter elaborate: the protocol with these options on and off, whatever its configurations
    ///   say.
    package init(
      _ set: Set<String>, of declared: [String],
      elaborating elaborate: ([String: Bool]) -> ElaboratedProtocol
    ) {
      let choices = declared.map { ($0, set.contains($0)) }
      let elaborated = elaborate(Dictionary(uniqueKeysWithValues: choices))
      var model = elaborated.models.first
      model?.configuration = nil
      self.init(
        options: declared.filter(set.contains), model: model,
        problem: elaborated.diagnostics.first { $0.severity == .error }?.message)
    }
  }

  package struct Row: Sendable {
    package var member: Member
    /// None, if there is no model.
    package var results: [PropertyResult]
    package var options: [String] { member.options }
    package func result(of property: String) -> PropertyResult? {
      results.first { $0.property.name == property }
    }
  }
  /// The path of the model as the user wrote it.
  package var path: String
  /// The options that the sets are made of, in the order of their declaration.
  package var options: [String]
  /// The names of the properties, in the order in which they first come up.
  package var properties: [String]
  package private(set) var rows: [Row]
  package var isInterrupted: Bool

  /// Decides the properties of a protocol's models, one for each set of options.
  ///
  /// - Parameters:
  ///   - members: in the order of the rows.
  ///   - onRow: told how many rows there are when some more are done.
  package init(
    of members: [Member], at path: String, options: [String], selecting selection: Selection,
    engines: Engines, isCancelled: @escaping Engines.Cancellation = { false },
    onRow: @Sendable (Int) -> Void = { _ in }
  ) {
    self.path = path
    self.options = options
    rows = []
    isInterrupted = false
    properties = []
    for name in members.compactMap(\.model).flatMap({ $0.properties.map(\.name) })
    where !properties.contains(name)
      && (selection.properties.isEmpty || selection.properties.contains(name))
    { properties.append(name) }
    let verifier = Verifier(engines: engines)
    var known = KnownEvidence()
    var decided: [[PropertyResult]?] = members.map { _ in nil }
    for wave in Self.waves(members, of: options.count) {
      let results = engines.workers.map(wave.count) { [known, path] place -> [PropertyResult]? in
        guard let model = members[wave[place]].model else { return [] }
        let results = verifier.verify(
          selection.job(path, model), model: model, knowing: known, isCancelled: isCancelled)
        // What was done by then counts.
        return isCancelled() ? nil : results
      }
      for (number, results) in zip(wave, results) {
        decided[number] = results
        guard let model = members[number].model else { continue }
        for result in results ?? [] { known.add(result, of: model) }
      }
      isInterrupted = decided.contains { $0 == nil } && isCancelled()
      if isInterrupted { break }
      onRow(decided.count { $0 != nil })
    }
    for (member, results) in zip(members, decided) {
      if let results { rows.append(Row(member: member, results: results)) }
    }
  }

  /// The numbers of the members in the order in which they are decided: no option and all of them
  /// first, then those that differ from one of these in one option, and so on. Members of one wave
  /// know nothing of each other, so that it does not matter who decides which.
  private static func waves(_ members: [Member], of optionCount: Int) -> [[Int]] {
    let distances = members.map { min($0.options.count, optionCount - $0.options.count) }
    return Set(distances).sorted().map { distance in
      members.indices.filter { distances[$0] == distance }
    }
  }

  package var results: [PropertyResult] { rows.flatMap(\.results) }

  /// How many verdicts rest on evidence of this kind.
  package func count(_ evidence: EvidenceSource) -> Int {
    results.count { $0.evidence == evidence }
  }

  /// What is expected of a configuration is not expected of every set of options: the table says
  /// what is, and is complete if every verdict is settled.
  package var exitCode: ExitCode {
    var codes = results.map { result -> ExitCode in
      switch result.verdict {
      case .error: .failure
      case .unknown, .vacuous: .undecided
      case .proved, .holds, .witness, .attack, .unreachable: .success
      }
    }
    if isInterrupted { codes.append(.interrupted) }
    return codes.isEmpty ? .usage : ExitCode.worst(of: codes)
  }
}

/// The sets of options that a table is about.
package enum OptionSets {
  /// All sets of more options than this would be too many to look at.
  package static let mostOptions = 12

  /// All sets of these options; nil if there are too many.
  package static func all(of options: [String]) -> [Set<String>]? {
    guard options.count <= mostOptions else { return nil }
    return (0..<(1 << options.count)).map { choice in
      Set(options.indices.filter { choice & 1 << $0 != 0 }.map { options[$0] })
    }
  }

  /// Those that say most about single options: none, each alone, all but one, all.
  package static func telling(of options: [String]) -> [Set<String>] {
    let whole = Set(options)
    return [[]] + options.map { [$0] } + options.map { whole.subtracting([$0]) } + [whole]
  }

  /// Each once, by the number of options and then by their order.
  package static func sorted(_ sets: [Set<String>], by options: [String]) -> [Set<String>] {
    let places = Dictionary(uniqueKeysWithValues: options.enumerated().map { ($1, $0) })
    func rank(_ set: Set<String>) -> [Int] { set.map { places[$0] ?? 0 }.sorted() }
    return Set(sets).sorted { left, right in
      left.count == right.count
        ? rank(left).lexicographicallyPrecedes(rank(right)) : left.count < right.count
    }
  }
}
