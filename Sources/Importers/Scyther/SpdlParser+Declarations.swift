// Files, protocols, roles, events and declarations.

import Diagnostics
import ProtocolLanguage

/// What stands at the top of a file, in its order.
enum SpdlItem {
  case declaration(SpdlDeclaration)
  case theProtocol(SpdlProtocol)
  case include(String, SourceSpan)
}

extension SpdlParser {
  /// The next item of a file; nil at its end.
  mutating func nextItem() -> SpdlItem? {
    while !atEnd {
      if accept(";") { continue }
      if let item = recovering({ parser throws(SpdlUnwind) in try parser.item() }) { return item }
      if at("}") { advance() }
    }
    return nil
  }

  private mutating func item() throws(SpdlUnwind) -> SpdlItem? {
    let first = index
    switch word() {
    case "include":
      advance()
      let path = try quoted("the file in quotes")
      _ = accept(";")
      return .include(path, span(from: first))
    case "option":
      advance()
      let text = try quoted("Scyther's switches in quotes")
      unsupported("the option `\(text)`", at: span(from: first))
      return nil
    case "run":
      unsupported("a fixed `run`", at: span(token))
      skipStatement()
      return nil
    // It only tells some of Scyther's compromise rules who a partner is; these are not on.
    case "symmetric-role" where word(1) == "protocol":
      advance()
      return .theProtocol(try theProtocol())
    case "protocol": return .theProtocol(try theProtocol())
    case "untrusted":
      advance()
      let agents = try terms(0, until: ";")
      return .declaration(SpdlDeclaration(kind: .untrusted(agents), span: span(from: first)))
    default: return try declaration("a declaration or `protocol`").map { .declaration($0) }
    }
  }

  private mutating func quoted(_ what: String) throws(SpdlUnwind) -> String {
    guard token.kind == .text else { throw expected(what) }
    let text = String(text(token).dropFirst().dropLast())
    advance()
    return text
  }

  // MARK: - Protocols and roles

  private mutating func theProtocol() throws(SpdlUnwind) -> SpdlProtocol {
    advance()
    let name = try name("the protocol's name")
    try expect("(")
    let roleNames = try names("a role")
    try expect(")")
    try expect("{")
    var result = SpdlProtocol(name: name, roleNames: roleNames, declarations: [], roles: [])
    while !at("}"), !atEnd {
      if accept(";") { continue }
      _ = recovering { (parser: inout SpdlParser) throws(SpdlUnwind) -> Bool? in
        if parser.word() == "role" || parser.word() == "singular" {
          result.roles.append(try parser.role())
        } else if let declaration = try parser.declaration("a role or a declaration") {
          result.declarations.append(declaration)
        }
        return true
      }
    }
    try expect("}")
    _ = accept(";")
    return result
  }

  private mutating func role() throws(SpdlUnwind) -> SpdlRole {
    if word() == "singular" {
      unsupported("a `singular` role", at: span(token))
      advance()
    }
    guard acceptWord("role") else { throw expected("`role`") }
    let name = try name("the role's name")
    try expect("{")
    var items: [SpdlRoleItem] = []
    while !at("}"), !atEnd {
      if accept(";") { continue }
      if let item = recovering({ parser throws(SpdlUnwind) in try parser.roleItem() }) {
        items.append(item)
      }
    }
    try expect("}")
    _ = accept(";")
    return SpdlRole(name: name, items: items)
  }

  private mutating func roleItem() throws(SpdlUnwind) -> SpdlRoleItem? {
    let first = index
    switch word() {
    case "send", "recv", "read", "claim", "match", "not":
      let kind = try event()
      try expect(";")
      return .event(SpdlEvent(kind: kind, span: span(from: first)))
    case "knows":
      advance()
      let known = try terms(0, until: ";")
      return .declaration(SpdlDeclaration(kind: .knows(known), span: span(from: first)))
    default: return try declaration("an event or a declaration").map { .declaration($0) }
    }
  }

  // MARK: - Events

  private mutating func event() throws(SpdlUnwind) -> SpdlEventKind {
    let word = try name("an event").text
    if word == "match" || word == "not" {
      if word == "not", !acceptWord("match") { throw expected("`match`") }
      try expect("(")
      let pattern = try term()
      try expect(",")
      let value = try term()
      try expect(")")
      return .match(pattern, value, isNegated: word == "not")
    }
    let label = accept("_") ? try name("a label") : nil
    let first = index
    try expect("(")
    var arguments = try terms(0, until: ")")
    if word == "claim" {
      guard arguments.count > 1, case .name(let kind) = arguments[1] else {
        report(
          .unexpectedToken, "a claim names its role and what is claimed", at: span(from: first),
          notes: ["such as `claim(I, Secret, n)`"])
        throw SpdlUnwind()
      }
      return .claim(label: label, role: arguments[0], kind: kind, Array(arguments[2...]))
    }
    guard let label else {
      report(
        .unexpectedToken, "`\(word)` has no label", at: span(tokens[first]),
        notes: ["write `\(word)_1(…)`; equal labels belong together"])
      throw SpdlUnwind()
    }
    guard arguments.count > 2 else {
      report(
        .unexpectedToken, "`\(word)` names a sender, a receiver and a message",
        at: span(from: first))
      throw SpdlUnwind()
    }
    let (from, to) = (arguments.removeFirst(), arguments.removeFirst())
    return word == "send"
      ? .send(label: label, from: from, to: to, arguments)
      : .receive(label: label, from: from, to: to, arguments)
  }

  // MARK: - Declarations

  private mutating func declaration(_ what: String) throws(SpdlUnwind) -> SpdlDeclaration? {
    let first = index
    guard let kind = try declarationKind(what) else { return nil }
    return SpdlDeclaration(kind: kind, span: span(from: first))
  }

  private mutating func declarationKind(_ what: String) throws(SpdlUnwind) -> SpdlDeclarationKind? {
    let declaring: Set<String> = ["const", "var", "function", "hashfunction"]
    let isSecret = word() == "secret" && acceptWord("secret")
    if isSecret, word().map({ !declaring.contains($0) || at(",", 1) || at(";", 1) }) ?? true {
      let names = try names("a name")
      return .constants(names, type: try types().first, isSecret: true)
    }
    switch word() {
    case "const":
      advance()
      let names = try names("a name")
      return .constants(names, type: try oneType(), isSecret: isSecret)
    case "fresh":
      advance()
      let names = try names("a name")
      return .fresh(names, type: try oneType())
    case "var":
      advance()
      let names = try names("a name")
      return .variables(names, types: try types())
    case "function", "hashfunction":
      advance()
      let names = try names("a name")
      try expect(";")
      return .functions(names, isSecret: isSecret)
    case "usertype":
      advance()
      let names = try names("a name")
      try expect(";")
      return .userTypes(names)
    case "inversekeys":
      let (left, right) = try termPair()
      return .inverseKeys(left, right)
    case "inversekeyfunctions":
      let (left, right) = try termPair()
      return .inverseKeyFunctions(left, right)
    case "compromised":
      advance()
      return .compromised(try terms(0, until: ";"))
    case "macro":
      try macro()
      return nil
    default: throw expected(what)
    }
  }

  private mutating func macro() throws(SpdlUnwind) {
    advance()
    let name = try name("the macro's name")
    try expect("=")
    let first = index
    let body = try terms(0, until: ";")
    macros[name.text] = body.count == 1 ? body[0] : .tuple(body, span(from: first))
  }

  private mutating func termPair() throws(SpdlUnwind) -> (SpdlTerm, SpdlTerm) {
    advance()
    try expect("(")
    let left = try term()
    try expect(",")
    let right = try term()
    try expect(")")
    try expect(";")
    return (left, right)
  }

  private mutating func names(_ what: String) throws(SpdlUnwind) -> [Identifier] {
    var result = [try name(what)]
    while accept(",") { result.append(try name(what)) }
    return result
  }

  private mutating func types() throws(SpdlUnwind) -> [Identifier] {
    let result = accept(":") ? try names("a type") : []
    try expect(";")
    return result
  }

  private mutating func oneType() throws(SpdlUnwind) -> Identifier? {
    let types = try types()
    if types.count > 1 {
      unsupported("more than one type for a value", at: types[1].span)
    }
    return types.first
  }
}
