// Options that only add checks: a field that the receiver compares with what it has, a tag, a table
// that refuses repetitions. Taking such an option away never takes an attack away: drop the field
// or the tag from every message of the attack, and what is left is an attack without the option.

import ProtocolModel
import Testing

@Suite struct OptionOracleTests {
  /// Not `dualSignature` or `handshake`: those add steps and variables. Not `nameless`, `bareVerdict`
  /// and the like: those take checks away.
  static let checks = [
    "lowe", "named", "tagged", "roleFlag", "payeeInPI", "tidInPI", "bankInPI", "replayCache",
    "requestSigned",
  ]

  @Test func droppingAnOptionThatOnlyChecksRemovesNoAttack() throws {
    var tally = Tally()
    var dropped: Set<String> = []
    for path in try Repository.files(below: "models", named: ".assay") {
      for model in try models(ofFile: path) {
        let before = outcomes(of: model, steps: 20_000)
        let attacked = before.byProperty.filter { $0.outcome == .found }.map(\.name)
        for option in model.options where Self.checks.contains(option) {
          let without = try models(ofFile: path, options: [option: false])
            .first { $0.configuration == model.configuration }
          guard let without else { continue }
          dropped.insert(option)
          let after = outcomes(of: without.keeping(attacked), steps: 20_000)
          for (name, outcome) in after.byProperty {
            tally.add(
              .found, outcome, "\(path) \(model.configuration ?? "-") \(name) without \(option)")
          }
        }
      }
    }
    print("options dropped (\(dropped.sorted().joined(separator: ", "))): \(tally.summary)")
    #expect(tally.disagreements == [])
    #expect(dropped == Set(Self.checks))
    #expect(tally.compared >= 150)
  }
}
