// Properties with their terms compiled, and what was found for each.

import ProtocolModel
import Terms
import Traces

/// Its arguments lie in `CompiledTerms.arguments`, so that reading one counts no references.
struct CompiledPattern: BitwiseCopyable {
  var event: EventID
  var firstArgument: Int32
  var argumentCount: Int32
}

enum CompiledExcuse {
  case dishonest(TermCode)
  case revealed(TermCode, before: CompiledPattern?)
}

struct CompiledSum {
  var coefficient: Int
  var value: LinearTerm
  var table: TableID
  var entry: [TermCode]
  var bound: Set<Int>
}

enum CompiledGoal {
  case secret(TermCode, role: Int, state: StateID?, needed: [Int])
  case guessableSafe(TermCode, role: Int, state: StateID?, needed: [Int])
  case hidden(TermCode, role: Int, from: Int, needed: [Int])
  case correspondence(CompiledPattern, [CompiledAlternative], injective: Bool)
  case reachable([CompiledPattern])
  case invariant(
    left: LinearTerm, right: LinearTerm, IntegerRelation, sums: [CompiledSum], role: Int)
}

/// Conjuncts flattened: the patterns of `CompiledModel.chainedPatterns` from `first` on.
struct CompiledAlternative: BitwiseCopyable {
  var first: Int32
  var count: Int32
}

/// The events of one chain happen in order.
struct ChainedPattern: BitwiseCopyable {
  var pattern: CompiledPattern
  var continuesChain: Bool
}

struct CompiledProperty {
  var goal: CompiledGoal
  var excuses: [CompiledExcuse]
  var domains: [VariableDomain]
  var summedTables: Set<TableID> = []

  init(_ property: Property, in compiled: inout CompiledModel) {
    var excuses: [CompiledExcuse] = []
    var excuseVariables: [Variable] = []
    for excuse in property.excuses {
      switch excuse {
      case .dishonest(let term):
        excuses.append(.dishonest(compiled.compile([term])[0]))
        excuseVariables += term.variables
      case .revealed(let term, let before):
        excuses.append(
          .revealed(
            compiled.compile([term])[0],
            before: before.map { compiled.compile($0) }))
        excuseVariables += term.variables
      }
    }
    self.excuses = excuses
    domains = property.variables.map { VariableDomain($0.kind) }
    switch property.goal {
    case .secret(let term, let role, let state):
      goal = .secret(
        compiled.compile([term])[0], role: role.index, state: state,
        needed: Set((term.variables + excuseVariables).map(\.index)).sorted())
    case .guessableSafe(let term, let role, let state):
      goal = .guessableSafe(
        compiled.compile([term])[0], role: role.index, state: state,
        needed: Set((term.variables + excuseVariables).map(\.index)).sorted())
    case .hidden(let term, let role, let from):
      goal = .hidden(
        compiled.compile([term])[0], role: role.index, from: from.index,
        needed: Set((term.variables + excuseVariables).map(\.index)).sorted())
    case .correspondence(let trigger, let alternatives, let injective):
      goal = .correspondence(
        compiled.compile(trigger), alternatives.map { compiled.compile($0) },
        injective: injective)
    case .reachable(let patterns): goal = .reachable(patterns.map { compiled.compile($0) })
    case .invariant(let left, let relation, let right, let role):
      func sums(_ expression: TableExpression, _ sign: Int) -> [CompiledSum] {
        expression.sums.map {
          CompiledSum(
            coefficient: sign * $0.coefficient, value: $0.value, table: $0.table,
            entry: compiled.compile($0.entry), bound: Set($0.bound.map(\.index)))
        }
      }
      let all = sums(left, 1) + sums(right, -1)
      summedTables = Set(all.map(\.table))
      goal = .invariant(
        left: left.linear, right: right.linear, relation, sums: all, role: role.index)
    }
  }
}

extension CompiledProperty {
  /// The role whose sessions claim a secret.
  var claimant: Int? {
    switch goal {
    case .secret(_, let role, _, _), .guessableSafe(_, let role, _, _),
      .hidden(_, let role, _, _):
      role
    case .correspondence, .reachable, .invariant: nil
    }
  }
}

/// What is known about a property so far.
struct Finding {
  /// The shortest run found, already ground.
  var trace: Trace?
  var length: Int?
  var isTriggered = false
}
