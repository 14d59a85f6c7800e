// Two versions of one model or of many: what is different in each, and which verdicts changed with it.

import ProtocolModel
import Verification

package struct ProtocolDifference: Sendable {
  /// One difference and the configurations that have it.
  package struct Item: Hashable, Sendable {
    package var difference: ModelDifference
    /// None: all that both versions have.
    package var configurations: [String] = []
  }

  /// A model in both versions, or in one.
  package struct Pair: Sendable {
    package var path: String
    package var old: LoadedModel?
    package var new: LoadedModel?
    package init(path: String, old: LoadedModel?, new: LoadedModel?) {
      self.path = path
      self.old = old
      self.new = new
    }
  }

  package struct File: Hashable, Sendable {
    package var path: String
    package var items: [Item]
  }

  /// Those with differences.
  package let files: [File]
  /// How many were compared.
  package let count: Int
  /// Nil if verdicts were not asked for.
  package let verdicts: LockComparison?

  package init(_ pairs: [Pair], verdicts: LockComparison?) {
    files = pairs.map { pair in
      File(path: pair.path, items: pair.items(comparingProperties: verdicts == nil))
    }.filter { !$0.items.isEmpty }
    count = pairs.count
    self.verdicts = verdicts
  }

  /// 1 if a verdict, or what is decided, is another; without verdicts, if anything is different.
  package var exitCode: ExitCode {
    guard let verdicts else { return files.isEmpty ? .success : .violated }
    return verdicts.entries.isEmpty ? .success : verdicts.exitCode
  }
}

extension ProtocolDifference.Pair {
  fileprivate func items(comparingProperties: Bool) -> [ProtocolDifference.Item] {
    guard let old else { return [item(.added, "the model")] }
    guard let new else { return [item(.dropped, "the model")] }
    let (before, after) = (old.models.map(\.configuration), new.models.map(\.configuration))
    var found = before.filter { !after.contains($0) }.map { item(.dropped, name($0)) }
    found += after.filter { !before.contains($0) }.map { item(.added, name($0)) }
    var order: [ModelDifference] = []
    var places: [ModelDifference: [String]] = [:]
    var common = 0
    for model in new.models {
      guard let other = old.models.first(where: { $0.configuration == model.configuration }) else {
        continue
      }
      common += 1
      var all = ModelDifference.between(
        other, model, comparesProperties: comparingProperties)
      if other.options != model.options {
        let options = model.options.isEmpty ? "none" : model.options.joined(separator: ", ")
        all.append(ModelDifference(kind: .changed, role: nil, text: "options on: \(options)"))
      }
      for difference in all {
        if places[difference] == nil { order.append(difference) }
        places[difference, default: []].append(model.configuration ?? "")
      }
    }
    // Role by role: another configuration may have differences in roles that came before.
    let roles = new.models.flatMap { $0.roles.map(\.name) }
    let byRole = order.enumerated().sorted { left, right in
      func place(_ item: (offset: Int, element: ModelDifference)) -> (Int, Int) {
        (item.element.role.flatMap { roles.firstIndex(of: $0) } ?? -1, item.offset)
      }
      return place(left) < place(right)
    }
    return found
      + byRole.map { _, difference in
        let names = places[difference, default: []]
        return ProtocolDifference.Item(
          difference: difference, configurations: names.count == common ? [] : names)
      }
  }

  private func name(_ configuration: String?) -> String {
    configuration.map { "configuration \($0)" } ?? "the model without a configuration"
  }

  private func item(_ kind: ModelDifference.Kind, _ text: String) -> ProtocolDifference.Item {
    ProtocolDifference.Item(difference: ModelDifference(kind: kind, role: nil, text: text))
  }
}

extension LockComparison {
  /// What has become of the verdicts of one version in another.
  ///
  /// - Parameter path: what both versions call a model.
  package init(from old: Report, to new: Report, path: (String) -> String) {
    let everything = LockScope(paths: ["/"])
    let before = LockComparison(LockFile(), old, in: everything, path: path)
    self.init(LockFile(before.entries.compactMap(\.new)), new, in: everything, path: path)
  }
}

extension LockComparison.Entry {
  /// The first step, from 1, at which the attacks of both versions are different, with both steps.
  package var parting: (step: Int, old: String?, new: String?)? {
    guard let before = old?.attack?.steps, let after = new?.attack?.steps else { return nil }
    let end = max(before.count, after.count)
    func step(_ steps: [String], _ place: Int) -> String? {
      steps.indices.contains(place) ? steps[place] : nil
    }
    return (0..<end).first { step(before, $0) != step(after, $0) }.map {
      ($0 + 1, step(before, $0), step(after, $0))
    }
  }
}
