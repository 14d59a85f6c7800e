// Which step of the honest run a place in a role would be.
//
// A model with an error has no honest run, but who reads that a role cannot build a term wants to
// know how far the protocol gets. So one session of each role is played on the syntax alone: a
// message fits a pattern unless their shapes contradict each other, and the first order of steps
// that comes to the place counts. Steps are counted as `assay run` counts them: a message and its
// arrival are one step, unless something comes between.
//
// Not here: values, keys, conditions, tables. The answer is an orientation for the reader; nothing
// is decided by it.

import Diagnostics
import ProtocolLanguage

struct HonestRunOrder {
  let roles: [RoleSyntax]
  let isOn: (OptionFormula?) -> Bool
  /// Whether a name is a constant: two different ones never match.
  let isConstant: (String) -> Bool
  /// Whether a head of terms equals no other: tags and built-in cryptography.
  let isRigid: (String) -> Bool

  /// Steps tried; more than any order of a protocol needs, few enough not to be noticed.
  private static let patience = 20_000

  /// The number of the step that the place belongs to; nil if the run does not get there.
  func step(of place: SourceSpan) -> Int? {
    var search = Search(order: self, place: place, remaining: Self.patience)
    return search.explore(
      Play(
        states: roles.map { $0.transitions.first { isOn($0.guardFormula) }?.source.text },
        taken: roles.map { $0.transitions.map { _ in 0 } }))
  }
}

private struct Message {
  var elements: [TermSyntax]
  var channel: String
  var sender: Int
  /// The number of its step, and the transition of the run that sent it.
  var number: Int
  var sentBy: Int
}

/// One run so far.
private struct Play {
  /// By role; nil for a role without transitions.
  var states: [String?]
  var taken: [[Int]]
  var pending: [Message] = []
  var transitionCount = 0
  /// Which transition of the run each numbered step tells of.
  var tellers: [Int] = []

  /// Whether nothing but what its transition sent was told since the message.
  func arrivesAtOnce(_ message: Message) -> Bool {
    tellers[(message.number - 1)...].allSatisfy { $0 == message.sentBy }
  }
}

private struct Search {
  let order: HonestRunOrder
  let place: SourceSpan
  var remaining: Int

  mutating func explore(_ play: Play) -> Int? {
    for (role, transition, message) in choices(play) {
      remaining -= 1
      if remaining < 0 { return nil }
      if let number = take(transition, by: role, message, play) { return number }
    }
    return nil
  }

  /// What can happen next: sessions that only send go first, as in the honest run.
  private func choices(_ play: Play) -> [(role: Int, transition: Int, message: Int?)] {
    var sending: [(Int, Int, Int?)] = []
    var receiving: [(Int, Int, Int?)] = []
    for role in order.roles.indices {
      for (index, transition) in order.roles[role].transitions.enumerated()
      where transition.source.text == play.states[role] && play.taken[role][index] < 2
        && order.isOn(transition.guardFormula)
      {
        guard let (pattern, channel) = received(in: transition) else {
          sending.append((role, index, nil))
          continue
        }
        for (message, sent) in play.pending.enumerated()
        where sent.sender != role && sent.channel == channel
          && order.fits(pattern, sent.elements)
        { receiving.append((role, index, message)) }
      }
    }
    return sending + receiving
  }

  private mutating func take(
    _ index: Int, by role: Int, _ message: Int?, _ before: Play
  ) -> Int? {
    var play = before
    let transition = order.roles[role].transitions[index]
    play.states[role] = transition.target.text
    play.taken[role][index] += 1
    play.transitionCount += 1
    var current: Int?
    if let message {
      let received = play.pending.remove(at: message)
      if play.arrivesAtOnce(received) {
        current = received.number
      } else {
        play.tellers.append(play.transitionCount)
        current = play.tellers.count
      }
    }
    for action in actions(of: transition) {
      if case .send(let elements, let channel, _) = action.kind {
        play.tellers.append(play.transitionCount)
        current = play.tellers.count
        play.pending.append(
          Message(
            elements: order.present(elements), channel: channel?.text ?? "network", sender: role,
            number: play.tellers.count, sentBy: play.transitionCount))
      }
      if action.span.contains(place) { return current ?? play.tellers.count + 1 }
    }
    if current == nil { play.tellers.append(play.transitionCount) }
    return explore(play)
  }

  private func actions(of transition: TransitionSyntax) -> [ActionSyntax] {
    transition.actions.filter { order.isOn($0.guardFormula) }
  }

  private func received(in transition: TransitionSyntax) -> ([TermSyntax], String)? {
    for action in actions(of: transition) {
      if case .receive(let elements, let channel, _) = action.kind {
        return (order.present(elements), channel?.text ?? "network")
      }
    }
    return nil
  }
}

// MARK: - Shapes

extension HonestRunOrder {
  /// The elements that are on; a tuple at the end is the rest of its list (S1.4).
  fileprivate func present(_ arguments: [ArgumentSyntax]) -> [TermSyntax] {
    var terms = arguments.filter { isOn($0.guardFormula) }.map(\.term)
    while case .tuple(let elements, _)? = terms.last {
      terms.removeLast()
      terms += elements.filter { isOn($0.guardFormula) }.map(\.term)
    }
    return terms
  }

  fileprivate func fits(_ pattern: [TermSyntax], _ message: [TermSyntax]) -> Bool {
    for index in 0..<min(pattern.count, message.count) {
      let isLast = (index + 1 == pattern.count) != (index + 1 == message.count)
      if isLast {
        // One term against a tuple.
        let single = index + 1 == pattern.count ? pattern[index] : message[index]
        return !isRigid(single)
      }
      if !fits(pattern[index], message[index]) { return false }
    }
    return true
  }

  private func isRigid(_ term: TermSyntax) -> Bool {
    switch term {
    case .apply(let head, _, _): isRigid(head.text)
    case .name(let name): isConstant(name.text)
    case .integer: true
    default: false
    }
  }

  private func fits(_ pattern: TermSyntax, _ message: TermSyntax) -> Bool {
    switch (pattern, message) {
    case (.apply(let left, let patterns, _), .apply(let right, let messages, _)):
      if left.text == right.text { return fits(present(patterns), present(messages)) }
      return !(isRigid(left.text) && isRigid(right.text))
    case (.name(let left), .name(let right)):
      return left.text == right.text || !(isConstant(left.text) && isConstant(right.text))
    case (.integer(let left, _), .integer(let right, _)): return left == right
    case (.tuple(let left, _), .tuple(let right, _)): return fits(present(left), present(right))
    case (.bind, _), (.wildcard, _): return true
    default: return !(isRigid(pattern) && isRigid(message))
    }
  }
}
