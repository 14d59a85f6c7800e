// The variables of a role, before its terms are read: which names its transitions bind, and of
// which sort.
//
// The sort of a variable is the one that the source gives it, else that of the place where it is
// bound (a field, a parameter, a column), else `Message`. This has to be known before the first
// term is elaborated, because a transition may use what a later one (in the text) binds.

import Diagnostics
import ProtocolLanguage
import Terms

/// One place where a transition binds a variable.
private struct BindingSite {
  var name: Identifier
  var sort: SortID
}

extension Elaborator {
  /// Gives every variable that the role's transitions can bind a slot in the current scope.
  mutating func declareVariables(of role: RoleSyntax) {
    for transition in role.transitions where isOn(transition.guardFormula) {
      for action in transition.actions where isOn(action.guardFormula) {
        for site in sites(of: action.kind) { declareVariable(site) }
      }
    }
    // What only switched-off transitions bind still has a name that properties may use.
    for name in role.transitions.flatMap(\.actions).flatMap(\.kind.binders)
    where scope.slots[name.text] == nil {
      declareVariable(BindingSite(name: name, sort: .message))
    }
    for variable in scope.variables.indices where variable >= role.parameters.count {
      scope.variables[variable].kind = kind(of: scope.variables[variable].sort)
    }
  }

  private mutating func declareVariable(_ site: BindingSite) {
    let name = site.name
    guard let variable = scope.slots[name.text] else {
      if constants[name.text] != nil {
        report(
          .duplicateName, "`\(name.text)` is the name of a constant already", at: name.span,
          notes: ["write `\(name.text)` without `?` to compare with it"])
      }
      _ = scope.add(name.text, sort: site.sort, kind: .any)
      return
    }
    // Binding a parameter is a mistake of its own.
    let parameters = scope.role.map { model.roles[$0.index].parameters.count } ?? 0
    let known = scope.sort(of: variable)
    guard known != site.sort, variable.index >= parameters else { return }
    let isPrecise = !model.isTyped && known != .integer && site.sort != .integer
    if isPrecise, agree(known, site.sort) {
      if known == .message { scope.variables[variable.index].sort = site.sort }
      return
    }
    report(
      .sortMismatch,
      "`\(name.text)` is bound as \(self.name(of: known)) elsewhere, here as "
        + self.name(of: site.sort), at: name.span,
      notes: agree(known, site.sort) ? ["write the sort in both places"] : [])
  }

  /// The sort of a variable that is bound at a place.
  private mutating func site(_ name: Identifier, _ sort: Identifier?, _ place: SortID)
    -> BindingSite
  {
    guard let sort else { return BindingSite(name: name, sort: place) }
    let declared = self.sort(named: sort)
    check(declared, against: place, at: sort.span)
    return BindingSite(name: name, sort: declared)
  }
}

// MARK: - Actions

extension Elaborator {
  private mutating func sites(of action: ActionKind) -> [BindingSite] {
    switch action {
    case .receive(let elements, _, let from):
      var found = present(elements).flatMap { sites(in: $0, .message) }
      if let from { found += sites(in: from, .principal) }
      return found
    case .match(let term, let pattern): return sites(in: pattern, sort(of: term))
    case .fresh(let names): return names.map { freshSite($0) }
    case .define(let name, let term): return [BindingSite(name: name, sort: sort(of: term))]
    case .require(let condition): return sites(in: condition)
    case .send, .event, .insert, .delete: return []
    }
  }

  private mutating func freshSite(_ fresh: FreshSyntax) -> BindingSite {
    guard let sort = fresh.sort else { return BindingSite(name: fresh.name, sort: .nonce) }
    let declared = self.sort(named: sort)
    if declared == .integer || declared == .principal || enumSorts.contains(declared) {
      report(
        .sortMismatch, "a fresh value cannot be of sort \(sort.text)", at: sort.span,
        notes: ["it is different from all values that there are already"])
    }
    return BindingSite(name: fresh.name, sort: declared)
  }

  private mutating func sites(in condition: ConditionSyntax) -> [BindingSite] {
    switch condition {
    case .member(let entry, let table, _), .notMember(let entry, let table, _):
      let sorts = tables[table.text]?.sorts ?? []
      return sites(in: present(entry), sorts)
    case .not(let condition, _): return sites(in: condition)
    case .and(let left, let right), .or(let left, let right):
      return sites(in: left) + sites(in: right)
    case .compare: return []
    }
  }
}

// MARK: - Names that are bound here

extension Elaborator {
  /// What an action binds under the options that are on.
  func binders(of action: ActionKind) -> [Identifier] {
    switch action {
    case .receive(let elements, _, let from):
      present(elements).flatMap(binders) + (from.map(binders) ?? [])
    case .match(_, let pattern): binders(in: pattern)
    case .fresh(let names): names.map(\.name)
    case .define(let name, _): [name]
    case .require(let condition): binders(in: condition)
    case .send, .event, .insert, .delete: []
    }
  }

  func binders(in term: TermSyntax) -> [Identifier] {
    switch term {
    case .bind(let name, _, _): [name]
    case .apply(_, let arguments, _): present(arguments).flatMap(binders)
    case .tuple(let elements, _): present(elements).flatMap(binders)
    case .name, .wildcard, .integer, .arithmetic, .negated, .sum: []
    }
  }

  /// What the look-ups of a condition bind; those below `or` and `not` bind nothing.
  func binders(in condition: ConditionSyntax) -> [Identifier] {
    switch condition {
    case .member(let entry, _, _): present(entry).flatMap(binders)
    case .and(let left, let right): binders(in: left) + binders(in: right)
    case .notMember, .not, .or, .compare: []
    }
  }
}

// MARK: - Terms

extension Elaborator {
  private mutating func sites(in terms: [TermSyntax], _ sorts: [SortID]) -> [BindingSite] {
    var found: [BindingSite] = []
    for (index, term) in terms.enumerated() {
      found += sites(in: term, index < sorts.count ? sorts[index] : .message)
    }
    return found
  }

  private mutating func sites(in term: TermSyntax, _ sort: SortID) -> [BindingSite] {
    switch term {
    case .bind(let name, let declared, _): return [site(name, declared, sort)]
    case .apply(let name, let arguments, _):
      return sites(in: present(arguments), parameterSorts(of: name.text))
    case .tuple(let elements, _):
      let elements = present(elements)
      return sites(in: elements, elements.count == 1 ? [sort] : [])
    case .name, .wildcard, .integer, .arithmetic, .negated, .sum: return []
    }
  }

  /// The sorts of a function's arguments as far as they are known.
  private func parameterSorts(of name: String) -> [SortID] {
    switch name {
    case "aenc", "sign": [.message, .key]
    case "sk": [.principal, .message]
    default: constructors[name]?.parameters ?? []
    }
  }

  /// The sort of a term, as far as it is known without elaborating it.
  func sort(of term: TermSyntax) -> SortID {
    switch term {
    case .name(let name):
      if let variable = scope.slots[name.text] { return scope.sort(of: variable) }
      return constants[name.text]?.sort ?? .message
    case .integer, .arithmetic, .negated: return .integer
    case .apply(let name, _, _): return resultSort(of: name.text)
    case .tuple(let elements, _):
      let elements = present(elements)
      return elements.count == 1 ? sort(of: elements[0]) : .message
    case .bind, .wildcard, .sum: return .message
    }
  }

  private func resultSort(of name: String) -> SortID {
    switch name {
    case "kdf", "pk", "vk", "sk": .key
    default: constructors[name]?.result ?? .message
    }
  }
}
