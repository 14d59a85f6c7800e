// The state of the attacker's reasoning along one path of the search: what it knows, what it
// still has to derive, what must differ, and the bindings that follow.
//
// A deduction constraint `K ⊢ t` says that the attacker must derive t from the first so many
// items of its knowledge; variables stay symbolic until something forces a choice (the lazy
// intruder: Millen & Shmatikov 2001; Basin, Mödersheim & Viganò 2005). The invariant that makes
// this complete: every unbound variable that may take any value has a deadline, the point of the
// run from whose knowledge it must be derivable, and occurs in no message sent before it.
//
// Everything here is a stack. A mark is taken before a choice; undoing goes back to it exactly.
// LazyIntruder solves the goals, Disequalities checks what must differ.

import ArithmeticConstraints
import Terms

/// A term that can be read off what an observer holds, if it derives the premises.
struct Item {
  var term: TermID
  /// What its term starts with, so that most goals pass it by at a glance.
  var head: HeadKey
  /// Premises are goals in `premises[firstPremise..<firstPremise + premiseCount]`; equations
  /// likewise. Both come from the analysis rules on the way to this term.
  var firstPremise: Int32
  var premiseCount: Int32
  var firstEquation: Int32
  var equationCount: Int32
}

/// The symbol or atom that a resolved term starts with, as a number; equal for terms that may
/// unify. All unbound variables and integers have one each.
struct HeadKey: Equatable {
  static let variable = HeadKey(value: .max)
  static let integer = HeadKey(value: .max - 1)
  var value: Int32
}

extension TermStore {
  func headKey(_ term: TermID) -> HeadKey {
    switch head(term) {
    case .variable: .variable
    case .integer: .integer
    case .atom(let atom): HeadKey(value: ~atom.index)
    case .application(let symbol): HeadKey(value: symbol.index)
    }
  }
}

struct Equation {
  var left: TermID
  var right: TermID
}

/// A supposition about the shape of terms inside an observed message.
package struct Narrowing {
  var equations: [Equation]
}

struct Goal {
  var term: TermID
  /// The goal is derived from the items in `first..<deadline`.
  var first: Int32
  var deadline: Int32
  var observer: Observer
  /// The goal for whose sake this one was set; -1 at the root.
  var ancestor: Int32
  /// The next pending goal; -1 ends the list.
  var next: Int32
}

package struct ConstraintSystem: ~Copyable {
  package var store: TermStore
  package var substitution: Substitution
  let theory: CompiledTheory
  /// What dishonest principals hand over; see Credentials.
  var credentials: [Credential] = []

  /// The atoms of names that the model mentions.
  package private(set) var names: [Name: TermID] = [:]

  /// What observers hold, taken apart as far as it goes; the attacker's items come first.
  var items: [Item] = []
  var premises: [TermID] = []
  var equations: [Equation] = []

  /// What observed messages give only under suppositions, until `takeNarrowings`.
  var narrowings: [[Equation]] = []

  /// Goals ever set on this path; the pending ones form a list, so that taking one off and
  /// undoing that is one assignment.
  var goals: [Goal] = []
  var pending: Int32 = -1
  /// How much of the substitution's trail has been searched for variables with a deadline.
  var wokenTrail = 0

  var disequalities: [Disequality] = []
  var disequalityPairs: [Equation] = []

  var differentiations: [Differentiation] = []
  /// Which of them were met, in order, for undoing.
  var metDifferentiations: [Int] = []

  var choicePoints: [ChoicePoint] = []

  /// While a `hidden` property is checked: the viewer may have been sent everything that the
  /// attacker knew up to here.
  package var viewerExtra: Int32 = 0
  /// Where the items of the viewer start.
  package var viewerFirst: Int32 = 0
  /// The `knows` terms of the viewer.
  package var viewerCredentials: [Credential] = []

  package var arithmetic: ArithmeticState
  package var goalCount = 0
  /// The newest item that the last shortcut used.
  var newestUsed: Int32 = -1
  /// A derivation was deeper than the limit: what follows from failure is not certain.
  package var wasCut = false

  package init(
    signature: Signature, theory: Theory, arithmeticLimit: UInt32 = ArithmeticState.defaultLimit
  ) {
    store = TermStore()
    substitution = Substitution(signature: signature)
    self.theory = CompiledTheory(theory, signature: signature)
    arithmetic = ArithmeticState(resourceLimit: arithmeticLimit)
  }

  package struct Mark {
    var store: TermStore.Mark
    var substitution: Substitution.Mark
    var items: Int
    var premises: Int
    var equations: Int
    var goals: Int
    var pending: Int32
    var wokenTrail: Int
    var disequalities: Int
    var disequalityPairs: Int
    var arithmetic: ArithmeticState.Mark
    var differentiations: Int
    var metDifferentiations: Int
  }

  package var mark: Mark {
    Mark(
      store: store.mark, substitution: substitution.mark, items: items.count,
      premises: premises.count, equations: equations.count, goals: goals.count, pending: pending,
      wokenTrail: wokenTrail, disequalities: disequalities.count,
      disequalityPairs: disequalityPairs.count, arithmetic: arithmetic.mark,
      differentiations: differentiations.count, metDifferentiations: metDifferentiations.count)
  }

  package mutating func undo(to mark: Mark) {
    substitution.undo(to: mark.substitution)
    store.release(to: mark.store)
    items.cut(to: mark.items)
    premises.cut(to: mark.premises)
    equations.cut(to: mark.equations)
    goals.cut(to: mark.goals)
    pending = mark.pending
    wokenTrail = mark.wokenTrail
    disequalities.cut(to: mark.disequalities)
    disequalityPairs.cut(to: mark.disequalityPairs)
    arithmetic.undo(to: mark.arithmetic)
    undoDifferentiations(to: mark)
  }

  /// Makes the atom of a name that the model mentions; only before the search starts.
  package mutating func declare(_ name: Name, _ atomClass: AtomClass, honesty: Honesty) -> TermID {
    let term = substitution.makeAtom(atomClass, honesty: honesty, in: &store)
    names[name] = term
    return term
  }

  /// The point of the run: how many items the attacker holds.
  package var knowledgePoint: Int32 { Int32(items.count) }

  package mutating func unify(_ left: TermID, _ right: TermID) -> Bool {
    substitution.unify(left, right, in: store)
  }

  package func resolve(_ term: TermID) -> TermID { substitution.resolve(term, in: store) }

  /// Demands that the attacker derives `term` from what it knows now.
  package mutating func demand(_ term: TermID) {
    push(
      Goal(
        term: term, first: 0, deadline: knowledgePoint, observer: .attacker, ancestor: -1,
        next: pending))
  }

  mutating func push(_ goal: Goal) {
    goals.append(goal)
    pending = Int32(goals.count - 1)
  }
}
