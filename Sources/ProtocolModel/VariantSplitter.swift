// The case distinctions of one transition: actions are added one by one to every branch, after
// the actions that decide what the declared equations make of their terms.

import Diagnostics
import Terms

/// One case: the actions so far, and what each term with a rule's symbol has come to in it.
struct VariantBranch {
  var bound: Set<Variable>
  var actions: [Action] = []
  var spans: [SourceSpan] = []
  /// By the term with its arguments already decided. A term that occurs again in the transition
  /// is the same case.
  var decided: [Term: Term] = [:]

  init(bound: Set<Variable>) { self.bound = bound }

  mutating func append(_ action: Action, at span: SourceSpan) {
    bound.formUnion(action.binds(given: bound))
    actions.append(action)
    spans.append(span)
  }

  /// The term in this case.
  func value(of term: Term) -> Term {
    guard case .apply(let symbol, let arguments) = term else { return term }
    let applied = Term.apply(symbol, arguments.map(value))
    return decided[applied] ?? applied
  }
}

struct VariantSplitter {
  /// Every function that may reduce doubles the cases of a transition: beyond this, they are not
  /// made.
  static let mostCases = 1000

  let rules: [RewriteRule]
  /// The first action that there were too many cases at; what comes of its transition is of no
  /// use then.
  private(set) var overflow: SourceSpan?
  /// The role's variables; hidden ones are added.
  var variables: [VariableInfo]

  init(rules: [RewriteRule], variables: [VariableInfo]) {
    self.rules = rules
    self.variables = variables
  }

  mutating func hiddenVariable() -> Term {
    let variable = Variable(variables.count)
    variables.append(VariableInfo(name: "_v\(variable.index)", sort: .message, kind: .any))
    return .variable(variable)
  }

  /// The branches that continue `branch` with this action.
  mutating func extend(
    _ branch: VariantBranch, by action: Action, at span: SourceSpan
  ) -> [VariantBranch] {
    guard action.terms.contains(where: { $0.isReducible(by: rules) }) else {
      var branch = branch
      branch.append(action, at: span)
      return [branch]
    }
    var computed: [Action] = []
    let plain: Action
    switch action {
    case .require(.all(let conditions)):
      // What an earlier conjunct looks up, a later one may compute with.
      return conditions.reduce([branch]) { branches, condition in
        branches.flatMap { extend($0, by: .require(condition), at: span) }
      }
    case .receive(let message, let channel, let sender):
      plain = .receive(
        abstract(message, into: &computed), over: channel,
        from: sender.map { abstract($0, into: &computed) })
    case .match(let term, let pattern):
      plain = .match(term, pattern: abstract(pattern, into: &computed))
    case .require(.member(let table, let entry)):
      plain = .require(.member(table, entry.map { abstract($0, into: &computed) }))
    default: plain = action
    }
    let branches = decide(plain.terms, in: [branch], at: span).map { decided in
      var decided = decided
      decided.append(plain.mappingTerms(decided.value), at: span)
      return decided
    }
    return computed.reduce(branches) { branches, comparison in
      branches.flatMap { extend($0, by: comparison, at: span) }
    }
  }

  /// The pattern with a hidden variable for every term that is computed, and the comparisons of
  /// these variables with those terms.
  private mutating func abstract(_ pattern: Term, into comparisons: inout [Action]) -> Term {
    guard case .apply(let symbol, let arguments) = pattern else { return pattern }
    guard rules.contains(where: { $0.head == symbol }) else {
      return .apply(symbol, arguments.map { abstract($0, into: &comparisons) })
    }
    let variable = hiddenVariable()
    comparisons.append(.require(.equal(variable, pattern)))
    return variable
  }

  /// Decides all terms with a rule's symbol that occur in `terms`, from the inside out.
  private mutating func decide(
    _ terms: [Term], in branches: [VariantBranch], at span: SourceSpan
  ) -> [VariantBranch] {
    terms.reduce(branches) { branches, term in
      guard case .apply(let symbol, let arguments) = term else { return branches }
      let inner = decide(arguments, in: branches, at: span)
      guard rules.contains(where: { $0.head == symbol }) else { return inner }
      var outer = inner.flatMap { branch in
        split(symbol, arguments.map(branch.value), in: branch, at: span)
      }
      limit(&outer, at: span)
      return outer
    }
  }

  /// Goes on with one case alone if there are too many.
  mutating func limit(_ branches: inout [VariantBranch], at span: SourceSpan) {
    guard branches.count > Self.mostCases else { return }
    overflow = overflow ?? span
    branches.removeSubrange(1...)
  }

  private mutating func split(
    _ symbol: SymbolID, _ arguments: [Term], in branch: VariantBranch, at span: SourceSpan
  ) -> [VariantBranch] {
    let term = Term.apply(symbol, arguments)
    if branch.decided[term] != nil { return [branch] }
    return cases(of: symbol, arguments).map { narrowed in
      var next = branch
      next.decided[term] = narrowed.value
      for action in narrowed.actions { next.append(action, at: span) }
      return next
    }
  }
}
