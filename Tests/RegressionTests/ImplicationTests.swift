import ModelSupport
import Testing

@testable import Regression

/// Which property says less: the first against the second, in both directions.
@Suite struct ImplicationTests {
  /// The old and the new claim, and how they differ.
  private static let pairs: [(String, String, GoalDifference)] = [
    (
      "Ends(B, A, n, m) requires Starts(A, B, n)", "Ends(S, T, x, y) requires Starts(T, S, x)",
      .same
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n)", "Ends(B, A, n, m) requires Starts(A, _, n)",
      .weakened
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n)", "Ends(B, A, n, m) requires Starts(A, B, k)",
      .weakened
    ),
    (
      "Ends(B, A, n, _) requires Starts(A, B, n)", "Ends(B, A, n, n) requires Starts(A, B, n)",
      .weakened
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n)", "Ends(B, A, n, m) requires Starts(B, A, n)",
      .changed
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n)", "Starts(A, B, n) requires Ends(B, A, n, m)",
      .changed
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n)",
      "Ends(B, A, n, m) requires Starts(A, B, n) or Answers(B, A, n, m)", .weakened
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n) then Answers(B, A, n, m)",
      "Ends(B, A, n, m) requires Starts(A, B, n) and Answers(B, A, n, m)", .weakened
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n) then Answers(B, A, n, m)",
      "Ends(B, A, n, m) requires Answers(B, A, n, m) then Starts(A, B, n)", .changed
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, k) and Accepts(A, B, k, m)",
      "Ends(B, A, n, m) requires Starts(A, B, k) and Accepts(A, B, l, m)", .weakened
    ),
    (
      "Ends(B, A, n, m) requires injectively Starts(A, B, n)",
      "Ends(B, A, n, m) requires Starts(A, B, n)", .weakened
    ),
    (
      "Ends(B, A, n, m) requires Starts(A, B, n) unless dishonest(A)",
      "Ends(B, A, n, m) requires Starts(A, B, n) unless dishonest(B)", .changed
    ),
    (
      "reachable Ends(B, A, n, m) and Starts(A, B, n)", "reachable Ends(B, A, n, m)", .weakened
    ),
    ("reachable Ends(B, A, n, m)", "reachable Ends(B, _, _, _)", .weakened),
    ("reachable Ends(B, A, n, m)", "Ends(B, A, n, m) requires Starts(A, B, n)", .changed),
    ("secret nA of Initiator", "secret nA of Initiator unless dishonest(B)", .weakened),
    ("secret nA of Initiator", "secret nA of Initiator at done", .weakened),
    ("secret nA of Initiator at waiting", "secret nA of Initiator at done", .changed),
    ("secret nA of Initiator", "secret nB of Initiator", .changed),
    ("secret nA of Initiator", "secret nA of Responder", .changed),
    ("secret (nA, nB) of Initiator", "secret (nB, nA) of Initiator", .changed),
    ("secret nA of Initiator", "hidden nA of Initiator from Responder", .changed),
    (
      "secret nA of Initiator unless dishonest(A), dishonest(B)",
      "secret nA of Initiator unless dishonest(B), dishonest(A)", .same
    ),
  ]

  @Test func eachPairDiffersAsItSays() throws {
    for (old, new, difference) in Self.pairs {
      let (first, second) = (try goal(old), try goal(new))
      let back: GoalDifference = difference == .weakened ? .strengthened : difference
      #expect(first.difference(to: second) == difference, "\(old) → \(new)")
      #expect(second.difference(to: first) == back, "\(new) → \(old)")
      #expect(first.difference(to: first) == .same, "\(old)")
    }
  }

  private func goal(_ claim: String) throws -> LockedGoal {
    let text = Subject.lowe.text
    let end = text.firstRange(of: "property nonceA")!.lowerBound
    let model = try models(of: text[..<end] + "property p: \(claim)\n")[0]
    return LockedGoal(of: model.properties[0], in: model)
  }
}
