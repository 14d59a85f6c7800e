// From a replayed run to its story. The replayer says what happened; this decides what is one
// step of the telling, who it is told of, and in which words.
//
// A message is told when it is sent. If the very next thing is its arrival, that belongs to the
// same step; if something came in between, the arrival is a step of its own.

import Diagnostics
import ProtocolModel
import Terms
import Traces
import Verification

struct StoryBuilder {
  let model: ProtocolModel
  let run: ReplayedRun
  let property: Property?
  let placeOf: (SourceSpan) -> Place?
  let printer: TermPrinter
  let cast: Cast
  private(set) var steps: [Story.Step] = []
  /// The story's step that tells each sent message, by its place in `run.sent`.
  private(set) var stepOfSent: [Int: Int] = [:]
  /// The story's steps that each step of the run was told in.
  private(set) var stepOfRun: [Int: Int] = [:]

  init(
    model: ProtocolModel, run: ReplayedRun, property: Property?,
    placeOf: @escaping (SourceSpan) -> Place?
  ) {
    self.model = model
    self.run = run
    self.property = property
    self.placeOf = placeOf
    printer = TermPrinter(signature: model.signature, naming: run.terms)
    cast = Cast(model: model, run: run, printer: printer)
  }

  mutating func build() -> Story {
    for index in run.steps.indices { tell(index) }
    let ending = Ending(builder: self)
    return Story(
      needs: cast.needs, lanes: cast.lanes, steps: steps, ending: ending.sentences,
      endingSources: ending.sources)
  }

  // MARK: Steps

  private mutating func tell(_ index: Int) {
    let step = run.steps[index]
    switch step.kind {
    case .reveal(_, let term): tellReveal(term, index)
    case .transition(let transition):
      let told = steps.count
      if let received = step.received { tellReceipt(received, index) }
      for ordinal in step.sent.indices { tellSending(step.sent[ordinal], ordinal, index) }
      let isFolded = step.received != nil && stepOfRun[index] != nil
      if steps.count == told && !isFolded { tellLocal(transition, index) }
      describe(effectsOf: step, at: stepOfRun[index]!)
    }
  }

  private mutating func add(_ step: Story.Step, tells index: Int) {
    steps.append(step)
    if stepOfRun[index] == nil { stepOfRun[index] = step.number }
  }

  private var nextNumber: Int { steps.count + 1 }

  private mutating func tellReveal(_ term: Term, _ index: Int) {
    let lane = cast.lane(ofSession: run.steps[index].session)
    let content = printer.outline(ofMessage: term)
    add(
      Story.Step(
        number: nextNumber, kind: .reveal(from: lane), label: "reveal", content: content,
        sentence: "\(cast.attackerName) takes \(content.text) from \(cast.lanes[lane].name)"),
      tells: index)
    steps[steps.count - 1].isRead = true
  }

  private mutating func tellLocal(_ transition: Int, _ index: Int) {
    let session = run.steps[index].session
    let role = model.roles[run.trace.sessions[session].role.index]
    let taken = role.transitions[transition]
    let lane = cast.lane(ofSession: session)
    let target = role.states[taken.target.index].name
    add(
      Story.Step(
        number: nextNumber, kind: .local(lane), label: target,
        sentence: "\(cast.lanes[lane].name) goes on to `\(target)`", site: placeOf(taken.span)),
      tells: index)
  }

  // MARK: Receiving

  private mutating func tellReceipt(_ received: ReceivedMessage, _ index: Int) {
    let lane = cast.lane(ofSession: run.steps[index].session)
    guard let sent = received.delivered else { return tellForgery(received, lane, index) }
    let number = stepOfSent[sent]!
    let isFirst = run.sent[sent].deliveries.first == index
    let isNext = steps[(number - 1)...].allSatisfy {
      $0.number == number || stepOfSending(run.sent[sent].step, contains: $0.number)
    }
    if isFirst && isNext {
      stepOfRun[index] = number
    } else {
      tellArrival(of: sent, number, isFirst: isFirst, lane, index)
    }
  }

  /// Whether a step of the story tells a message that was sent in this step of the run.
  private func stepOfSending(_ index: Int, contains number: Int) -> Bool {
    run.steps[index].sent.contains { stepOfSent[$0] == number }
  }

  private mutating func tellArrival(
    of sent: Int, _ number: Int, isFirst: Bool, _ lane: Int, _ index: Int
  ) {
    let again = isFirst ? "" : " again"
    let from = cast.lane(ofSession: run.sent[sent].session)
    add(
      Story.Step(
        number: nextNumber, kind: isFirst ? .local(lane) : .message(from: from, to: lane),
        label: isFirst ? "receives \(number)" : steps[number - 1].label,
        content: isFirst ? nil : steps[number - 1].content,
        sentence: "\(cast.lanes[lane].name) receives message \(number)\(again)",
        site: place(ofRun: index)),
      tells: index)
  }

  private mutating func tellForgery(_ received: ReceivedMessage, _ lane: Int, _ index: Int) {
    guard case .transition(_, _, _, .attacker(let derivation, _)?, _) = run.trace.steps[index]
    else { return }
    let content = printer.outline(ofMessage: received.term)
    var sentence = "\(cast.attackerName) sends to \(cast.lanes[lane].name)"
    if let name = received.sender.map({ printer.text($0) }), name != cast.attackerName {
      sentence += " in \(name)'s name"
    }
    sentence += ": " + content.text
    var sources: [Story.Source] = []
    if case .observed(let place) = derivation, let sent = run.observed[place].sent {
      sentence =
        "\(cast.attackerName) passes message \(stepOfSent[sent]!) on to "
        + cast.lanes[lane].name
    } else {
      sources = DerivationText(builder: self, computer: .attacker)
        .sources(of: derivation)
    }
    add(
      Story.Step(
        number: nextNumber, kind: .message(from: cast.attackerLane!, to: lane),
        label: label(of: received.term), channel: channelName(received.channel),
        content: content, sentence: sentence, sources: sources, site: place(ofRun: index)),
      tells: index)
  }

  // MARK: Sending

  private mutating func tellSending(_ place: Int, _ ordinal: Int, _ index: Int) {
    let message = run.sent[place]
    let lane = cast.lane(ofSession: message.session)
    let receiver = message.deliveries.first.map { cast.lane(ofSession: run.steps[$0].session) }
    let reader = message.observed == nil ? nil : cast.attackerLane
    let content = printer.outline(ofMessage: message.term)
    stepOfSent[place] = nextNumber
    defer { steps[steps.count - 1].isRead = message.observed != nil }
    var sentence = cast.lanes[lane].name
    let fresh = freshNames(run.steps[index])
    if ordinal == 0 && !fresh.isEmpty {
      sentence += " makes up \(Self.enumerated(fresh)) and"
    }
    sentence += " sends"
    if let recipient = receiver.map({ cast.lanes[$0].name })
      ?? message.recipient.map({ printer.text($0) })
    {
      sentence += " to \(recipient)"
    }
    if let channel = channelName(message.channel) { sentence += " over \(channel)" }
    if receiver == nil && reader == nil { sentence += ", received by nobody" }
    sentence += ": " + content.text
    add(
      Story.Step(
        number: nextNumber, kind: .message(from: lane, to: receiver ?? reader),
        label: label(of: message.term), channel: channelName(message.channel), content: content,
        sentence: sentence, site: self.place(ofRun: index, sending: ordinal)),
      tells: index)
  }

  private func freshNames(_ step: ReplayedStep) -> [String] {
    let role = model.roles[run.trace.sessions[step.session].role.index]
    return step.fresh.filter { !role.variables[$0.variable.index].isHidden }
      .map { printer.text($0.value) }
  }

  // MARK: Words

  func channelName(_ channel: ChannelID) -> String? {
    channel == .network ? nil : model.channels[channel.index].name
  }

  /// Where the receipt of a step stands, or with `sending` its n-th sending.
  private func place(ofRun index: Int, sending ordinal: Int? = nil) -> Place? {
    let step = run.steps[index]
    guard case .transition(let number) = step.kind else { return nil }
    let transition = model.roles[run.trace.sessions[step.session].role.index].transitions[number]
    let actions = transition.actions.indices.filter { index in
      switch transition.actions[index] {
      case .receive: ordinal == nil
      case .send: ordinal != nil
      default: false
      }
    }
    let place = ordinal ?? 0
    guard actions.indices.contains(place), transition.spans.indices.contains(actions[place]) else {
      return placeOf(transition.span)
    }
    return placeOf(transition.spans[actions[place]])
  }

  static func enumerated(_ parts: [String]) -> String {
    parts.count < 2
      ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }

  private mutating func describe(effectsOf step: ReplayedStep, at number: Int) {
    let name = cast.lanes[cast.lane(ofSession: step.session)].name
    // The effects belong to the last step that tells of this transition, but an arrival that was
    // folded into its message comes before what it leads to.
    let effects = EffectText(model: model, printer: printer).effects(of: step, by: name)
    steps[number - 1].effects += effects
    steps[number - 1].holdings.append(holding(after: step))
  }

  private func holding(after step: ReplayedStep) -> Story.Holding {
    let role = model.roles[run.trace.sessions[step.session].role.index]
    let values = step.values.sorted { $0.key < $1.key }
      .filter { !role.variables[$0.key.index].isHidden }
    return Story.Holding(
      lane: cast.lane(ofSession: step.session), state: role.states[step.target.index].name,
      values: values.map {
        .init(name: role.variables[$0.key.index].name, term: printer.text($0.value))
      })
  }
}

extension ReplayedRun {
  /// Every term of the run in the order in which it is told.
  var terms: [Term] {
    var terms = trace.sessions.flatMap(\.parameters)
    for step in steps {
      if let received = step.received { terms.append(received.term) }
      terms += step.fresh.map(\.value)
      terms += step.sent.map { sent[$0].term }
      if case .reveal(_, let term) = step.kind { terms.append(term) }
    }
    return terms
  }
}
