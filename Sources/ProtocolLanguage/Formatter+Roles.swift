// Roles, transitions and actions.

extension Formatter {
  mutating func write(_ role: RoleSyntax, trailing: String?) {
    let head = Layout.list(
      "role \(role.name.text)(", role.parameters.map { .text($0.written) }, ")")
    let distinct =
      role.distinct.isEmpty ? "" : " distinct " + role.distinct.texts.joined(separator: ", ")
    let rest = distinct + suffix(when: role.guardFormula)
    let isShort = head.width + rest.count + 2 <= LineFiller.width
    let hasOwnBrace = !role.knows.isEmpty || !isShort
    if isShort {
      line(head.flat + rest + (hasOwnBrace ? "" : openBrace(role)), trailing: trailing)
    } else {
      put(head, trailing: trailing)
      indented { formatter in
        if !rest.isEmpty { formatter.line(String(rest.dropFirst())) }
      }
    }
    if !role.knows.isEmpty {
      indented { $0.put(.list("knows ", role.knows.map(Layout.argument), "")) }
    }
    if hasOwnBrace { line(String(openBrace(role).dropFirst())) }
    guard !role.isEmpty else { return }
    indented { $0.writeBody(role) }
    line("}")
  }

  private func openBrace(_ role: RoleSyntax) -> String { role.isEmpty ? " { }" : " {" }

  private mutating func writeBody(_ role: RoleSyntax) {
    for (index, transition) in role.transitions.enumerated() {
      lead(transition.comments, isFirst: index == 0)
      write(transition)
    }
    closing(role.closingComments, isFirst: role.transitions.isEmpty)
  }

  private mutating func write(_ transition: TransitionSyntax) {
    let isEmpty = transition.actions.isEmpty && transition.closingComments.isEmpty
    let head =
      "\(transition.source.text) -> \(transition.target.text)"
      + suffix(when: transition.guardFormula)
    line(head + (isEmpty ? " { }" : " {"), trailing: transition.comments.trailing)
    guard !isEmpty else { return }
    indented { formatter in
      for (index, action) in transition.actions.enumerated() {
        formatter.lead(action.comments, isFirst: index == 0)
        formatter.write(action)
      }
      formatter.closing(transition.closingComments, isFirst: transition.actions.isEmpty)
    }
    line("}")
  }
}

// MARK: - Actions

extension Formatter {
  private mutating func write(_ action: ActionSyntax) {
    let end = suffix(when: action.guardFormula)
    if case .require(let condition) = action.kind {
      write(condition, end: end, trailing: action.comments.trailing)
    } else {
      put(layout(action.kind, end), trailing: action.comments.trailing)
    }
  }

  private func layout(_ kind: ActionKind, _ end: String) -> Layout {
    switch kind {
    case .receive(let pattern, let channel, let sender):
      message("receive ", pattern, channel, sender.map { " from " + $0.written }, end)
    case .send(let message, let channel, let addressee):
      self.message("send ", message, channel, addressee.map { " to " + $0.written }, end)
    case .fresh(let names):
      .list(
        "fresh ", names.map { .text($0.name.text + ($0.sort.map { ": \($0.text)" } ?? "")) }, end)
    case .define(let name, let term):
      .sequence([.text("let \(name.text) = "), .term(term, close: end)])
    case .match(let term, let pattern):
      .sequence([.text("match "), .term(term), .text(" as "), .term(pattern, close: end)])
    case .require(let condition): .text("require \(condition.written)" + end)
    case .event(let event): .sequence([.text("event "), .event(event, close: end)])
    case .insert(let entry, let table):
      .sequence([.text("insert "), .columns(entry, close: " into \(table.text)" + end)])
    case .delete(let entry, let table):
      .sequence([.text("delete "), .columns(entry, close: " from \(table.text)" + end)])
    }
  }

  private func message(
    _ head: String, _ elements: [ArgumentSyntax], _ channel: Identifier?, _ partner: String?,
    _ end: String
  ) -> Layout {
    let tail = (channel.map { " over \($0.text)" } ?? "") + (partner ?? "") + end
    return .list(head, elements.map(Layout.messageElement), tail, isFilled: false)
  }

  /// `require`, broken before the operators of the outermost chain.
  private mutating func write(_ condition: ConditionSyntax, end: String, trailing: String?) {
    var filler = LineFiller(indentation: indentation)
    let flat = "require \(condition.written)" + end
    let operands = condition.operands()
    filler.append("require ")
    for (index, operand) in operands.enumerated() {
      let isLast = index + 1 == operands.count
      if index > 0 {
        let isFlat = indentation + flat.count <= LineFiller.width
        if isFlat { filler.append(" ") } else { filler.startLine(indentation + 8) }
      }
      filler.append(operand.operator)
      filler.put(
        .operand(operand.condition, level: operand.level, close: isLast ? end : ""))
    }
    add(filler, trailing: trailing)
  }
}

extension RoleSyntax {
  fileprivate var isEmpty: Bool { transitions.isEmpty && closingComments.isEmpty }
}

extension ParameterSyntax {
  fileprivate var written: String {
    (partnerRole.map { $0.text + " " } ?? "") + name.text + (sort.map { ": \($0.text)" } ?? "")
  }
}
