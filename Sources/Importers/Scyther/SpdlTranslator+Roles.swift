// Roles. A transition is a `recv` with what follows it, up to the next `recv`. Where a claim
// speaks of what others have done, a further `send` or `Running` begins a transition of its own:
// a run may stop before it. Where one speaks of order (`Nisynch`), so does every `send`. §4 of
// docs/importing-spdl.md argues that nothing is lost by that.

import Diagnostics
import ProtocolLanguage

/// A role under construction.
private struct RoleDraft {
  var actions: [ActionSyntax] = []
  var hasSend = false
  var hasReceive = false
  var hasEvent = false
}

private struct RoleBuilder {
  var finished: [[ActionSyntax]] = []
  var current = RoleDraft()
  var binder = SpdlBinder()
  var isActive = false

  mutating func flush() {
    guard !current.actions.isEmpty else { return }
    finished.append(current.actions)
    current = RoleDraft()
  }

  /// The state behind the current transition; nil: where the role begins.
  var state: Int? {
    let count = finished.count + (current.actions.isEmpty ? 0 : 1)
    return count == 0 ? nil : count
  }
}

extension SpdlTranslator {
  mutating func translateRole(_ index: Int) {
    let scope = scopes[index]
    var builder = RoleBuilder()
    if facts.ordered.contains(scope.theProtocol) {
      if case .receive? = scope.events.first?.kind {} else { makeRun(scope, &builder) }
    }
    for (place, event) in scope.events.enumerated() {
      switch event.kind {
      case .receive(_, _, _, let message):
        receive(message, index, place, event.span, &builder)
        if place == 0, facts.ordered.contains(scope.theProtocol) { makeRun(scope, &builder) }
        record(facts.events[SpdlEventPlace(role: index, place: place)] ?? [], index, &builder)
      case .send(_, _, _, let message): send(message, index, place, event.span, &builder)
      case .match(let pattern, let value, let isNegated):
        match(pattern, value, isNegated, index, event.span, &builder)
      case .claim: claim(event, index, place, &builder)
      }
    }
    builder.flush()
    write(index, builder)
  }

  private mutating func makeRun(_ scope: SpdlRoleScope, _ builder: inout RoleBuilder) {
    let run = identifier(scope.runText, at: scope.name.span)
    add(
      .fresh([FreshSyntax(run, sort: identifier("Nonce", at: scope.name.span))]),
      at: scope.name.span, &builder)
  }

  private func add(_ kind: ActionKind, at span: SourceSpan, _ builder: inout RoleBuilder) {
    builder.current.actions.append(ActionSyntax(kind, at: span))
  }

  // MARK: - Messages

  private mutating func receive(
    _ message: [SpdlTerm], _ index: Int, _ place: Int, _ span: SourceSpan,
    _ builder: inout RoleBuilder
  ) {
    // What is compared with has to be there before.
    makeFresh(in: message, index, &builder)
    builder.flush()
    builder.binder.isPattern = true
    let pattern = arguments(message.spread, scopes[index].meanings, &builder.binder)
    finishPattern(&builder)
    builder.current.hasReceive = true
    add(.receive(pattern, channel: nil, from: nil), at: span, &builder)
  }

  private func finishPattern(_ builder: inout RoleBuilder) {
    builder.binder.bound.formUnion(builder.binder.pending)
    builder.binder.pending = []
    builder.binder.isPattern = false
  }

  private mutating func send(
    _ message: [SpdlTerm], _ index: Int, _ place: Int, _ span: SourceSpan,
    _ builder: inout RoleBuilder
  ) {
    let number = scopes[index].theProtocol
    if facts.ordered.contains(number), builder.current.hasReceive || builder.current.hasSend {
      builder.flush()
    }
    if facts.splitsSends.contains(number), builder.current.hasSend { builder.flush() }
    makeFresh(in: message, index, &builder)
    becomeActive(index, &builder)
    record(facts.events[SpdlEventPlace(role: index, place: place)] ?? [], index, &builder)
    let elements = arguments(message.spread, scopes[index].meanings, &builder.binder)
    builder.current.hasSend = true
    add(.send(elements, channel: nil, to: nil), at: span, &builder)
  }

  private mutating func match(
    _ pattern: SpdlTerm, _ value: SpdlTerm, _ isNegated: Bool, _ index: Int, _ span: SourceSpan,
    _ builder: inout RoleBuilder
  ) {
    // What was done before stands, whether this succeeds or not.
    if builder.current.hasSend || builder.current.hasEvent { builder.flush() }
    makeFresh(in: [pattern, value], index, &builder)
    let meanings = scopes[index].meanings
    let term = self.term(value, meanings, &builder.binder)
    builder.binder.isPattern = !isNegated
    builder.binder.ignoresUnbound = isNegated
    let written = self.term(pattern, meanings, &builder.binder)
    builder.binder.ignoresUnbound = false
    if isNegated { builder.binder.pending = [] }
    finishPattern(&builder)
    add(
      isNegated
        ? .require(.compare(term, .notEqual, written, span)) : .match(term, as: written),
      at: span, &builder)
  }

  private mutating func makeFresh(
    in terms: [SpdlTerm], _ index: Int, _ builder: inout RoleBuilder
  ) {
    var waiting = Array(terms.reversed())
    while let term = waiting.popLast() {
      waiting += term.parts.reversed()
      guard case .name(let name) = term,
        case .fresh(let text, let sort)? = scopes[index].meanings[name.text],
        builder.binder.made.insert(name.text).inserted
      else { continue }
      let made = FreshSyntax(
        identifier(text, at: name.span), sort: identifier(sort, at: name.span))
      if case .fresh(let others)? = builder.current.actions.last?.kind {
        builder.current.actions[builder.current.actions.count - 1].kind = .fresh(others + [made])
      } else {
        add(.fresh([made]), at: name.span, &builder)
      }
    }
  }

  // MARK: - Events

  /// Records that this principal, and this run of it, does something.
  private mutating func becomeActive(_ index: Int, _ builder: inout RoleBuilder) {
    guard !builder.isActive, !scopes[index].isHelper else { return }
    builder.isActive = true
    let scope = scopes[index]
    let owner = TermSyntax.name(identifier(scope.parameters[0], at: scope.name.span))
    if facts.recordsLife {
      add(event(facts.alive, [owner], at: scope.name.span), at: scope.name.span, &builder)
    }
    if facts.recordsPartners {
      let agents = scope.agents.map { TermSyntax.name(identifier($0.text, at: scope.name.span)) }
      add(
        event(facts.partners(agents.count), [owner] + agents, at: scope.name.span),
        at: scope.name.span, &builder)
    }
  }

  private mutating func record(
    _ events: [SpdlRecordedEvent], _ index: Int, _ builder: inout RoleBuilder
  ) {
    for recorded in events {
      makeFresh(in: recorded.terms, index, &builder)
      var arguments = recorded.leading.map {
        TermSyntax.name(identifier($0, at: recorded.span))
      }
      for term in recorded.terms {
        arguments.append(self.term(term, scopes[index].meanings, &builder.binder))
      }
      builder.current.hasEvent = true
      add(event(recorded.name, arguments, at: recorded.span), at: recorded.span, &builder)
    }
  }

  private func event(_ name: String, _ terms: [TermSyntax], at span: SourceSpan) -> ActionKind {
    .event(EventSyntax(identifier(name, at: span), terms.map { ArgumentSyntax($0) }, at: span))
  }

  private mutating func claim(
    _ claim: SpdlEvent, _ index: Int, _ place: Int, _ builder: inout RoleBuilder
  ) {
    guard let plan = facts.plans[SpdlEventPlace(role: index, place: place)] else { return }
    if case .running = plan.kind, builder.current.hasSend { builder.flush() }
    if case .secret(let secret) = plan.kind {
      makeFresh(in: [secret], index, &builder)
      let bound = builder.binder
      // What is received later counts as soon as it is.
      builder.binder.bound.formUnion(scopes[index].received)
      let term = self.term(secret, scopes[index].meanings, &builder.binder)
      builder.binder = bound
      writeSecret(plan, term, index, builder.state)
      return
    }
    becomeActive(index, &builder)
    record(plan.events, index, &builder)
  }

  // MARK: - Writing

  private mutating func write(_ index: Int, _ builder: RoleBuilder) {
    let scope = scopes[index]
    let transitions = builder.finished.enumerated().map { number, actions in
      let span = actions[0].span
      return TransitionSyntax(
        source: identifier(Self.state(number), at: span),
        target: identifier(Self.state(number + 1), at: span), actions: actions, at: span)
    }
    let active = Set(
      scopes.filter { $0.theProtocol == scope.theProtocol && !$0.events.isEmpty }
        .map(\.name.text))
    let parameters = scope.parameters.enumerated().map { place, text in
      let role = scope.agents.first { $0.text == text }?.role ?? ""
      let partner = scopes.first {
        $0.theProtocol == scope.theProtocol && $0.name.text == role && active.contains(role)
      }
      return ParameterSyntax(
        partnerRole: place == 0
          ? nil : partner.map { identifier($0.partnerWord, at: scope.name.span) },
        name: identifier(text, at: scope.name.span))
    }
    declare(
      .role(
        RoleSyntax(
          identifier(scope.roleText, at: scope.name.span), parameters: parameters,
          transitions: transitions)), at: scope.name.span, blank: true)
  }

  static func state(_ number: Int) -> String { number == 0 ? "start" : "s\(number)" }
}

extension [SpdlTerm] {
  /// The same tuple without needless parentheses: tuples nest to the right.
  var spread: [SpdlTerm] {
    guard case .tuple(let elements, _)? = last else { return self }
    return (dropLast() + elements).spread
  }
}

extension SpdlRoleScope {
  /// The value that stands for the run in events.
  var runText: String {
    var names = names
    return names.unique("run")
  }

  /// The values of this role's making in a term.
  func freshNames(_ term: SpdlTerm) -> Set<String> {
    var result: Set<String> = []
    var waiting = [term]
    while let term = waiting.popLast() {
      waiting += term.parts
      if case .name(let name) = term, case .fresh? = meanings[name.text] {
        result.insert(name.text)
      }
    }
    return result
  }

  /// The variables that a `recv` or a `match` binds.
  var received: Set<String> {
    var result: Set<String> = []
    for event in events {
      var waiting: [SpdlTerm] =
        switch event.kind {
        case .receive(_, _, _, let message): message
        case .match(let pattern, _, isNegated: false): [pattern]
        default: []
        }
      while let term = waiting.popLast() {
        waiting += term.parts
        if case .name(let name) = term, case .variable? = meanings[name.text] {
          result.insert(name.text)
        }
      }
    }
    return result
  }
}
