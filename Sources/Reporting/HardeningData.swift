// The same answer for programs (docs/harden.schema.json describes it). Counts, never times.

import ProtocolModel
import Verification

package struct HardeningData {
  package static let schemaVersion = 1
  private let answer: Hardening
  package init(_ answer: Hardening) { self.answer = answer }

  package var json: String {
    let object = JSON.object([
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("toolVersion", .string(ToolVersion.current)),
      .init("model", .string(answer.path)),
      .init("interrupted", .bool(answer.isInterrupted)),
      .init("exitCode", .integer(Int(answer.exitCode.rawValue))),
      .init("options", .strings(answer.options)),
      .init("properties", .strings(answer.properties)),
      .init("solutions", .array(answer.solutions.map(solution))),
      .init("attacks", .array(answer.attacks.map(attack))),
      .init(
        "open", .array(answer.open.map { standing($0.options, $0.standing) })),
      .init(
        "counts",
        .object([
          .init("sets", .integer(answer.setCount)),
          .init("decided", .integer(answer.decided)),
          .init("decidedSupersets", .integer(answer.decidedSupersets)),
          .init("replayed", .integer(answer.excluded[.replayed, default: 0])),
          .init("followed", .integer(answer.excluded[.followed, default: 0])),
          .init("containSolution", .integer(answer.covered)),
        ])),
    ])
    return object.description + "\n"
  }

  private func solution(_ solution: Hardening.Solution) -> JSON {
    .object([
      .init("options", .strings(solution.options)),
      .init("verdicts", .array(solution.results.map(verdict))),
      .init(
        "chain",
        .array(
          solution.chain.map { link in
            .object([
              .init("before", .strings(link.before)),
              .init("attack", link.attack.map { .integer($0 + 1) } ?? .null),
              .init("added", .strings(link.added)),
              .init("stopped", .bool(link.isStopped)),
            ])
          })),
      .init(
        "supersets", .array(solution.supersets.map { standing($0.options, $0.standing) })),
    ])
  }

  private func verdict(_ result: PropertyResult) -> JSON {
    .object([
      .init("property", .string(result.property.name)),
      .init("verdict", .string(result.verdict.rawValue)),
      .init("scope", .string(result.scope.description)),
      .init("note", .optional(result.note)),
    ])
  }

  private func attack(_ attack: Hardening.Attack) -> JSON {
    .object([
      .init("property", .string(attack.property)),
      .init("options", .strings(attack.options)),
      .init("steps", .integer(attack.result.run?.trace.steps.count ?? 0)),
      .init("stoppedBy", .strings(attack.stoppedBy)),
    ])
  }

  /// Attacks are numbered from 1.
  private func standing(_ options: [String], _ standing: Hardening.Standing?) -> JSON {
    var members: [JSON.Field] = [.init("options", .strings(options))]
    switch standing {
    case .attacked(let number, _):
      members += [.init("standing", .string("attacked")), .init("attack", .integer(number + 1))]
    case .holds(let results):
      members += [
        .init("standing", .string("holds")), .init("verdicts", .array(results.map(verdict))),
      ]
    case .unsettled(let results):
      members += [
        .init("standing", .string("unsettled")), .init("verdicts", .array(results.map(verdict))),
      ]
    case .noModel(let problem):
      members += [.init("standing", .string("noModel")), .init("problem", .string(problem))]
    case nil: members.append(.init("standing", .string("notDecided")))
    }
    return .object(members)
  }
}
