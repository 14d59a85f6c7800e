// What a protocol can lose: for each property the largest sets of compromises that it survives and
// the smallest that break it.

import ProtocolModel

package struct ThreatTable: Sendable {
  /// A set of compromises with what was found under it.
  package struct Entry: Sendable {
    package var compromises: [Compromise]
    package var result: PropertyResult
    /// Whether what survives is known to be a largest set, and what breaks a smallest.
    package var isExtreme: Bool
  }

  package enum Standing: String, Hashable, Sendable {
    case survives, vacuous, breaks, unknown
  }

  package struct Row: Sendable {
    package var property: Property
    /// What the property's own threat has, and what comes of it; nil if it has something that was
    /// not to happen here.
    package var declared: (compromises: [Compromise], standing: Standing)?
    package var survives: [Entry] = []
    package var breaks: [Entry] = []
    /// The largest sets under which nothing comes up that the property speaks of.
    package var vacuous: [Entry] = []
    /// Sets that were too hard to decide.
    package var open: [Entry] = []
    /// How many sets were decided by searches and proofs.
    package var decided: Int
    /// How many sets are neither below one that survives nor above one that breaks.
    package var unsettled: Int
  }

  /// The path of the model as the user wrote it.
  package var path: String
  package var model: ProtocolModel
  package var compromises: [Compromise]
  package var rows: [Row] = []
  /// Properties that are about honest principals, whatever the threat is.
  package var withoutThreat: [String] = []
  package var isInterrupted = false

  package var setCount: Int { 1 << compromises.count }

  /// All sets of more compromises than this would be too many to look at.
  package static let mostCompromises = 14

  /// Success if every set is settled for every property: that something breaks is no news here.
  package var exitCode: ExitCode {
    var codes: [ExitCode] = isInterrupted ? [.interrupted] : []
    for row in rows {
      if row.open.contains(where: { $0.result.verdict == .error }) { codes.append(.failure) }
      if row.unsettled > 0 || !row.vacuous.isEmpty { codes.append(.undecided) }
    }
    return ExitCode.worst(of: codes)
  }

  /// - Parameters:
  ///   - compromises: what may go wrong; at most `mostCompromises`. Everything else does not.
  ///   - onRow: told the names of the properties that are done, by the threads that do the work.
  package init(
    of model: ProtocolModel, at path: String, compromises: [Compromise],
    selecting selection: Selection, engines: Engines,
    isCancelled: @escaping Engines.Cancellation = { false },
    onRow: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.path = path
    self.model = model
    self.compromises = compromises
    let selected = model.properties.indices.filter {
      selection.properties.isEmpty || selection.properties.contains(model.properties[$0].name)
    }
    let asked = selected.filter { model.properties[$0].hasThreat }
    withoutThreat = selected.filter { !asked.contains($0) }.map { model.properties[$0].name }
    if asked.isEmpty { return }
    let search = ThreatSearch(
      model, at: path, compromises: compromises, selecting: selection, engines: engines,
      isCancelled: isCancelled)
    rows = engines.workers.map(asked.count) { number in
      let row = search.row(of: asked[number])
      onRow(row.property.name)
      return row
    }
    isInterrupted = isCancelled()
  }
}
