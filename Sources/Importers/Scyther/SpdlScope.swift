// What names mean in a role: its own declarations hide those of the protocol, and these the
// global ones.

import Diagnostics
import ProtocolLanguage

enum SpdlMeaning {
  /// A role of the protocol: the principal that this run takes for it.
  case agent(String)
  case variable(String, sort: String)
  case fresh(String, sort: String)
  /// A value that is the same in all runs.
  case constant(String)
  case principal(String)
  case function(Int)

  /// What two runs mean by the same word.
  var shared: String? {
    switch self {
    case .constant(let text), .principal(let text): text
    default: nil
    }
  }
}

/// One role of one protocol, while it is translated.
struct SpdlRoleScope {
  let theProtocol: Int
  let name: Identifier
  /// Its name in the model, and in words that mark a partner.
  let roleText: String
  var partnerWord: String { roleText.prefix(1).lowercased() + roleText.dropFirst() }
  let isHelper: Bool
  var meanings: [String: SpdlMeaning] = [:]
  var names: SpdlNames
  /// The names of the parameters by the role that they stand for, in the protocol's order.
  var agents: [(role: String, text: String)] = []
  var events: [SpdlEvent] = []

  /// What the parameters are called; the owner first.
  var parameters: [String] {
    agents.filter { $0.role == name.text }.map(\.text)
      + agents.filter { $0.role != name.text }.map(\.text)
  }

  func agent(_ role: String) -> String? { agents.first { $0.role == role }?.text }
}

extension SpdlTranslator {
  mutating func scope(
    of role: SpdlRole, _ number: Int, roleText: String, hiding outer: [String: SpdlMeaning]
  ) -> SpdlRoleScope {
    let theProtocol = file.protocols[number]
    var scope = SpdlRoleScope(
      theProtocol: number, name: role.name, roleText: roleText, isHelper: theProtocol.isHelper,
      meanings: outer, names: SpdlNames(taken: globals.taken))
    for agent in theProtocol.roleNames {
      guard scope.agent(agent.text) == nil else {
        report(.duplicateName, "the role `\(agent.text)` is listed twice", at: agent.span)
        continue
      }
      let text = scope.names.unique(agent.text)
      scope.agents.append((agent.text, text))
      scope.meanings[agent.text] = .agent(text)
    }
    var declared: Set<String> = []
    for item in role.items {
      switch item {
      case .event(let event): scope.events.append(event)
      case .declaration(let declaration): declare(declaration, in: &scope, &declared)
      }
    }
    return scope
  }

  private mutating func declare(
    _ declaration: SpdlDeclaration, in scope: inout SpdlRoleScope, _ declared: inout Set<String>
  ) {
    func isNew(_ name: Identifier, _ translator: inout SpdlTranslator) -> Bool {
      if declared.insert(name.text).inserted { return true }
      translator.report(
        .duplicateName, "`\(name.text)` is declared twice in this role", at: name.span)
      return false
    }
    switch declaration.kind {
    case .fresh(let names, let type), .constants(let names, let type, false):
      let sort = sort(of: type.map { [$0] } ?? [])
      for name in names where isNew(name, &self) {
        scope.meanings[name.text] = .fresh(scope.names.unique(name.text), sort: sort)
      }
    case .variables(let names, let types):
      let sort = sort(of: types)
      for name in names where isNew(name, &self) {
        scope.meanings[name.text] = .variable(scope.names.unique(name.text), sort: sort)
      }
    case .knows:
      ignore("`knows`", because: "no verdict of Scyther depends on it", at: declaration.span)
    default: unsupported("this declaration in a role", at: declaration.span)
    }
  }

  // MARK: - Types

  /// Types that some versions of Scyther have without a declaration.
  private static let predefinedTypes: Set<String> = ["SessionKey", "Data"]

  /// The sort of values of these types; `Message` where any value will do.
  mutating func sort(of types: [Identifier]) -> String {
    if types.isEmpty || types.contains(where: { $0.text == "Ticket" }) { return "Message" }
    if types.count > 1 {
      unsupported("more than one type for a variable", at: types[1].span)
    }
    let type = types[0]
    if type.text == "Agent" { return "Principal" }
    if type.text == "Function" {
      unsupported("a function that a role makes or receives", at: type.span)
      return "Message"
    }
    if sorts[type.text] == nil, Self.predefinedTypes.contains(type.text) { declareType(type) }
    guard let sort = sorts[type.text] else {
      report(
        .unknownSort, "there is no type `\(type.text)`", at: type.span,
        notes: ["declare it: `usertype \(type.text);`"])
      return "Message"
    }
    return matching == .untyped ? "Message" : sort
  }
}
