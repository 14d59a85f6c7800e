// Transitions: from actions as written to actions of the model, with the hidden actions that a
// term needs before and after it.

import Diagnostics
import ProtocolLanguage
import Terms

extension Elaborator {
  /// Elaborates one transition; the scope says what its source state carries.
  mutating func transition(_ syntax: TransitionSyntax, of role: RoleID) -> Transition {
    var actions: [(action: Action, span: SourceSpan)] = []
    scope.sums = [:]
    let present = syntax.actions.filter { isOn($0.guardFormula) }
    for (index, action) in present.enumerated() {
      if case .receive = action.kind, index > 0 {
        report(
          .misplacedReceive, "`receive` comes first in a transition", at: action.span,
          notes: ["start a new transition from a new state"])
      }
      actions += elaborated(action, of: role)
    }
    return Transition(
      source: stateID(syntax.source, in: model.roles[role.index]),
      target: stateID(syntax.target, in: model.roles[role.index]),
      actions: actions.map(\.action), spans: actions.map(\.span), span: syntax.span)
  }

  /// One action with its hidden companions, in the order in which they happen.
  private mutating func elaborated(
    _ syntax: ActionSyntax, of role: RoleID
  ) -> [(action: Action, span: SourceSpan)] {
    if case .require(let condition) = syntax.kind { return requirements(condition) }
    if case .fresh(let names) = syntax.kind { return names.compactMap { fresh($0) } }
    work = TermWork()
    let action = self.action(syntax.kind, at: syntax.span, of: role)
    let core = action.map { [(action: $0, span: syntax.span)] } ?? []
    return work.before + core + work.after
  }

  private mutating func action(
    _ kind: ActionKind, at span: SourceSpan, of role: RoleID
  ) -> Action? {
    switch kind {
    case .receive(let elements, let channel, let from):
      return receive(elements, channel, from, at: span, of: role)
    case .send(let elements, let channel, let to):
      return send(elements, channel, to, at: span, of: role)
    case .define(let name, let term): return define(name, term)
    case .match(let term, let pattern): return match(term, pattern)
    case .event(let event): return record(event)
    case .insert(let entry, let table):
      return self.entry(entry, of: table, at: span, .built).map { .insert($0.0, $0.1) }
    case .delete(let entry, let table):
      return self.entry(entry, of: table, at: span, .entry).map { .delete($0.0, $0.1) }
    case .require, .fresh: preconditionFailure("these become any number of actions")
    }
  }
}

// MARK: - Binding

extension Elaborator {
  mutating func beginPattern(_ names: [Identifier]) {
    scope.pending = Set(names.compactMap { scope.slots[$0.text] })
    scope.bindersSeen = []
  }

  mutating func endPattern() {
    scope.bound.formUnion(scope.pending)
    scope.pending = []
    scope.bindersSeen = []
  }

  /// Binds a name that is not part of a pattern.
  private mutating func bind(_ name: Identifier) -> Variable? {
    guard let variable = scope.slots[name.text] else { return nil }
    if !scope.bound.insert(variable).inserted, !scope.isUnreachable {
      report(
        .alreadyBound, "`\(name.text)` is bound already", at: name.span,
        notes: ["choose another name"])
    }
    return variable
  }

  private mutating func fresh(_ fresh: FreshSyntax) -> (action: Action, span: SourceSpan)? {
    bind(fresh.name).map { (.fresh($0), fresh.name.span) }
  }

  private mutating func define(_ name: Identifier, _ syntax: TermSyntax) -> Action? {
    if sort(of: syntax) == .integer {
      let value = linear(syntax, .built)
      guard let variable = bind(name), let value else { return nil }
      scope.sums[value] = variable
      return .define(variable, value)
    }
    let value = term(syntax, .built)
    guard let variable = bind(name), let value else { return nil }
    return .match(value, pattern: .variable(variable))
  }

  private mutating func match(_ syntax: TermSyntax, _ pattern: TermSyntax) -> Action? {
    let value = sortedTerm(syntax, .built, expecting: .message)
    beginPattern(binders(in: pattern))
    let matched = term(pattern, .pattern, expecting: value?.sort ?? .message)
    endPattern()
    guard let value, let matched else { return nil }
    return .match(value.term, pattern: matched)
  }
}

// MARK: - Messages

extension Elaborator {
  private mutating func receive(
    _ elements: [ArgumentSyntax], _ name: Identifier?, _ from: TermSyntax?, at span: SourceSpan,
    of role: RoleID
  ) -> Action? {
    beginPattern(present(elements).flatMap(binders) + (from.map(binders) ?? []))
    let channel = usableChannel(name, by: role)
    let message = tuple(present(elements), at: span, .pattern)
    var sender = from.flatMap { term($0, .pattern, expecting: .principal) }
    endPattern()
    guard let channel, let message else { return nil }
    if let from, hasNoEnds(channel) {
      report(
        .wrongEndpoint,
        "nothing tells who sent a message on `\(model.channels[channel.index].name)`",
        at: from.span, notes: ["`from` needs an authentic, confidential or secure channel"])
      return nil
    }
    if from == nil, !hasNoEnds(channel) { sender = partner(over: channel, of: role) }
    return .receive(message, over: channel, from: sender)
  }

  private mutating func send(
    _ elements: [ArgumentSyntax], _ name: Identifier?, _ to: TermSyntax?, at span: SourceSpan,
    of role: RoleID
  ) -> Action? {
    let channel = usableChannel(name, by: role)
    let message = tuple(present(elements), at: span, .built)
    var receiver = to.flatMap { term($0, .built, expecting: .principal) }
    guard let channel, let message else { return nil }
    let end = model.channels[channel.index]
    if let to, hasNoEnds(channel) {
      report(
        .wrongEndpoint, "anybody can receive what is sent on `\(end.name)`", at: to.span,
        notes: ["`to` needs an authentic, confidential or secure channel"])
      return nil
    }
    if to == nil, !hasNoEnds(channel) {
      receiver = partner(over: channel, of: role)
      if receiver == nil, let name { reportNoAddressee(name, end, role) }
    }
    return .send(message, over: channel, to: receiver)
  }

  private mutating func reportNoAddressee(_ name: Identifier, _ channel: Channel, _ role: RoleID) {
    let opposite = channel.endpoints.map { model.roles[$0.opposite(role).index].name } ?? ""
    report(
      .noAddressee, "`\(name.text)` has to know which \(opposite) this is for", at: name.span,
      notes: ["write `to X`, or mark one parameter as the partner"])
  }

  /// Whether messages on a channel are in nobody's name and for nobody.
  private func hasNoEnds(_ channel: ChannelID) -> Bool {
    model.channels[channel.index].security == .insecure
  }

  private mutating func usableChannel(_ name: Identifier?, by role: RoleID) -> ChannelID? {
    guard let channel = channel(named: name) else { return nil }
    guard let ends = model.channels[channel.index].endpoints, let name,
      ends.first != role, ends.second != role
    else { return channel }
    let names = [ends.first, ends.second].map { model.roles[$0.index].name }
    report(
      .wrongEndpoint,
      "`\(name.text)` joins \(names[0]) and \(names[1]), not \(model.roles[role.index].name)",
      at: name.span)
    return nil
  }

  /// The one parameter that is a partner in the role at the other end.
  private func partner(over channel: ChannelID, of role: RoleID) -> Term? {
    guard let ends = model.channels[channel.index].endpoints else { return nil }
    let opposite = ends.opposite(role)
    let partners = model.roles[role.index].parameters.filter { $0.partnerRole == opposite }
    return partners.count == 1 ? .variable(partners[0].variable) : nil
  }
}
