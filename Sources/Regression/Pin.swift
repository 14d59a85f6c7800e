// One block of a lock: what was accepted of one property under one configuration.

import Diagnostics
import ProtocolModel
import Traces
import Verification

/// Which block of a lock this is. Their order is that of the file: nothing about a pin's neighbours
/// depends on where its model declares it, so that two people's changes merge.
package struct PinKey: Hashable, Comparable, Sendable {
  /// Relative to the lock's folder.
  package var model: String
  package var property: String
  package var configuration: String?

  package init(model: String, property: String, configuration: String?) {
    self.model = model
    self.property = property
    self.configuration = configuration
  }

  package static func < (left: PinKey, right: PinKey) -> Bool {
    (left.model, left.property, left.configuration ?? "")
      < (right.model, right.property, right.configuration ?? "")
  }

  /// `models/nspk.assay published respondersNonce`
  package var text: String {
    ([model] + (configuration.map { [$0] } ?? []) + [property]).joined(separator: " ")
  }
}

package struct Pin: Hashable, Sendable {
  package var key: PinKey
  /// The options that are on.
  package var options: [String]
  /// The property as its author wrote it, for readers; nothing is decided by it.
  package var says: String
  package var goal: LockedGoal
  package var threat: LockedThreat
  /// The verdict that the model expects.
  package var expected: ExpectedVerdict?
  package var verdict: Verdict
  package var scope: String
  package var attack: AttackShape?
  package var engine: EngineChoice
  package var version: String
}

extension Pin {
  /// - Parameter path: the model's, relative to the lock's folder.
  package init(_ result: PropertyResult, in model: ProtocolModel, at path: String) {
    key = PinKey(
      model: path, property: result.property.name, configuration: model.configuration)
    options = model.options.sorted()
    says = escaped(result.property.text)
    goal = LockedGoal(of: result.property, in: model)
    threat = LockedThreat(of: result.property, in: model)
    expected = result.expected
    verdict = result.verdict
    scope = Self.scope(of: result)
    attack =
      result.verdict == .attack ? result.run.map { AttackShape(of: $0, in: model) } : nil
    engine = result.engine
    version = ToolVersion.current
  }

  private static func scope(of result: PropertyResult) -> String {
    switch result.verdict {
    case .proved, .unreachable: anyNumber
    case .vacuous where result.proof?.isVacuity == true: anyNumber
    case .holds, .witness, .attack, .vacuous, .unknown, .error: "within \(result.scope.sorted)"
    }
  }

  private static let anyNumber = "any number of sessions"

  /// `holds within 2 Initiator, 2 Responder`
  package var answer: String {
    switch verdict {
    case .proved, .holds, .unreachable, .vacuous: "\(verdict.rawValue) \(scopePhrase)"
    case .witness, .attack, .unknown, .error: verdict.rawValue
    }
  }

  private var scopePhrase: String { scope == Self.anyNumber ? "for \(scope)" : scope }
}

extension Scope {
  /// In the order of the roles' names, and without a limit that nothing reaches: neither changes when
  /// a model is written in another order.
  fileprivate var sorted: Scope {
    let sum = counts.reduce(0) { $0 + $1.sessions }
    return Scope(
      counts: counts.sorted { $0.role < $1.role }, total: total.flatMap { $0 < sum ? $0 : nil },
      loops: loops)
  }
}
