// From a Scyther file to a syntax tree of Assay. What each construct means, and why the result
// means the same, is written down in docs/importing-spdl.md; section numbers refer to it.

import Diagnostics
import ProtocolLanguage

/// Scyther's `--match`: what a variable may take.
package enum SpdlMatching: Int, Sendable, CaseIterable {
  /// Values of the variable's type only (0, the default).
  case typed = 0
  /// Any atomic value (1).
  case atomic = 1
  /// Any value (2).
  case untyped = 2
}

struct SpdlTranslator {
  let file: SpdlFile
  let start: SourceSpan
  let matching: SpdlMatching
  var diagnostics: [Diagnostic] = []
  var declarations: [Declaration] = []

  /// Names of values and functions.
  var globals = SpdlNames(taken: SpdlTranslator.reservedNames)
  /// Names of sorts and of roles.
  var sortNames = SpdlNames(taken: ["Principal", "Nonce", "Key", "Int", "Message"])
  var eventNames = SpdlNames()
  var sorts: [String: String] = ["Nonce": "Nonce"]
  var meanings: [String: SpdlMeaning] = [:]
  var functions: [SpdlFunction] = []
  var keyUseSort = "KeyUse"
  /// The function that `{m}f(t)` becomes where nobody ever has the inverse of `f(t)`.
  var sealing: String?
  var dishonestRole = "Dishonest"
  var untrusted: [Identifier] = []
  /// The principals that are declared, in order, by their names in the file.
  var principals: [(name: Identifier, text: String)] = []
  var secretConstants: Set<String> = []
  var compromised: [SpdlTerm] = []
  /// Every role that does something, in order.
  var scopes: [SpdlRoleScope] = []
  var properties: [Declaration] = []
  var facts = SpdlClaimFacts()

  private static let reservedNames: Set<String> = [
    "aenc", "senc", "sign", "hash", "mac", "kdf", "pk", "vk", "sk", "inverse", "dishonest",
    "revealed", "sum", "network",
  ]

  init(_ file: SpdlFile, at start: SourceSpan, matching: SpdlMatching) {
    self.file = file
    self.start = start
    self.matching = matching
    predefine()
  }

  private mutating func predefine() {
    for (name, isSecret) in [("pk", false), ("sk", true), ("k", true)] {
      meanings[name] = .function(functions.count)
      let text = name == "k" ? globals.unique("k") : name
      functions.append(
        SpdlFunction(name: Identifier(name, at: start), text: text, isSecret: isSecret))
    }
    functions[0].inverse = 1
    functions[1].inverse = 0
    functions[0].pairing = .ofKeys
    functions[1].pairing = .ofKeys
  }

  mutating func translate() -> SyntaxTree {
    if matching == .atomic {
      unsupported(
        "matching any atomic value (`--match 1`)", at: start, notes: ["use 0 or 2"])
    }
    for declaration in file.declarations { declare(declaration) }
    var outer: [[String: SpdlMeaning]] = []
    for theProtocol in file.protocols {
      let global = meanings
      for declaration in theProtocol.declarations { declare(declaration) }
      outer.append(meanings)
      meanings = global
    }
    makeScopes(outer)
    noteUses()
    classifyFunctions()
    dishonestRole = sortNames.unique("Dishonest")
    keyUseSort = sortNames.unique("KeyUse")
    let sortsSoFar = declarations
    declarations = []
    declare(.deterministicEncryption, at: start)
    declare(.typed, at: start)
    declare(.unchecked, at: start)
    declarations += sortsSoFar
    declarePrincipals()
    declareFunctions()
    planClaims()
    for index in scopes.indices where !scopes[index].events.isEmpty { translateRole(index) }
    declareAttacker()
    declareScenarios()
    declarations += properties
    return tree
  }

  private var tree: SyntaxTree {
    let name =
      file.protocols.first { !$0.isHelper }?.name ?? file.protocols.first?.name
      ?? Identifier("Empty", at: start)
    return SyntaxTree(
      protocolName: identifier(SpdlNames.alone(name.text), at: name.span),
      declarations: declarations, at: start)
  }

  private mutating func makeScopes(_ outer: [[String: SpdlMeaning]]) {
    if file.protocols.isEmpty {
      report(.noRoles, "this file has no protocol", at: start)
    }
    var seen: Set<String> = []
    var words: Set<String> = []
    for (number, theProtocol) in file.protocols.enumerated() {
      if !seen.insert(theProtocol.name.text).inserted {
        report(
          .duplicateName, "the protocol `\(theProtocol.name.text)` is declared twice",
          at: theProtocol.name.span)
      }
      var roles: Set<String> = []
      for role in theProtocol.roles {
        if !theProtocol.roleNames.contains(where: { $0.text == role.name.text }) {
          report(
            .unknownRole, "the protocol has no role `\(role.name.text)`", at: role.name.span,
            notes: ["list it behind the protocol's name"])
        }
        if !roles.insert(role.name.text).inserted {
          report(
            .duplicateName, "the role `\(role.name.text)` is described twice", at: role.name.span)
        }
        let prefix =
          file.protocols.count > 1 ? SpdlNames.allowed(theProtocol.name.text) + "_" : ""
        var text = sortNames.unique(prefix + role.name.text)
        while !words.insert(text.lowercased()).inserted { text = sortNames.unique(text + "_") }
        scopes.append(scope(of: role, number, roleText: text, hiding: outer[number]))
      }
    }
  }

  // MARK: - Small parts

  func identifier(_ text: String, at span: SourceSpan) -> Identifier { Identifier(text, at: span) }

  mutating func declare(_ kind: DeclarationKind, at span: SourceSpan, blank: Bool = false) {
    var comments = Comments()
    comments.blankLineBefore = blank
    declarations.append(Declaration(kind, at: span, comments: comments))
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, notes: [String] = []
  ) {
    guard diagnostics.count < SpdlLexer.mostErrors else { return }
    let diagnostic = Diagnostic(code, message, at: span, notes: notes)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  mutating func unsupported(_ what: String, at span: SourceSpan, notes: [String] = []) {
    report(.importNotSupported, "\(what) is not supported", at: span, notes: notes)
  }

  mutating func invalid(_ message: String, at span: SourceSpan, notes: [String] = []) {
    report(.importNotValid, message, at: span, notes: notes)
  }

  mutating func ignore(_ what: String, because reason: String, at span: SourceSpan) {
    report(.importIgnored, "\(what) is ignored: \(reason)", at: span)
  }
}
