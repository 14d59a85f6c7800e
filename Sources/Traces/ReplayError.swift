// Why a trace was not accepted: the place and one plain sentence.
//
// Rules throw a `Refusal`, which knows no place; the replayer adds the place. So a rule reads
// like the sentence of docs/semantics.md that it checks.

import Terms

/// A trace that is not a run of the model, or does not show what it claims.
package struct ReplayError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Place: Hashable, Sendable {
    /// The threat, the dishonest principals or the sessions.
    case setup
    /// The step with this index (from 0).
    case step(Int)
    case claim
  }
  package let place: Place
  package let sentence: String

  package init(_ place: Place, _ sentence: String) {
    self.place = place
    self.sentence = sentence
  }

  /// The index of the step that was refused, if it was a step.
  package var step: Int? {
    if case .step(let index) = place { index } else { nil }
  }

  package var description: String {
    switch place {
    case .setup: "before the first step: \(sentence)"
    case .step(let index): "step \(index + 1): \(sentence)"
    case .claim: "the claim: \(sentence)"
    }
  }
}

/// A rule that is not kept, without the place.
struct Refusal: Error {
  let sentence: String
  init(_ sentence: String) { self.sentence = sentence }
}

extension Array {
  /// The element at `index`, if there is one: indices in traces are claims like everything else.
  func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Signature {
  /// The symbol with this id, if there is one.
  func symbol(_ id: SymbolID) -> Symbol? { symbols.at(Int(id.index)) }

  /// A term for a sentence; reports have a nicer notation of their own.
  func text(_ term: Term) -> String {
    switch term {
    case .variable(let variable): "?\(variable.index)"
    case .integer(let value): String(value)
    case .name(.principal(let name)), .name(.constant(let name, _)): name
    case .name(.fresh(let name, let session, let count)): "\(name)~\(session).\(count)"
    case .name(.attacker(let number)): "attacker~\(number)"
    case .apply(let id, let arguments):
      "\(symbol(id)?.name ?? "symbol\(id.index)")"
        + "(\(arguments.map(text).joined(separator: ", ")))"
    }
  }
}
