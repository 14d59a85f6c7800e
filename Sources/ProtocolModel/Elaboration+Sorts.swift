// Sorts: their declarations, the names that refer to them, and when two agree.
//
// Sorts find slips; they restrict no message (S1.6), so what has no declared sort agrees with
// everything. `Message` is the sort of what nothing is known about.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  mutating func declareSorts() {
    for (index, name) in SortID.builtinNames.enumerated() { sortIDs[name] = SortID(index) }
    for declaration in declarations {
      switch declaration.kind {
      case .role(let role): declareRoleSort(role)
      case .sort(let name, let isGuessable):
        if isOn(declaration, name) { _ = declareSort(name, isGuessable: isGuessable) }
      case .enumeration(let name, let values):
        if isOn(declaration, name) { declareEnumeration(name, values) }
      default: break
      }
    }
  }

  /// Whether a declaration is on; notes its name if not.
  mutating func isOn(_ declaration: Declaration, _ name: Identifier) -> Bool {
    let isOn = isOn(declaration.guardFormula)
    if !isOn { switchedOff.insert(name.text) }
    return isOn
  }

  /// The name of a role is also a sort: its players are principals.
  private mutating func declareRoleSort(_ role: RoleSyntax) {
    if SortID.builtinNames.contains(role.name.text) {
      report(.reservedName, "`\(role.name.text)` is a built-in sort", at: role.name.span)
    } else {
      sortIDs[role.name.text] = .principal
    }
  }

  private mutating func declareSort(_ name: Identifier, isGuessable: Bool) -> SortID? {
    if SortID.builtinNames.contains(name.text) {
      report(.reservedName, "`\(name.text)` is a built-in sort", at: name.span)
      return nil
    }
    guard sortIDs[name.text] == nil else {
      reportDuplicate("the sort", name)
      return nil
    }
    let id = SortID(model.sorts.count)
    model.sorts.append(SortInfo(name: name.text, isGuessable: isGuessable))
    sortIDs[name.text] = id
    return id
  }

  private mutating func declareEnumeration(_ name: Identifier, _ values: [Identifier]) {
    guard let sort = declareSort(name, isGuessable: false) else { return }
    enumSorts.insert(sort)
    for value in values {
      guard constants[value.text] == nil else {
        reportDuplicate("the name", value)
        continue
      }
      let symbol = model.signature.add(
        Symbol(value.text, arity: 0, kind: .function, isPublic: true, result: sort))
      constants[value.text] = GlobalConstant(term: .apply(symbol, []), sort: sort)
    }
  }

  /// The sort with this name; `Message` after reporting that there is none.
  mutating func sort(named name: Identifier) -> SortID {
    if let sort = sortIDs[name.text] { return sort }
    reportUnknown(.unknownSort, "sort", name, among: sortIDs.keys)
    return .message
  }

  func agree(_ left: SortID, _ right: SortID) -> Bool {
    left == right || left == .message || right == .message
  }

  func name(of sort: SortID) -> String { model.sorts[Int(sort.index)].name }

  /// Reports a term that has another sort than its place asks for.
  mutating func check(_ found: SortID, against expected: SortID, at span: SourceSpan) {
    guard !agree(found, expected) else { return }
    report(
      .sortMismatch, "this is of sort \(name(of: found)), not \(name(of: expected))", at: span)
  }

  /// Which values a variable takes that a role binds by receiving, computing or looking up.
  func kind(of sort: SortID) -> VariableKind {
    if sort == .integer { return .integer }
    return model.isTyped && sort != .message ? .sorted(sort) : .any
  }

  /// Which values a wildcard takes: anything, except in a typed model.
  func wildcardKind(of sort: SortID) -> VariableKind { model.isTyped ? kind(of: sort) : .any }
}
