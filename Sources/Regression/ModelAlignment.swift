// Two versions of a model with one set of names: what the old one calls otherwise gets the new name.
//
// A name is taken for a renamed one only if the new version has it no longer and something new of the
// same kind and form stands where it stood. Whoever renames and rebuilds at once is told of something
// dropped and something added, which is true as well.

import ProtocolModel
import Terms

package struct ModelAlignment {
  package struct Renamed: Hashable, Sendable {
    /// `role`, `message`, `variable`, …
    package var kind: String
    /// Whose variable or state it is; nil for what belongs to the model.
    package var role: String?
    package var old: String
    package var new: String
  }
  /// The old model in the new one's words.
  package private(set) var old: ProtocolModel
  package let new: ProtocolModel
  package private(set) var renamed: [Renamed] = []

  package init(_ old: ProtocolModel, _ new: ProtocolModel) {
    self.old = old
    self.new = new
    alignRoles()
    alignSymbols()
    alignEvents()
    alignTables()
    for index in self.old.roles.indices {
      guard let other = new.roles.first(where: { $0.name == self.old.roles[index].name }) else {
        continue
      }
      alignStates(index, other)
      alignVariables(index, other)
    }
  }

  // MARK: Pairs

  /// Gives each old name that is gone the new name of what is like it, in order, as long as as many
  /// of them came as went.
  private mutating func align<Form: Hashable>(
    _ kind: String, of role: String? = nil, _ before: [(name: String, form: Form)],
    _ after: [(name: String, form: Form)], _ rename: (inout ProtocolModel, Int, String) -> Void
  ) {
    let (had, has) = (Set(before.map(\.name)), Set(after.map(\.name)))
    let gone = before.indices.filter { !has.contains(before[$0].name) }
    let come = after.filter { !had.contains($0.name) }
    for place in gone {
      let alike = gone.filter { before[$0].form == before[place].form }
      let candidates = come.filter { $0.form == before[place].form }
      guard alike.count == candidates.count, let position = alike.firstIndex(of: place) else {
        continue
      }
      let name = candidates[position].name
      renamed.append(Renamed(kind: kind, role: role, old: before[place].name, new: name))
      rename(&old, place, name)
    }
  }

  private mutating func alignRoles() {
    align(
      "role", old.roles.map { ($0.name, $0.shape) }, new.roles.map { ($0.name, $0.shape) }
    ) { model, index, name in model.roles[index].name = name }
  }

  private mutating func alignSymbols() {
    func declared(_ model: ProtocolModel) -> [(name: String, form: [String])] {
      model.signature.symbols.map { symbol in
        let parts = symbol.parameters.map { model.sorts[Int($0.index)].name }
        return ("\(symbol.name)", ["\(symbol.kind)", "\(symbol.isPublic)"] + parts)
      }
    }
    align("message or function", declared(old), declared(new)) { model, index, name in
      model.signature = model.signature.renaming(index, name)
    }
  }

  private mutating func alignEvents() {
    align("event", old.events.map { ($0.name, $0.arity) }, new.events.map { ($0.name, $0.arity) }) {
      model, index, name in model.events[index].name = name
    }
  }

  private mutating func alignTables() {
    align(
      "table", old.tables.map { ($0.name, $0.columns) }, new.tables.map { ($0.name, $0.columns) }
    ) { model, index, name in model.tables[index].name = name }
  }

  private mutating func alignStates(_ index: Int, _ other: Role) {
    func degrees(_ role: Role) -> [(name: String, form: [Int])] {
      role.states.enumerated().map { number, state in
        (
          state.name,
          [
            role.transitions.count { $0.source.index == number },
            role.transitions.count { $0.target.index == number },
          ]
        )
      }
    }
    align("state", of: other.name, degrees(old.roles[index]), degrees(other)) {
      model, state, name in model.roles[index].states[state].name = name
    }
  }

  /// Variables in the order in which a role first mentions them.
  private mutating func alignVariables(_ index: Int, _ other: Role) {
    func mentioned(_ role: Role) -> [(place: Int, name: String, form: VariableKind)] {
      role.variablesInOrder.filter { !role.variables[$0].isHidden }.map {
        ($0, role.variables[$0].name, role.variables[$0].kind)
      }
    }
    let before = mentioned(old.roles[index])
    align(
      "variable", of: other.name, before.map { ($0.name, $0.form) },
      mentioned(other).map { ($0.name, $0.form) }
    ) { model, position, name in
      model.roles[index].variables[before[position].place].name = name
    }
  }
}

extension Role {
  /// What it does, without names: for each transition how many actions of which kind.
  fileprivate var shape: [String] {
    transitions.map { transition in
      transition.actions.map { action in
        switch action {
        case .receive: "r"
        case .match: "m"
        case .fresh: "f"
        case .define: "d"
        case .require: "q"
        case .event: "e"
        case .insert: "i"
        case .delete: "x"
        case .send: "s"
        }
      }.joined()
    }
  }

  fileprivate var variablesInOrder: [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    func add(_ variable: Variable) {
      if seen.insert(variable.index).inserted { found.append(variable.index) }
    }
    for parameter in parameters { add(parameter.variable) }
    for action in transitions.flatMap(\.actions) {
      if case .fresh(let variable) = action { add(variable) }
      if case .define(let variable, _) = action { add(variable) }
      for term in action.terms { term.variables.forEach(add) }
    }
    return found
  }
}

extension Signature {
  /// The same symbols, one of them with another name.
  fileprivate func renaming(_ index: Int, _ name: String) -> Signature {
    var renamed = Signature()
    for (place, symbol) in symbols.enumerated().dropFirst(renamed.symbols.count) {
      _ = renamed.add(
        Symbol(
          place == index ? name : symbol.name, arity: symbol.arity, kind: symbol.kind,
          isPublic: symbol.isPublic, result: symbol.result, parameters: symbol.parameters))
    }
    return renamed
  }
}
