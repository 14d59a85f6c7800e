// The declarations that give names to terms: principals, functions, messages; and channels,
// tables and the two flags.

import Diagnostics
import ProtocolLanguage
import Terms

/// What is applied like a function and cannot be declared.
private let reservedFunctions: Set<String> = [
  "aenc", "senc", "sign", "hash", "mac", "kdf", "pk", "vk", "sk", "inverse", "dishonest",
  "revealed", "sum",
]

extension Elaborator {
  mutating func declareFlags() {
    for declaration in present {
      switch declaration.kind {
      case .typed: model.isTyped = true
      case .deterministicEncryption: isDeterministic = true
      case .unchecked: isUnchecked = true
      default: break
      }
    }
  }

  /// Principals, functions and messages share one namespace with the enum values.
  mutating func declareNames() {
    for declaration in declarations {
      switch declaration.kind {
      case .principal(let name, let isHonest):
        if isOn(declaration, name) { declarePrincipal(name, isHonest) }
      case .function(let name, let parameters, let result, let visibility):
        if isOn(declaration, name) { declareFunction(name, parameters, result, visibility) }
      case .message(let name, let fields, let isTagged):
        if isOn(declaration, name) { declareMessage(name, fields, isTagged) }
      default: break
      }
    }
  }

  private mutating func isNew(_ name: Identifier, isApplied: Bool) -> Bool {
    if isApplied, reservedFunctions.contains(name.text) {
      report(.reservedName, "`\(name.text)` is built in", at: name.span)
      return false
    }
    if constants[name.text] != nil || constructors[name.text] != nil {
      reportDuplicate("the name", name)
      return false
    }
    return true
  }

  private mutating func declarePrincipal(_ name: Identifier, _ isHonest: Bool?) {
    guard isNew(name, isApplied: false) else { return }
    model.principals.append(PrincipalInfo(name: name.text, isHonest: isHonest))
    constants[name.text] = GlobalConstant(term: .name(.principal(name.text)), sort: .principal)
  }

  private mutating func declareFunction(
    _ name: Identifier, _ parameters: [Identifier], _ result: Identifier, _ visibility: Visibility
  ) {
    let sorts = parameters.map { sort(named: $0) }
    let resultSort = sort(named: result)
    if resultSort == .integer {
      report(
        .sortMismatch, "a function has no integer as its result", at: result.span,
        notes: ["an Int is an integer and nothing else; give the result a sort of its own"])
    }
    let symbol = Symbol(
      name.text, arity: sorts.count, kind: .function, isPublic: visibility == .publicFunction,
      result: resultSort, parameters: sorts)
    declare(name, symbol)
  }

  private mutating func declareMessage(
    _ name: Identifier, _ fields: [FieldSyntax], _ isTagged: Bool
  ) {
    let fields = checkedFields(fields)
    let sorts = fields.map { sort(named: $0.sort) }
    if isTagged {
      let symbol = Symbol(
        name.text, arity: sorts.count, kind: .message, isPublic: true, result: .message,
        parameters: sorts)
      declare(name, symbol)
    } else if isNew(name, isApplied: true) {
      if sorts.isEmpty {
        report(.wrongArgumentCount, "a tuple has at least one element", at: name.span)
      }
      constructors[name.text] = Constructor(
        symbol: nil, parameters: sorts, result: sorts.count == 1 ? sorts[0] : .message)
    }
  }

  private mutating func declare(_ name: Identifier, _ symbol: Symbol) {
    guard isNew(name, isApplied: true) else { return }
    let id = model.signature.add(symbol)
    constructors[name.text] = Constructor(
      symbol: id, parameters: symbol.parameters, result: symbol.result)
    if symbol.arity == 0 {
      constants[name.text] = GlobalConstant(term: .apply(id, []), sort: symbol.result)
    }
  }

  /// The fields that are on, without those that repeat a name.
  private mutating func checkedFields(_ fields: [FieldSyntax]) -> [FieldSyntax] {
    var names: Set<String> = []
    var result: [FieldSyntax] = []
    for field in present(fields) {
      if names.insert(field.name.text).inserted {
        result.append(field)
      } else {
        reportDuplicate("the field", field.name)
      }
    }
    return result
  }
}

// MARK: - Channels and tables

extension Elaborator {
  mutating func declareChannels() {
    channelIDs["network"] = .network
    for declaration in declarations {
      guard case .channel(let name, let kind, let first, let second) = declaration.kind,
        isOn(declaration, name)
      else { continue }
      if name.text == "network" {
        report(.reservedName, "the channel `network` is built in", at: name.span)
        continue
      }
      // A channel to a role that is off is off with it.
      if isSwitchedOffRole(first) || isSwitchedOffRole(second) {
        switchedOff.insert(name.text)
        continue
      }
      guard let left = role(named: first), let right = role(named: second) else { continue }
      guard channelIDs[name.text] == nil else {
        reportDuplicate("the channel", name)
        continue
      }
      channelIDs[name.text] = ChannelID(model.channels.count)
      model.channels.append(
        Channel(
          name: name.text, security: ChannelSecurity(kind),
          endpoints: Channel.Endpoints(left, right)))
    }
  }

  func isSwitchedOffRole(_ name: Identifier) -> Bool {
    roleIDs[name.text] == nil && switchedOff.contains(name.text)
  }

  mutating func declareTables() {
    for declaration in declarations {
      guard case .table(let name, let fields, let owner) = declaration.kind,
        isOn(declaration, name)
      else { continue }
      if isSwitchedOffRole(owner) {
        switchedOff.insert(name.text)
        continue
      }
      let columns = checkedFields(fields)
      let sorts = columns.map { sort(named: $0.sort) }
      if columns.isEmpty {
        report(.wrongArgumentCount, "a table has at least one column", at: name.span)
      }
      guard let role = role(named: owner) else { continue }
      guard tables[name.text] == nil else {
        reportDuplicate("the table", name)
        continue
      }
      tables[name.text] = TableColumns(
        id: TableID(model.tables.count), role: role, sorts: sorts)
      model.tables.append(
        Table(name: name.text, columns: columns.map(\.name.text), role: role))
    }
  }

  mutating func table(named name: Identifier) -> TableColumns? {
    if let table = tables[name.text] { return table }
    reportUnknown(.unknownTable, "table", name, among: tables.keys)
    return nil
  }

  mutating func channel(named name: Identifier?) -> ChannelID? {
    guard let name else { return .network }
    if let channel = channelIDs[name.text] { return channel }
    reportUnknown(.unknownChannel, "channel", name, among: channelIDs.keys)
    return nil
  }
}

extension ChannelSecurity {
  fileprivate init(_ kind: ChannelKind) {
    switch kind {
    case .insecure: self = .insecure
    case .authentic: self = .authentic
    case .confidential: self = .confidential
    case .secure: self = .secure
    }
  }
}
