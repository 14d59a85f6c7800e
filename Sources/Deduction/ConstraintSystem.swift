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
  var shape: Shape
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
  @inline(__always) static var variable: HeadKey { HeadKey(value: .max) }
  @inline(__always) static var integer: HeadKey { HeadKey(value: .max - 1) }
  var value: Int32
}

/// What a resolved term starts with, and what its first argument starts with: most terms that do
/// not unify differ there.
struct Shape {
  var head: HeadKey
  /// `variable` if there is no argument, or if it may become anything.
  var inner: HeadKey

  /// Whether terms of these shapes may unify.
  @inline(__always) func meets(_ other: Shape) -> Bool {
    head == other.head
      && (inner == other.inner || inner == .variable || other.inner == .variable)
  }
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
  private let pinned = Pinned()
  package var store: TermStore
  package var substitution: Substitution
  private(set) var theory: CompiledTheory
  /// What dishonest principals hand over; see Credentials.
  var credentials = Stack<Credential>()
  var familyPremises = Stack<TermID>()

  /// The atoms of names that the model mentions.
  package private(set) var names: [Name: TermID] = [:]

  /// What observers hold, taken apart as far as it goes; the attacker's items come first.
  var items = Stack<Item>()
  var itemIndex = ItemIndex()
  var premises = Stack<TermID>()
  var equations = Stack<Equation>()

  /// The premises and equations on the way to the term that is being taken apart.
  var wayPremises = Stack<TermID>()
  var wayEquations = Stack<Equation>()

  /// What observed messages give only under suppositions, until `takeNarrowings`.
  var narrowings: [[Equation]] = []

  /// Goals ever set on this path; the pending ones form a list, so that taking one off and
  /// undoing that is one assignment.
  var goals = Stack<Goal>()
  var pending: Int32 = -1
  /// How much of the substitution's trail has been searched for variables with a deadline.
  var wokenTrail = 0

  var disequalities = Stack<Disequality>()
  var disequalityPairs = Stack<Equation>()
  /// Principals that are all different, for the whole search.
  var differentPrincipals: [TermID] = []

  var differentiations = Stack<Differentiation>()
  /// Which of them were met, in order, for undoing.
  var metDifferentiations = Stack<Int>()

  var choicePoints = Stack<ChoicePoint>()

  /// While a `hidden` property is checked: the viewer may have been sent everything that the
  /// attacker knew up to here.
  package var viewerExtra: Int32 = 0
  /// Where the items of the viewer start.
  package var viewerFirst: Int32 = 0
  /// The `knows` terms of the viewer.
  var viewerCredentials = Stack<Credential>()
  var viewerValues = Stack<TermID?>()

  /// The values of templates that are being instantiated.
  var templateValues = Stack<Int32>()

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
    for rules in self.theory.sources {
      let first = Int32(self.theory.rules.count)
      for rule in rules { add(rule) }
      self.theory.rulesBySymbol.append(first..<Int32(self.theory.rules.count))
    }
  }

  private mutating func add(_ rule: AnalysisRule) {
    let variables = makeTemplateVariables(Array(repeating: .any, count: rule.variableCount))
    let first = Int32(theory.rulePremises.count)
    let premises = rule.premises.map { template($0, variables) }
    theory.rulePremises += premises
    theory.rules.append(
      CompiledRule(
        premises: first..<Int32(theory.rulePremises.count),
        conclusion: template(rule.conclusion, variables), variables: variables))
  }

  /// What changes while goals are solved: what a choice point goes back to.
  struct SolverMark: BitwiseCopyable {
    var store: TermStore.Mark
    var substitution: Substitution.Mark
    var goals: Int32
    var pending: Int32
    var wokenTrail: Int32
    var metDifferentiations: Int32
    var arithmetic: ArithmeticState.Mark
  }

  @inline(__always) var solverMark: SolverMark {
    SolverMark(
      store: store.mark, substitution: substitution.mark, goals: Int32(goals.count),
      pending: pending, wokenTrail: Int32(wokenTrail),
      metDifferentiations: Int32(metDifferentiations.count), arithmetic: arithmetic.mark)
  }

  @inline(__always) mutating func undo(to mark: SolverMark) {
    substitution.undo(to: mark.substitution)
    store.release(to: mark.store)
    goals.cut(to: Int(mark.goals))
    pending = mark.pending
    wokenTrail = Int(mark.wokenTrail)
    while metDifferentiations.count > Int(mark.metDifferentiations) {
      differentiations[metDifferentiations.removeLast()].isMet = false
    }
    arithmetic.undo(to: mark.arithmetic)
  }

  /// What `undo` goes back to: the solver's state, and what steps add.
  package struct Mark: BitwiseCopyable {
    var solver: SolverMark
    var items: Int32
    var premises: Int32
    var equations: Int32
    var disequalities: Int32
    var disequalityPairs: Int32
    var differentiations: Int32
  }

  package var mark: Mark {
    Mark(
      solver: solverMark, items: Int32(items.count), premises: Int32(premises.count),
      equations: Int32(equations.count), disequalities: Int32(disequalities.count),
      disequalityPairs: Int32(disequalityPairs.count),
      differentiations: Int32(differentiations.count))
  }

  package mutating func undo(to mark: Mark) {
    undo(to: mark.solver)
    cutItems(to: Int(mark.items))
    premises.cut(to: Int(mark.premises))
    equations.cut(to: Int(mark.equations))
    disequalities.cut(to: Int(mark.disequalities))
    disequalityPairs.cut(to: Int(mark.disequalityPairs))
    differentiations.cut(to: Int(mark.differentiations))
  }

  /// Makes the atom of a name that the model mentions; only before the search starts.
  package mutating func declare(_ name: Name, _ atomClass: AtomClass, honesty: Honesty) -> TermID {
    let term = substitution.makeAtom(atomClass, honesty: honesty, in: &store)
    names[name] = term
    return term
  }

  /// Whether the model declares equations.
  package var hasEquations: Bool { theory.hasEquations }

  /// The point of the run: how many items the attacker holds.
  package var knowledgePoint: Int32 { Int32(items.count) }

  package mutating func unify(_ left: TermID, _ right: TermID) -> Bool {
    substitution.unify(left, right, in: store)
  }

  @inline(__always) package func resolve(_ term: TermID) -> TermID {
    substitution.resolve(term, in: store)
  }

  /// Whether no binding makes the terms equal, as far as their symbols say.
  package func differ(_ left: TermID, _ right: TermID) -> Bool {
    substitution.differ(left, right, in: store)
  }

  /// Whether the terms are equal under the current bindings.
  package func areIdentical(_ left: TermID, _ right: TermID) -> Bool {
    substitution.areIdentical(left, right, in: store)
  }

  /// The shape of a resolved term.
  func shape(_ term: TermID) -> Shape {
    let head = store.headKey(term)
    guard store.symbol(term) != nil, store.arity(term) > 0 else {
      return Shape(head: head, inner: .variable)
    }
    return Shape(head: head, inner: store.headKey(resolve(store.argument(0, of: term))))
  }

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
