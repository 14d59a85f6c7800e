// The checker against forged proofs. A certificate of something true is bent towards something
// false, or broken; what would prove an attacked property has to be rejected, whatever its header
// claims. The hashes are always made to fit, so that it is the clauses which decide.

import Certificates
import Diagnostics
import Foundation
import ModelSupport
import ProtocolModel
import Saturation
import Testing

@Suite struct CertificateMutantOracleTests {
  /// A property of a model, and what is expected of it.
  private struct Target {
    var model: ProtocolModel
    var property: Int
    var place: String
    var isFalse: Bool

    func certificate(_ claim: Certificate.Claim, _ cases: [Certificate.Case]) -> Certificate {
      Certificate(of: property, in: IdentifiedModel(model), at: "x", claiming: claim, cases: cases)
    }

    func accepts(_ cases: [Certificate.Case], _ claim: Certificate.Claim = .proved) -> Bool {
      if case .success = check(certificate(claim, cases), model, property: property) { return true }
      return false
    }
  }

  private func targets(_ paths: [String]) throws -> [Target] {
    var found: [Target] = []
    for path in paths {
      for model in try models(of: Repository.text(path), path: path) {
        for (index, property) in model.properties.enumerated() {
          if case .reachable = property.goal { continue }
          found.append(
            Target(
              model: model, property: index,
              place: "\(path) \(model.configuration ?? "-") \(property.name)",
              isFalse: property.expected == .attack))
        }
      }
    }
    return found
  }

  private func proof(_ target: Target) -> SaturationProof? {
    let job = SaturationJob(
      model: target.model, property: target.property, limits: SaturationLimits(steps: 2000))
    guard case .proved(let proof) = saturate(job).outcome else { return nil }
    return proof
  }

  private static let paths = [
    "models/classics/needham-schroeder-public-key.assay", "models/classics/denning-sacco.assay",
    "models/classics/woo-lam.assay", "models/classics/tmn.assay",
    "models/classics/otway-rees.assay", "models/classics/splice-as.assay",
    "models/classics/iso-9798-3-three-pass.assay",
    "models/set-card/hello.assay", "models/classics/password-challenge.assay",
  ]

  /// A proof of one property, said to be of another that is attacked.
  @Test func aProofOfAnotherPropertyIsNone() throws {
    let all = try targets(Self.paths)
    let attacked = all.filter(\.isFalse)
    var tried = 0
    for target in all {
      guard let proof = proof(target) else { continue }
      #expect(target.accepts(proof.cases), "\(target.place)")
      for other in attacked {
        tried += 1
        #expect(!other.accepts(proof.cases), "\(target.place) for \(other.place)")
      }
    }
    #expect(tried > 1000)
  }

  /// A proof with one thing changed. What is still accepted is about something true, and each kind
  /// of change is rejected somewhere: none of the checks is idle.
  @Test func whatIsBrokenIsRejected() throws {
    var random = Forger(seed: 1)
    var rejected: [Forger.Change: Int] = [:]
    var survived: [Forger.Change: Int] = [:]
    for target in try targets(Self.paths) where !target.isFalse {
      guard let proof = proof(target) else { continue }
      for change in Forger.Change.allCases {
        for _ in 0..<10 {
          guard let forged = random.forge(proof.cases, change) else { continue }
          if target.accepts(forged) {
            survived[change, default: 0] += 1
          } else {
            rejected[change, default: 0] += 1
          }
        }
      }
    }
    let count = rejected.values.reduce(0, +) + survived.values.reduce(0, +)
    #expect(count >= 2000)
    for change in Forger.Change.allCases where !change.isHarmless {
      #expect(rejected[change] ?? 0 > 0, "\(change)")
    }
    guard ProcessInfo.processInfo.environment["ASSAY_TABLE"] != nil else { return }
    for change in Forger.Change.allCases {
      print(change, "rejected", rejected[change] ?? 0, "accepted", survived[change] ?? 0)
    }
  }

  /// Forged proofs of what is attacked: the clauses that were reached without a violation, or a
  /// proof of its repaired variant, each with one thing changed.
  @Test func noForgeryProvesWhatIsAttacked() throws {
    var random = Forger(seed: 2)
    let all = try targets(Self.paths)
    var tried = 0
    for target in all {
      guard let proof = proof(target) else { continue }
      let twins = all.filter {
        $0.isFalse && $0.model.name == target.model.name
          && $0.model.properties[$0.property].name
            == target.model.properties[target.property].name
      }
      for twin in twins {
        for change in Forger.Change.allCases {
          for _ in 0..<10 {
            guard let forged = random.forge(proof.cases, change) else { continue }
            tried += 1
            #expect(!twin.accepts(forged), "\(target.place) for \(twin.place), \(change)")
          }
        }
      }
    }
    #expect(tried > 1000)
  }
}

// MARK: - Forging

/// Changes one thing in a certificate, on its text.
private struct Forger {
  enum Change: CaseIterable {
    case dropClause, dropHypothesis, dropConstraint, widenDomain, narrowDomain, dropSelection
    case moveSelection, settle, swapVariables, duplicateClause, dropCase, addHypothesis

    /// Adding what is there already cannot break a proof.
    var isHarmless: Bool { self == .duplicateClause }
  }

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }

  /// Nil if there is nothing to change in the place that was drawn.
  mutating func forge(_ cases: [Certificate.Case], _ change: Change) -> [Certificate.Case]? {
    var cases = cases
    let place = below(cases.count)
    if change == .dropCase {
      cases.remove(at: place)
      return cases
    }
    guard !cases[place].clauses.isEmpty else { return nil }
    let index = below(cases[place].clauses.count)
    let clause = cases[place].clauses[index]
    switch change {
    case .dropClause: cases[place].clauses.remove(at: index)
    case .duplicateClause: cases[place].clauses.append(clause)
    default:
      guard let changed = changed(clause, change), changed != clause else { return nil }
      cases[place].clauses[index] = changed
    }
    return cases
  }

  private mutating func changed(_ clause: String, _ change: Change) -> String? {
    guard let arrow = clause.range(of: "=> ", options: .backwards) else { return nil }
    var premises = String(clause[..<arrow.lowerBound])
    let conclusion = clause[arrow.lowerBound...]
    switch change {
    case .dropHypothesis, .moveSelection, .addHypothesis:
      let end =
        premises.range(of: "where ")?.lowerBound ?? premises.range(of: "with ?")?.lowerBound
        ?? premises.endIndex
      var facts = premises[..<end].split(separator: ";").map {
        $0.trimmingCharacters(in: .whitespaces)
      }.filter { !$0.isEmpty }
      if change == .addHypothesis {
        facts.append("knows(hash(hash(hash(0))))")
      } else {
        guard !facts.isEmpty else { return nil }
        let place = below(facts.count)
        if change == .dropHypothesis {
          facts.remove(at: place)
        } else {
          facts = facts.map { $0.replacing(/[\[\]]/, with: "") }
          facts[place] = "[\(facts[place])]"
        }
      }
      let rest = premises[end...]
      return (facts.isEmpty ? "" : facts.joined(separator: "; ") + " ") + rest + conclusion
    case .dropSelection: premises = premises.replacing(/[\[\]]/, with: "")
    case .dropConstraint:
      premises = premises.replacing(/where .*? != [^;]*?(?=with|$)/, with: "")
    case .widenDomain:
      premises = premises.replacing(/: (honest|other|role \w+)/, with: ": principal")
    case .narrowDomain:
      premises = premises.replacing(/: principal/, with: ": honest", maxReplacements: 1)
    case .settle: return clause.hasPrefix("settled:") ? nil : "settled: " + clause
    case .swapVariables:
      return premises
        + conclusion.replacing("?0", with: "?#").replacing("?1", with: "?0")
        .replacing("?#", with: "?1")
    case .dropClause, .duplicateClause, .dropCase: return nil
    }
    return premises + conclusion
  }
}
