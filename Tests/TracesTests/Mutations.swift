// Every small way to change a trace: one step, one index, one subterm, one node of a derivation,
// one parameter, the threat or the claim. Mutants have names, so that a test can say which of
// them it takes for harmless, and why.

import ProtocolModel
import Terms

@testable import Traces

struct Mutant {
  let name: String
  let trace: Trace
}

struct Mutations {
  let trace: Trace
  /// Terms that take the place of subterms and parameters.
  let atoms: [Term]

  func all() -> [Mutant] { byKind().flatMap { $0() } }

  func byKind() -> [() -> [Mutant]] {
    [steps, transitions, sessions, derivations, surroundings, claims]
  }

  func text(_ term: Term) -> String { Signature().text(term) }

  func mutant(_ name: String, _ change: (inout Trace) -> Void) -> Mutant? {
    var mutated = trace
    change(&mutated)
    return mutated == trace ? nil : Mutant(name: name, trace: mutated)
  }

  // MARK: Steps

  private func steps() -> [Mutant] {
    let indices = trace.steps.indices
    let drops = indices.map { k in mutant("step \(k) dropped") { $0.steps.remove(at: k) } }
    let copies = indices.map { k in
      mutant("step \(k) repeated") { $0.steps.insert($0.steps[k], at: k) }
    }
    let swaps = indices.dropLast().map { k in
      mutant("steps \(k) and \(k + 1) swapped") { $0.steps.swapAt(k, k + 1) }
    }
    return (drops + copies + swaps).compactMap { $0 }
  }

  private func transitions() -> [Mutant] {
    trace.steps.enumerated().flatMap { k, step -> [Mutant] in
      switch step {
      case .reveal(let session, let reveal): revealMutants(k, session, reveal)
      case .transition(let session, let index, let message, let origin, let lookups):
        replacements(session, index, message, origin, lookups).compactMap { name, new in
          mutant("step \(k): \(name)") { $0.steps[k] = new }
        }
      }
    }
  }

  private func revealMutants(_ k: Int, _ session: Int, _ reveal: Int) -> [Mutant] {
    let changed = (-1...trace.sessions.count).map { TraceStep.reveal(session: $0, reveal: reveal) }
    let others = (-1...2).map { TraceStep.reveal(session: session, reveal: $0) }
    return (changed + others).compactMap { new in
      mutant("step \(k): \(new)") { $0.steps[k] = new }
    }
  }

  private func replacements(
    _ session: Int, _ index: Int, _ message: Term?, _ origin: Origin?, _ lookups: [Int]
  ) -> [(String, TraceStep)] {
    func make(
      session newSession: Int? = nil, index newIndex: Int? = nil, message newMessage: Term?? = nil,
      origin newOrigin: Origin?? = nil, lookups newLookups: [Int]? = nil
    ) -> TraceStep {
      .transition(
        session: newSession ?? session, transition: newIndex ?? index,
        message: newMessage ?? message, origin: newOrigin ?? origin,
        lookups: newLookups ?? lookups)
    }
    var result: [(String, TraceStep)] = []
    for other in -1...trace.sessions.count {
      result.append(("session \(other)", make(session: other)))
    }
    for other in -1...7 { result.append(("transition \(other)", make(index: other))) }
    result.append(("a lookup too many", make(lookups: lookups + [0])))
    for position in lookups.indices {
      for other in -1...3 {
        var changed = lookups
        changed[position] = other
        result.append(("lookup \(other)", make(lookups: changed)))
      }
    }
    guard let message, let origin else {
      result.append(
        (
          "a message",
          make(message: atoms[0], origin: .attacker(.publicValue(atoms[0]), sender: nil))
        ))
      return result
    }
    result.append(("no message", make(message: .some(nil), origin: .some(nil))))
    result.append(("no origin", make(origin: .some(nil))))
    for (place, changed) in mutations(of: message, at: "") {
      result.append(("message\(place)", make(message: changed)))
    }
    for (name, changed) in mutations(of: origin) {
      result.append((name, make(origin: changed)))
    }
    return result
  }

  private func mutations(of term: Term, at place: String) -> [(String, Term)] {
    var result = atoms.filter { $0 != term }.map { ("\(place) → \(text($0))", $0) }
    guard case .apply(let symbol, let arguments) = term else { return result }
    for (position, argument) in arguments.enumerated() {
      for (inner, changed) in mutations(of: argument, at: "\(place).\(position)") {
        var new = arguments
        new[position] = changed
        result.append((inner, .apply(symbol, new)))
      }
    }
    return result
  }

  private func mutations(of origin: Origin) -> [(String, Origin)] {
    switch origin {
    case .delivered(let index):
      (-1...5).filter { $0 != index }.map { ("delivered \($0)", .delivered($0)) }
        + (0...5).map { ("observed \($0)", .attacker(.observed($0), sender: nil)) }
    case .attacker(let derivation, let sender):
      (-1...5).map { ("delivered \($0)", .delivered($0)) }
        + atoms.filter { $0 != sender }.map {
          ("sender \(text($0))", .attacker(derivation, sender: $0))
        }
    }
  }

  // MARK: Sessions

  private func sessions() -> [Mutant] {
    trace.sessions.indices.flatMap { k -> [Mutant] in
      let session = trace.sessions[k]
      let parameters = session.parameters.indices.flatMap { p in
        atoms.map { atom in
          mutant("session \(k): parameter \(p) → \(text(atom))") {
            $0.sessions[k].parameters[p] = atom
          }
        }
      }
      let roles = (-1...3).map { role in
        mutant("session \(k): role \(role)") { $0.sessions[k].role = RoleID(role) }
      }
      let counts = [
        mutant("session \(k): a parameter too few") { _ = $0.sessions[k].parameters.popLast() },
        mutant("session \(k) removed") { $0.sessions.remove(at: k) },
        mutant("session \(k) idle twice") { $0.sessions.append($0.sessions[k]) },
      ]
      return (parameters + roles + counts).compactMap { $0 }
    }
  }

  // MARK: Threat, principals and claim

  private func surroundings() -> [Mutant] {
    let names = atoms.compactMap(\.principalName)
    let made = names.map { name in
      mutant("\(name) dishonest") { if !$0.dishonest.contains(name) { $0.dishonest.append(name) } }
    }
    let mended = trace.dishonest.indices.map { k in
      mutant("\(trace.dishonest[k]) honest") { $0.dishonest.remove(at: k) }
    }
    let threats = [
      mutant("threat: controls") {
        $0.threat.controls = $0.threat.controls.isEmpty ? [.network] : []
      },
      mutant("threat: plays nothing") { $0.threat.plays = [] },
      mutant("threat: plays everything") { $0.threat.plays = (0...3).map { RoleID($0) } },
      mutant("threat: only delivers") { $0.threat.onlyDelivers.toggle() },
      mutant("threat: separates roles") { $0.threat.separatesRoles.toggle() },
      mutant("threat: reveals") {
        $0.threat.reveals.append(Reveal(term: v(0), role: RoleID(0), state: nil))
      },
    ]
    return (made + mended + threats).compactMap { $0 }
  }

  private func claims() -> [Mutant] {
    let kinds: [Claim] = [
      .violated, .reached, .completed, .learns(session: 0, .observed(0)),
      .confirms(session: 0, .observed(0), .guess), .sees(session: 0, viewer: 1, .observed(0)),
    ]
    var result = kinds.map { claim in mutant("claim: \(claim)") { $0.claim = claim } }
    switch trace.claim {
    case .learns(let session, let derivation):
      for other in -1...3 {
        result.append(
          mutant("claim: session \(other)") { $0.claim = .learns(session: other, derivation) })
      }
      for (place, new) in mutations(of: derivation, at: "") {
        result.append(
          mutant("claim: derivation\(place)") { $0.claim = .learns(session: session, new) })
      }
    case .confirms(let session, let one, let other):
      for index in -1...3 {
        result.append(
          mutant("claim: session \(index)") { $0.claim = .confirms(session: index, one, other) })
      }
      result.append(mutant("claim: once") { $0.claim = .confirms(session: session, one, one) })
      for (place, new) in mutations(of: one, at: "") {
        result.append(
          mutant("claim: one\(place)") { $0.claim = .confirms(session: session, new, other) })
      }
      for (place, new) in mutations(of: other, at: "") {
        result.append(
          mutant("claim: other\(place)") { $0.claim = .confirms(session: session, one, new) })
      }
    case .sees(let session, let viewer, let derivation):
      for other in -1...3 {
        result.append(
          mutant("claim: session \(other)") {
            $0.claim = .sees(session: other, viewer: viewer, derivation)
          })
        result.append(
          mutant("claim: viewer \(other)") {
            $0.claim = .sees(session: session, viewer: other, derivation)
          })
      }
      for (place, new) in mutations(of: derivation, at: "") {
        result.append(
          mutant("claim: derivation\(place)") {
            $0.claim = .sees(session: session, viewer: viewer, new)
          })
      }
    case .violated, .reached, .completed: break
    }
    return result.compactMap { $0 }
  }
}
