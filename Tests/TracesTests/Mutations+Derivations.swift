// Derivations with one node changed: another leaf, symbol, rule, role, key or value, a part in
// place of the whole, or a part less.

import ProtocolModel
import Terms

@testable import Traces

extension Mutations {
  func derivations() -> [Mutant] {
    trace.steps.indices.flatMap { k -> [Mutant] in
      guard
        case .transition(
          let session, let index, let message, .attacker(let old, let sender)?, let l) =
          trace.steps[k]
      else { return [] }
      return mutations(of: old, at: "").compactMap { place, new in
        mutant("step \(k): derivation\(place)") {
          $0.steps[k] = .transition(
            session: session, transition: index, message: message,
            origin: .attacker(new, sender: sender), lookups: l)
        }
      }
    }
  }

  func mutations(of derivation: Derivation, at place: String) -> [(String, Derivation)] {
    var result = leaves.enumerated().filter { $0.element != derivation }.map {
      ("\(place) → leaf \($0.offset)", $0.element)
    }
    switch derivation {
    case .apply(let symbol, let inner):
      result += inner.map { ("\(place) → its part", $0) }
      result.append(("\(place) lost a part", .apply(symbol, Array(inner.dropLast()))))
      for other in 0..<14 where other != Int(symbol.index) {
        result.append(("\(place): symbol \(other)", .apply(SymbolID(other), inner)))
      }
      result += below(inner, place) { .apply(symbol, $0) }
    case .analyse(let rule, let inner):
      result += inner.map { ("\(place) → its part", $0) }
      for other in -1..<6 where other != rule {
        result.append(("\(place): rule \(other)", .analyse(other, inner)))
      }
      result.append(("\(place) reversed", .analyse(rule, inner.reversed())))
      result += below(inner, place) { .analyse(rule, $0) }
    case .credential(let role, let index, let values):
      for other in -1...3 where other != index {
        result.append(("\(place): term \(other)", .credential(role, index: other, values: values)))
      }
      for other in -1...3 where other != role.index {
        result.append(
          ("\(place): role \(other)", .credential(RoleID(other), index: index, values: values)))
      }
      for atom in atoms {
        for variable in values.keys.sorted() where values[variable] != atom {
          let new = values.merging([variable: atom]) { $1 }
          result.append(
            ("\(place): value \(text(atom))", .credential(role, index: index, values: new)))
        }
      }
      result.append(("\(place): no values", .credential(role, index: index, values: [:])))
    case .observed, .publicValue, .ownKey, .invented, .guess: break
    }
    return result
  }

  private func below(
    _ inner: [Derivation], _ place: String, _ rebuild: ([Derivation]) -> Derivation
  ) -> [(String, Derivation)] {
    inner.enumerated().flatMap { position, part in
      mutations(of: part, at: "\(place).\(position)").map { name, changed in
        var new = inner
        new[position] = changed
        return (name, rebuild(new))
      }
    }
  }

  private var leaves: [Derivation] {
    (-1...5).map { Derivation.observed($0) } + (0...2).map { .invented($0) } + [.guess]
      + atoms.map { .publicValue($0) } + atoms.map { .ownKey(sk($0)) }
      + atoms.map { .publicValue(sk($0)) }
  }
}
