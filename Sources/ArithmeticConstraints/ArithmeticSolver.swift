// Satisfiability of clauses of linear integer arithmetic along a search: clauses are asserted on
// levels, and a level is left with all that was asserted on it.
//
// Clauses are kept here first. A check tries the cheap decisions, and only what they leave open
// is told to Z3, which then follows the same levels: no Z3 context exists before that (making
// one takes 10 ms). The answers are facts about the integers, whoever found them; only whether
// Z3 gives up can depend on what it was asked before.

import CZ3

/// Whether clauses have a common solution in ℤ.
package enum Satisfiability: Hashable, Sendable {
  case satisfiable
  case unsatisfiable
  case unknown(UnknownReason)
}

/// Why a question stayed open.
package enum UnknownReason: Hashable, Sendable {
  /// Z3 used up its resource units, or found the problem too hard.
  case resourceLimit
  /// A coefficient or constant did not fit a machine integer.
  case overflow
  /// There is no libz3 to load; the sentence says how to get it.
  case solverMissing(String)
  /// Z3 reported an error or could not start.
  case solverFailed
}

/// An incremental solver, owned by one job.
package struct ArithmeticSolver: ~Copyable {
  /// Z3's resource units for each of its checks; 0 means no limit. Measured: a check of a few
  /// guards takes about 200 units (0.12 ms), half a million are spent in 0.3 to 2 s.
  package let resourceLimit: UInt32
  /// Off, Z3 answers everything: for tests and measurements of the cheap decisions.
  let decidesByBounds: Bool
  package private(set) var clauses: [ArithmeticClause] = []
  /// The number of clauses at which each level above the lowest starts.
  private var levelStarts: [Int] = []
  /// What is known about each level's clauses; one more than `levelStarts`.
  private var verdicts: [Satisfiability?] = [nil]
  private var mirror: Z3Mirror?

  /// Questions asked, and those of them that Z3 had to answer.
  package private(set) var checks = 0
  package private(set) var z3Checks = 0

  package static let defaultResourceLimit: UInt32 = 500_000

  package init(
    resourceLimit: UInt32 = defaultResourceLimit, decidesByBounds: Bool = true
  ) {
    self.resourceLimit = resourceLimit
    self.decidesByBounds = decidesByBounds
  }

  /// Whether Z3 has been started.
  package var usesZ3: Bool { mirror != nil }

  // MARK: Levels

  package var level: Int { levelStarts.count }

  package mutating func push() {
    levelStarts.append(clauses.count)
    verdicts.append(verdicts[verdicts.count - 1])
  }

  /// Leaves levels until `level` is the current one again.
  package mutating func pop(to level: Int) {
    precondition(0 <= level && level <= self.level, "a solver pops only levels it has pushed")
    guard level < self.level else { return }
    clauses.removeSubrange(levelStarts[level]...)
    levelStarts.removeSubrange(level...)
    verdicts.removeSubrange((level + 1)...)
    mirror?.pop(to: level, clauseCount: clauses.count)
  }

  /// Adds a clause to the current level.
  package mutating func assert(_ clause: ArithmeticClause) {
    if clause.literals.contains(where: { IntegerBox().truth(of: $0) == true }) { return }
    clauses.append(clause)
    if verdicts[level] != .unsatisfiable { verdicts[level] = nil }
  }

  package mutating func assert(_ literal: ArithmeticLiteral) { assert(ArithmeticClause(literal)) }

  // MARK: Questions

  /// Whether the clauses of all levels have a common solution.
  package mutating func check() -> Satisfiability {
    checks += 1
    if let known = verdicts[level] { return known }
    let verdict = decide()
    verdicts[level] = verdict
    return verdict
  }

  private mutating func decide() -> Satisfiability {
    if decidesByBounds {
      switch BoundsDecision(clauses.eliminatingEqualities()) {
      case .unsatisfiable: return .unsatisfiable
      case .satisfiable: return .satisfiable
      case .open: break
      }
    }
    if mirror == nil {
      switch Z3Session.start(resourceLimit: resourceLimit) {
      case .success(let session): mirror = Z3Mirror(session)
      case .failure(let reason): return .unknown(reason)
      }
    }
    z3Checks += 1
    return mirror?.check(clauses, levelStarts: levelStarts) ?? .unknown(.solverFailed)
  }
}

extension UnknownReason: Error {}

extension Z3Session {
  static func start(resourceLimit: UInt32) -> Result<Z3Session, UnknownReason> {
    switch Z3Library.shared {
    case .missing(let sentence): return .failure(.solverMissing(sentence))
    case .loaded(let functions):
      let session = Z3Session(functions, resourceLimit: resourceLimit)
      return session.map { .success($0) } ?? .failure(.solverFailed)
    }
  }
}
