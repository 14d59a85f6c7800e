// The same protocol written differently has the same answers: other names, another order of
// declarations, tuples with their parentheses, messages taken whole and opened afterwards, messages
// named before they are sent. Each rewriting is applied to every model of the repository.

import Exploration
import ProtocolModel
import Testing

@Suite struct EncodingOracleTests {
  static let stepLimit = 20_000

  @Test func otherNamesHaveTheSameAnswers() throws {
    try expectSameAnswers("renamed", Rewriting.renamed)
  }

  @Test func anotherOrderOfRolesHasTheSameAnswers() throws {
    try expectSameAnswers("roles reversed", Rewriting.rolesReversed)
  }

  @Test func explicitNestingHasTheSameAnswers() throws {
    // Most messages of the classics have two elements at most: nothing to nest.
    try expectSameAnswers("tuples nested", Rewriting.tuplesNested, atLeast: 380)
  }

  @Test func openingAMessageAfterwardsHasTheSameAnswers() throws {
    try expectSameAnswers("received whole, then matched", Rewriting.receivedWhole)
  }

  @Test func namingAMessageBeforeHasTheSameAnswers() throws {
    try expectSameAnswers("named, then sent", Rewriting.namedBeforeSent)
  }

  private func expectSameAnswers(
    _ name: String, _ rewriting: (String) throws -> String, atLeast: Int = 430,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var tally = Tally()
    let originals = try Self.originals.get()
    let rewritten = try modelFiles(below: "models", rewriting: rewriting)
    try #require(rewritten.map(\.path) == originals.map(\.path), sourceLocation: sourceLocation)
    for (original, file) in zip(originals, rewritten) {
      try #require(file.models.count == original.answers.count, sourceLocation: sourceLocation)
      for (expected, model) in zip(original.answers, file.models) {
        let found = outcomes(of: model, steps: Self.stepLimit)
        let place = "\(original.path) \(model.configuration ?? "-")"
        compare(expected, found, place, &tally)
      }
    }
    print("\(name): \(tally.summary)")
    #expect(tally.disagreements == [], sourceLocation: sourceLocation)
    #expect(tally.compared >= atLeast, sourceLocation: sourceLocation)
  }

  private static let originals = Result {
    try modelFiles(below: "models").map { file in
      (path: file.path, answers: file.models.map { outcomes(of: $0, steps: stepLimit) })
    }
  }

  /// Properties keep their order in every rewriting, but not their names.
  private func compare(
    _ expected: Outcomes, _ found: Outcomes, _ place: String, _ tally: inout Tally
  ) {
    #expect(expected.byProperty.count == found.byProperty.count, "\(place)")
    for (before, after) in zip(expected.byProperty, found.byProperty) {
      tally.add(before.outcome, after.outcome, "\(place) \(before.name)")
    }
  }
}
