// Declarations but roles and properties: each is one layout.

extension Formatter {
  mutating func write(_ declaration: Declaration) {
    let trailing = declaration.comments.trailing
    switch declaration.kind {
    case .role(let role): write(role, trailing: trailing)
    case .property(let property): write(property, trailing: trailing)
    case .attacker(let attacker):
      write(attacker, suffix: suffix(when: declaration.guardFormula), trailing: trailing)
    default:
      put(layout(declaration.kind, suffix(when: declaration.guardFormula)), trailing: trailing)
    }
  }

  private func layout(_ kind: DeclarationKind, _ suffix: String) -> Layout {
    switch kind {
    case .include(let path): .text("include \"\(path)\"" + suffix)
    case .option(let name): .text("option \(name.text)" + suffix)
    case .sort(let name, let guessable):
      .text("sort \(name.text)" + (guessable ? " guessable" : "") + suffix)
    case .enumeration(let name, let values): braced("enum \(name.text)", values.texts, suffix)
    case .function(let name, let parameters, let result, let visibility):
      function(name, parameters, result, visibility, suffix)
    case .equation(let left, let right):
      .sequence([.text("equation "), .term(left), .text(" = "), .term(right), .text(suffix)])
    case .principal(let name, let honest):
      .text(
        "principal \(name.text)" + (honest.map { $0 ? " honest" : " dishonest" } ?? "") + suffix)
    case .message(let name, let fields, let tagged):
      self.fields((tagged ? "message " : "tuple ") + name.text, fields, suffix)
    case .channel(let name, let kind, let left, let right):
      .text("channel \(name.text): \(kind.rawValue) between \(left.text), \(right.text)" + suffix)
    case .table(let name, let fields, let owner):
      .list("table \(name.text)(", fields.map(Layout.field), ") of \(owner.text)" + suffix)
    case .deterministicEncryption: .text("deterministic aenc" + suffix)
    case .typed: .text("typed" + suffix)
    case .unchecked: .text("unchecked" + suffix)
    case .configuration(let name, let options):
      braced("configuration \(name.text)", options.texts, suffix)
    case .scenario(let name, let counts, let atMost, let loops):
      braced(
        "scenario \(name.text)",
        counts.map { "\($0.count) \($0.role.text)" } + (atMost.map { ["at most \($0)"] } ?? [])
          + (loops.map { ["loops \($0)"] } ?? []), suffix)
    case .role, .property, .attacker:
      preconditionFailure("roles, properties and attackers are written by functions of their own")
    }
  }

  private func function(
    _ name: Identifier, _ parameters: [Identifier], _ result: Identifier, _ visibility: Visibility,
    _ suffix: String
  ) -> Layout {
    let end = ": \(result.text)" + (visibility == .privateFunction ? " private" : "") + suffix
    guard !parameters.isEmpty else { return .text("function \(name.text)" + end) }
    return .list("function \(name.text)(", parameters.texts.map(Layout.text), ")" + end)
  }

  private func fields(_ head: String, _ fields: [FieldSyntax], _ suffix: String) -> Layout {
    fields.isEmpty
      ? .text(head + suffix) : .list(head + "(", fields.map(Layout.field), ")" + suffix)
  }

  private func braced(_ head: String, _ elements: [String], _ suffix: String) -> Layout {
    elements.isEmpty
      ? .text(head + " { }" + suffix)
      : .list(head + " { ", elements.map(Layout.text), " }" + suffix)
  }
}

// MARK: - Attackers

extension Formatter {
  /// On one line, or if it is too long as a block.
  mutating func write(
    _ attacker: AttackerSyntax, prefix: String = "", suffix: String, trailing: String?
  ) {
    let items = attacker.items
    let flat = prefix + "attacker { " + items.map { $0.flat + "; " }.joined().dropLast(2)
    let line = items.isEmpty ? prefix + "attacker { }" + suffix : flat + " }" + suffix
    if indentation + line.count <= LineFiller.width {
      self.line(line, trailing: trailing)
      return
    }
    self.line(prefix + "attacker {", trailing: trailing)
    indented { formatter in
      for item in items { formatter.put(item) }
    }
    self.line("}" + suffix)
  }
}

extension AttackerSyntax {
  fileprivate var items: [Layout] {
    var items: [Layout] = []
    if !controls.isEmpty { items.append(.list("controls ", controls.texts.map(Layout.text), "")) }
    if !plays.isEmpty { items.append(.list("plays ", plays.texts.map(Layout.text), "")) }
    for reveal in reveals {
      let state = reveal.state.map { " at \($0.text)" } ?? ""
      let end = " of \(reveal.role.text)" + state
      items.append(.sequence([.text("reveals "), .term(reveal.term), .text(end)]))
    }
    return items
  }
}

extension [Identifier] {
  var texts: [String] { map(\.text) }
}
