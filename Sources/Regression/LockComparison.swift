// A lock against what a run has found: which pins stand, which do not, and which were not asked for.

import ProtocolModel
import Verification

package struct LockComparison: Sendable {
  package struct Entry: Sendable {
    package var key: PinKey
    package var old: Pin?
    package var new: Pin?
    /// What was found now, if anything.
    package var result: PropertyResult?
    /// By its place in the report.
    package var model: Int?
    /// Every variable of the role that the property speaks of.
    var roster: [Landmark] = []
    /// The names that its model has.
    var names: Set<String> = []
    /// None if the pin stands.
    package var changes: [Change]
  }
  /// In the order of the keys; those that were asked for.
  package private(set) var entries: [Entry] = []
  /// Pins that were not asked for.
  package private(set) var untouched = 0
  /// Whether Assay itself failed on a property.
  package private(set) var hasErrors = false

  /// - Parameter path: a model's path, relative to the lock's folder.
  package init(_ lock: LockFile, _ report: Report, in scope: LockScope, path: (String) -> String) {
    let found = report.models.enumerated().flatMap { index, model in
      let path = path(model.path)
      let names = model.model.spokenNames
      return model.results.map { result in
        let pin = Pin(result, in: model.model, at: path)
        return Entry(
          key: pin.key, old: nil, new: pin, result: result, model: index,
          roster: LockedGoal.roster(of: result.property, in: model.model), names: names,
          changes: [])
      }
    }
    self.init(lock, found, in: scope)
  }

  /// - Parameter entries: what was found, each key once.
  init(_ lock: LockFile, _ entries: [Entry], in scope: LockScope) {
    hasErrors = entries.contains { $0.new?.verdict == .error }
    var found = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    for old in lock.pins {
      guard scope.contains(old.key) || found[old.key] != nil else {
        untouched += 1
        continue
      }
      var entry =
        found[old.key]
        ?? Entry(key: old.key, old: old, new: nil, result: nil, model: nil, changes: [])
      entry.old = old
      found[old.key] = entry
    }
    self.entries = found.values.sorted { $0.key < $1.key }
    let heirs = Dictionary(
      self.entries.filter { $0.old == nil }.compactMap { entry in
        entry.new.map { ($0.goal.hash, entry.key) }
      }
    ) { first, _ in first }
    var renamings: [String: Renaming] = [:]
    for entry in self.entries {
      guard let old = entry.old, let new = entry.new else { continue }
      renamings[entry.key.model, default: Renaming()].add(old, new, having: entry.names)
    }
    for (index, entry) in self.entries.enumerated() {
      let renaming = renamings[entry.key.model] ?? Renaming()
      self.entries[index].changes = Self.changes(of: entry, renaming, heirs)
    }
  }

  /// - Parameter heirs: new properties by the hash of what they say.
  private static func changes(
    of entry: Entry, _ renaming: Renaming, _ heirs: [String: PinKey]
  ) -> [Change] {
    switch (entry.old, entry.new) {
    case (let old?, let new?):
      return renaming(old).changes(to: new, among: entry.roster)
    case (let old?, nil):
      let heir = heirs.isEmpty ? nil : heirs[old.goal.hash]
      return [
        Change(
          kind: .deleted, summary: "\(old.answer), now not there",
          details: heir.map { ["`\($0.text)` says the same"] } ?? [])
      ]
    case (nil, let new?):
      let answer = new.answer + (new.verdict.speaksWell ? "" : ", pinned nowhere")
      return [Change(kind: .new, summary: answer)]
    case (nil, nil): return []
    }
  }

  /// The lock after everything that differs was accepted. A pin that stands stays as it is, so that
  /// it only changes in version control with what it says.
  package func accepted(in lock: LockFile) -> LockFile {
    var lock = lock
    for entry in differing { lock.accept(entry) }
    return lock
  }

  /// What differs.
  package var differing: [Entry] { entries.filter { !$0.changes.isEmpty } }

  /// 0 only if every pin that was asked for stands, and there is one.
  package var exitCode: ExitCode {
    if hasErrors { return .failure }
    if entries.isEmpty { return .usage }
    return differing.isEmpty ? .success : .violated
  }
}

extension Verdict {
  fileprivate var speaksWell: Bool { exitCode == .success }
}

extension LockFile {
  /// Puts what was found in the place of what was pinned.
  package mutating func accept(_ entry: LockComparison.Entry) {
    if let pin = entry.new { set(pin) } else { remove(entry.key) }
  }
}
