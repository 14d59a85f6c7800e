// Random mutants of Lowe's attack: whatever the replayer accepts is an attack in the eyes of
// NeedhamSchroederRecheck, which shares nothing with it. Mutants are repaired half of the time,
// so that their messages are what their derivations give: otherwise nearly all would be refused
// for that reason alone. Accepted mutants are mutated further.

import ProtocolModel
import Terms
import Testing

@testable import Traces

@Suite struct RandomMutationOracleTests {
  typealias NS = NeedhamSchroeder

  /// A small generator with a seed (Steele, Lea and Flood 2014).
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private let atoms = [
    NS.alice, NS.bob, NS.mallory, principal("oscar"), fresh("nb", 1), invented(1),
  ]

  /// Lets every message that the attacker sends or replays be what its origin gives.
  private func repaired(_ trace: Trace) -> Trace {
    var repaired = trace
    for index in trace.steps.indices {
      guard
        case .transition(let session, let transition, .some, let origin?, let lookups) =
          trace.steps[index]
      else { continue }
      var prefix = repaired
      prefix.steps = Array(repaired.steps.prefix(index))
      guard let run = try? Replayer(model: NS.model).execute(prefix, property: 0) else {
        return repaired
      }
      guard let message = value(of: origin, in: run) else { return repaired }
      repaired.steps[index] = .transition(
        session: session, transition: transition, message: message, origin: origin,
        lookups: lookups)
    }
    return repaired
  }

  private func value(of origin: Origin, in run: ReplayedRun) -> Term? {
    switch origin {
    case .delivered(let index): return run.sent.at(index)?.term
    case .attacker(let derivation, _):
      let attacker = DerivationEvaluator(
        model: NS.model, ground: GroundTerms(NS.model),
        computer: .attacker(dishonest: Set(run.dishonest), plays: NS.threat.plays),
        observed: run.observed.map(\.term))
      return try? attacker.value(of: derivation)
    }
  }

  private func mutant(of trace: Trace, using random: inout SplitMix) -> Trace {
    let kinds = Mutations(trace: trace, atoms: atoms).byKind()
    let mutants = kinds[Int.random(in: kinds.indices, using: &random)]()
    guard !mutants.isEmpty else { return trace }
    let mutant = mutants[Int.random(in: mutants.indices, using: &random)].trace
    return Bool.random(using: &random) ? repaired(mutant) : mutant
  }

  @Test(arguments: [NS.Properties.secret, NS.Properties.agreement, NS.Properties.injective])
  func whatIsAcceptedIsAnAttack(property: Int) {
    let trace = property == NS.Properties.secret ? NS.secretAttack : NS.agreementAttack
    #expect(NeedhamSchroederRecheck.isAttack(trace, property: property))
    var random = SplitMix(state: UInt64(property))
    var accepted = [trace]
    for round in 0..<3000 {
      let parent = accepted[Int.random(in: accepted.indices, using: &random)]
      let mutant = mutant(of: parent, using: &random)
      guard refusal(NS.model, mutant, property: property) == nil, !accepted.contains(mutant) else {
        continue
      }
      accepted.append(mutant)
      #expect(
        NeedhamSchroederRecheck.isAttack(mutant, property: property), "round \(round): \(mutant)")
      let short = Replayer(model: NS.model).shrink(mutant, property: property)
      #expect(NeedhamSchroederRecheck.isAttack(short, property: property))
      #expect(short.steps.count == trace.steps.count, "the attack has no shorter variant")
    }
    #expect(accepted.count > 80, "the test says little if hardly any mutant is accepted")
  }

  @Test func everyRepairedMutantThatIsAcceptedIsAnAttack() {
    let mutants = Mutations(trace: NS.secretAttack, atoms: atoms).all().map { repaired($0.trace) }
    let accepted = mutants.filter { refusal(NS.model, $0) == nil }
    #expect(accepted.count > 20)
    for mutant in accepted {
      #expect(NeedhamSchroederRecheck.isAttack(mutant, property: NS.Properties.secret))
    }
  }
}
