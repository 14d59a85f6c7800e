// `Niagree` and `Nisynch`: there are runs of the other roles, one of each, so that every message
// that causally precedes the claim was sent as it was received; with `Nisynch` also before.
//
// The labels that precede a claim are those of the `recv`s from which it can be reached along
// roles and from a `send` to the `recv` with its label (Cremers and Mauw, 4.3.3). That two
// messages are equal is asked of the parts in which the two roles write them differently.

import Diagnostics
import ProtocolLanguage

/// The two places of a label, and what has to be equal at them.
private struct SpdlLabel {
  var text: String
  var send: SpdlEventPlace
  var receive: SpdlEventPlace
  var pairs: [(SpdlTerm, SpdlTerm)]
}

extension SpdlTranslator {
  /// Who sends to whom are roles, and everybody sends and receives for itself.
  mutating func checkPartners(of scope: SpdlRoleScope) {
    for event in scope.events {
      let (own, other, word): (SpdlTerm, SpdlTerm, String)
      switch event.kind {
      case .send(_, let from, let to, _): (own, other, word) = (from, to, "sender")
      case .receive(_, let from, let to, _): (own, other, word) = (to, from, "receiver")
      default: continue
      }
      if case .name(let name) = own, name.text == scope.name.text {
      } else {
        invalid("the \(word) here is the role `\(scope.name.text)` itself", at: own.span)
      }
      if case .name(let name) = other, scope.agent(name.text) != nil {
      } else {
        invalid("a partner is a role of the protocol", at: other.span)
      }
    }
  }

  mutating func planAgreement(
    _ arguments: [SpdlTerm], _ claim: SpdlClaim, isOrdered: Bool
  ) {
    if !arguments.isEmpty { invalid("this claim takes no parameters", at: claim.span) }
    let labels = precedingLabels(claim)
    let receipt = isOrdered && !labels.isEmpty ? lastReceipt(before: claim) : nil
    let loose = labels.filter { isOrdered && $0.receive != receipt && !isOrderedByItself($0) }
    plan(labels, ordering: loose, claim, at: receipt)
  }

  // MARK: - What precedes

  private mutating func precedingLabels(_ claim: SpdlClaim) -> [SpdlLabel] {
    let number = scopes[claim.place.role].theProtocol
    var sends: [String: SpdlEventPlace] = [:]
    var receives: [String: SpdlEventPlace] = [:]
    for (role, scope) in scopes.enumerated() where scope.theProtocol == number {
      for (place, event) in scope.events.enumerated() {
        let at = SpdlEventPlace(role: role, place: place)
        switch event.kind {
        case .send(let label, _, _, _): note(label, at, &sends, "send")
        case .receive(let label, _, _, _): note(label, at, &receives, "recv")
        default: break
        }
      }
    }
    var seen: Set<SpdlEventPlace> = []
    var waiting = [claim.place]
    var labels: [String] = []
    while let place = waiting.popLast() {
      guard seen.insert(place).inserted else { continue }
      if place.place > 0 {
        waiting.append(SpdlEventPlace(role: place.role, place: place.place - 1))
      }
      guard case .receive(let label, _, _, _) = scopes[place.role].events[place.place].kind
      else { continue }
      if let send = sends[label.text] { waiting.append(send) }
      if place != claim.place, !label.text.hasPrefix("!") { labels.append(label.text) }
    }
    let order = scopes.flatMap(\.events).compactMap { event -> String? in
      if case .receive(let label, _, _, _) = event.kind { label.text } else { nil }
    }
    var result: [SpdlLabel] = []
    for label in Set(labels).sorted(by: {
      (order.firstIndex(of: $0) ?? 0, $0) < (order.firstIndex(of: $1) ?? 0, $1)
    }) {
      guard let receive = receives[label] else { continue }
      guard let send = sends[label] else {
        invalid(
          "nobody sends `\(label)`, which this claim speaks of",
          at: scopes[receive.role].events[receive.place].span,
          notes: ["begin its label with `!` if the attacker is meant to send it"])
        continue
      }
      result.append(
        SpdlLabel(text: label, send: send, receive: receive, pairs: pairs(send, receive)))
    }
    return result
  }

  private mutating func note(
    _ label: Identifier, _ place: SpdlEventPlace, _ places: inout [String: SpdlEventPlace],
    _ word: String
  ) {
    guard places[label.text] == nil else {
      return report(
        .duplicateName, "the label `\(label.text)` is that of another `\(word)` already",
        at: label.span)
    }
    places[label.text] = place
  }

  // MARK: - What has to be equal

  private func pairs(
    _ send: SpdlEventPlace, _ receive: SpdlEventPlace
  ) -> [(SpdlTerm, SpdlTerm)] {
    guard
      case .send(_, let from, let to, let sent) = scopes[send.role].events[send.place].kind,
      case .receive(_, let origin, let target, let received) =
        scopes[receive.role].events[receive.place].kind
    else { return [] }
    var waiting = [(tuple(sent), tuple(received)), (to, target), (from, origin)]
    var result: [(SpdlTerm, SpdlTerm)] = []
    var seen: Set<String> = []
    while let (left, right) = waiting.popLast() {
      if let parts = commonParts(left, send.role, right, receive.role) {
        waiting += parts.reversed()
      } else if seen.insert("\(left.written) = \(right.written)").inserted {
        result.append((left, right))
      }
    }
    return result
  }

  private func tuple(_ terms: [SpdlTerm]) -> SpdlTerm {
    terms.count == 1 ? terms[0] : .tuple(terms, terms[0].span)
  }

  /// Where both are built alike, what from; nil where that cannot be told from how they are
  /// written.
  private func commonParts(
    _ left: SpdlTerm, _ first: Int, _ right: SpdlTerm, _ second: Int
  ) -> [(SpdlTerm, SpdlTerm)]? {
    switch (applied(left, first), applied(right, second)) {
    case (.tuple(let left, _), .tuple(let right, _)):
      return [
        (left[0], right[0]), (tuple(Array(left[1...])), tuple(Array(right[1...]))),
      ]
    case (.apply(let one, let left, _), .apply(let other, let right, _)):
      guard case .function(let function)? = scopes[first].meanings[one.text],
        case .function(function)? = scopes[second].meanings[other.text]
      else { return nil }
      return [(tuple(left), tuple(right))]
    case (.encrypt(let left, let key, _), .encrypt(let right, let otherKey, _)):
      return [(key, otherKey), (tuple(left), tuple(right))]
    case (.name(let one), .name(let other)):
      guard let value = scopes[first].meanings[one.text]?.shared,
        value == scopes[second].meanings[other.text]?.shared
      else { return nil }
      return []
    default: return nil
    }
  }

  /// `{t}f` as `f(t)`.
  private func applied(_ term: SpdlTerm, _ role: Int) -> SpdlTerm {
    if case .encrypt(let content, .name(let name), let span) = term,
      case .function? = scopes[role].meanings[name.text]
    {
      return .apply(name, content, span)
    }
    return term
  }

  // MARK: - The properties

  /// - Parameters:
  ///   - loose: the labels whose order has to be asked for.
  ///   - receipt: where the claim is made, if not where it stands.
  private mutating func plan(
    _ labels: [SpdlLabel], ordering loose: [SpdlLabel], _ claim: SpdlClaim,
    at receipt: SpdlEventPlace?
  ) {
    var variables = SpdlValueClasses(labels, claim, scopes, globals: globals.taken)
    let own = claim.place.role
    let ownTerms = variables.terms(of: own).filter { agent($0, of: claim) == nil }
    var plan = begin(claim, ownTerms)
    if !loose.isEmpty { plan.events[0].leading.append(scopes[own].runText) }
    if let receipt {
      facts.events[receipt, default: []].append(plan.events[0])
    } else {
      facts.plans[claim.place] = plan
    }
    let trigger = trigger(plan, ownTerms.map { variables.name(own, $0) })
    var required: [[EventSyntax]] = []
    for role in variables.roles where role != own {
      let terms = variables.terms(of: role)
      var event = SpdlRecordedEvent(
        name: eventNames.unique("\(scopes[role].roleText)_agrees_\(claim.name)"), terms: terms,
        span: claim.span)
      var values = terms.map { variables.name(role, $0) }
      if !loose.isEmpty {
        event.leading = [scopes[role].runText]
        values.insert(variables.run(role), at: 0)
      }
      let last =
        labels.flatMap { [$0.send, $0.receive] }.filter { $0.role == role }
        .map(\.place).max() ?? 0
      facts.events[SpdlEventPlace(role: role, place: last), default: []].append(event)
      required.append([pattern(event.name, values, at: claim.span)])
    }
    for label in loose {
      let (sender, receiver) = (label.send.role, label.receive.role)
      // What was received is told as well: a proof that it was sent before begins with it.
      var received: [SpdlTerm] = []
      for (_, term) in label.pairs where !received.contains(where: { $0.written == term.written }) {
        received.append(term)
      }
      let sends = runEvent(label.send, "sends", label.text, [], claim)
      let receives = runEvent(label.receive, "receives", label.text, received, claim)
      let values = received.map { variables.name(receiver, $0) }
      required.append([
        pattern(sends, [variables.run(sender)], at: claim.span),
        pattern(receives, [variables.run(receiver)] + values, at: claim.span),
      ])
    }
    if !loose.isEmpty { facts.ordered.insert(scopes[own].theProtocol) }
    writeAgreement(plan, trigger, required)
  }

  /// The last `recv` before a claim, if a run that came so far can come to the claim by itself:
  /// with order, all that the claim requires has to have happened there already.
  private func lastReceipt(before claim: SpdlClaim) -> SpdlEventPlace? {
    let events = scopes[claim.place.role].events
    for place in (0..<claim.place.place).reversed() {
      switch events[place].kind {
      case .receive: return SpdlEventPlace(role: claim.place.role, place: place)
      case .match: return nil
      case .send, .claim: continue
      }
    }
    return nil
  }

  /// The event by which a run says that it has come to a place.
  private mutating func runEvent(
    _ place: SpdlEventPlace, _ verb: String, _ label: String, _ terms: [SpdlTerm],
    _ claim: SpdlClaim
  ) -> String {
    let scope = scopes[place.role]
    let text = SpdlNames.allowed("x" + label).dropFirst()
    let name = "\(scope.roleText)_\(verb)_\(text)"
    if !(facts.events[place] ?? []).contains(where: { $0.name == name }) {
      facts.events[place, default: []].append(
        SpdlRecordedEvent(
          name: name, leading: [scope.runText], terms: terms, span: claim.span))
    }
    return name
  }

  /// Whether what was received contains a value that the sender had made and sent nowhere before:
  /// then it was sent before, whatever the attacker did.
  private func isOrderedByItself(_ label: SpdlLabel) -> Bool {
    let scope = scopes[label.send.role]
    var known: Set<String> = []
    for event in scope.events[..<label.send.place] {
      if case .send(_, _, _, let message) = event.kind {
        known.formUnion(message.flatMap(scope.freshNames))
      }
    }
    return label.pairs.contains { sent, _ in
      scope.freshNames(sent).contains { !known.contains($0) }
    }
  }

  /// Where nothing precedes a claim there is nothing to agree on: it requires what it records.
  private mutating func writeAgreement(
    _ plan: SpdlClaimPlan, _ trigger: EventSyntax, _ required: [[EventSyntax]]
  ) {
    var plan = plan
    var required = required
    if required.isEmpty {
      let place = facts.plans.first { $0.value.name == plan.name }?.key
      let name = eventNames.unique("Nothing_precedes_\(plan.name)")
      let event = SpdlRecordedEvent(
        name: name, leading: [plan.events[0].leading[0]], span: plan.span)
      plan.events.insert(event, at: 0)
      if let place { facts.plans[place] = plan }
      required = [[pattern(name, [event.leading[0]], at: plan.span)]]
    }
    write(plan, .correspondence(trigger, injectively: false, [required]))
  }
}

/// The variables of a property about agreement: one for all terms of roles that have to be equal.
private struct SpdlValueClasses {
  private struct Key: Hashable {
    var role: Int
    var text: String
  }
  /// In the order of the labels.
  private(set) var roles: [Int] = []
  private var termsByRole: [Int: [SpdlTerm]] = [:]
  private var parents: [Key: Key] = [:]
  private var variables: [Key: String] = [:]
  private var runs: [Int: String] = [:]
  private var names: SpdlNames
  private let scopes: [SpdlRoleScope]
  private let ownRole: Int

  init(
    _ labels: [SpdlLabel], _ claim: SpdlClaim, _ scopes: [SpdlRoleScope], globals: Set<String>
  ) {
    self.scopes = scopes
    let own = claim.place.role
    ownRole = own
    names = SpdlNames(taken: globals.union(scopes[own].agents.map(\.text)))
    runs[own] = scopes[own].runText
    _ = names.unique(scopes[own].runText)
    for label in labels {
      for (left, right) in label.pairs {
        join(note(left, label.send.role), note(right, label.receive.role))
      }
    }
    for agent in scopes[own].agents {
      let root = root(Key(role: own, text: agent.role))
      if variables[root] == nil { variables[root] = agent.text }
    }
  }

  private mutating func note(_ term: SpdlTerm, _ role: Int) -> Key {
    if termsByRole[role] == nil {
      roles.append(role)
      termsByRole[role] = []
    }
    let key = Key(role: role, text: term.written)
    if parents[key] == nil {
      parents[key] = key
      termsByRole[role]?.append(term)
    }
    return key
  }

  private func root(_ key: Key) -> Key {
    var key = key
    while let parent = parents[key], parent != key { key = parent }
    return key
  }

  private mutating func join(_ left: Key, _ right: Key) {
    let (one, other) = (root(left), root(right))
    if one != other { parents[other] = one }
  }

  func terms(of role: Int) -> [SpdlTerm] { termsByRole[role] ?? [] }

  mutating func name(_ role: Int, _ term: SpdlTerm) -> String {
    // The claiming run's agents are its parameters, which may have been found equal to others.
    if role == ownRole, case .name(let name) = term, let agent = scopes[role].agent(name.text) {
      return agent
    }
    let root = root(Key(role: role, text: term.written))
    if let name = variables[root] { return name }
    let name = names.unique(term.word)
    variables[root] = name
    return name
  }

  mutating func run(_ role: Int) -> String {
    if let run = runs[role] { return run }
    let run = names.unique("run_\(scopes[role].roleText)")
    runs[role] = run
    return run
  }
}

extension SpdlTerm {
  var written: String {
    switch self {
    case .name(let name): name.text
    case .apply(let name, let parts, _):
      "\(name.text)(\(parts.map(\.written).joined(separator: ",")))"
    case .encrypt(let parts, let key, _):
      "{\(parts.map(\.written).joined(separator: ","))}\(key.written)"
    case .tuple(let parts, _): "(\(parts.map(\.written).joined(separator: ",")))"
    }
  }
}
