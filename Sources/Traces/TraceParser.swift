// Parses trace files: the header alone, so that the model can be found, and then the trace against
// the model. The format is in docs/certificates.md, "Traces".
//
// What is parsed is well formed and nothing more; whether it is a run, and shows what it claims,
// only the replayer decides.

import ProtocolModel
import Terms

/// The header of a trace file.
package func parseTraceHeader(_ text: String) -> Result<TraceFile, TraceFileError> {
  do throws(TraceFileError) {
    var lines = TraceLines(text)
    return .success(try lines.header())
  } catch { return .failure(error) }
}

/// The trace of a trace file.
///
/// - Parameters:
///   - model: the model that the header names; anything else is an error.
///   - property: the index of the property that the header names.
package func parseTrace(
  _ text: String, in model: ProtocolModel, property: Int
) -> Result<Trace, TraceFileError> {
  do throws(TraceFileError) {
    guard let goal = model.properties.at(property) else {
      throw TraceFileError(line: 1, "the model has no property \(property + 1)")
    }
    var lines = TraceLines(text)
    let header = try lines.header()
    try lines.check(header, is: TraceFile(path: header.path, of: model, property: property))
    var parser = TraceParser(lines, TraceVocabulary(model))
    return .success(try parser.trace(goal.threat))
  } catch { return .failure(error) }
}

private struct TraceParser {
  private var lines: TraceLines
  private let vocabulary: TraceVocabulary
  private var sessions: [TraceSession] = []

  init(_ lines: TraceLines, _ vocabulary: TraceVocabulary) {
    self.lines = lines
    self.vocabulary = vocabulary
  }

  mutating func trace(_ threat: ThreatModel) throws(TraceFileError) -> Trace {
    let dishonest = try dishonest()
    try heading("sessions")
    while isNextNumbered {
      var line = try numberedLine(sessions.count + 1)
      sessions.append(try session(&line))
    }
    try heading("steps")
    var steps: [TraceStep] = []
    while isNextNumbered {
      var line = try numberedLine(steps.count + 1)
      steps.append(try step(&line))
    }
    let claim = try claim()
    if lines.next != nil {
      throw TraceFileError(line: try lines.take("the end").number, "nothing follows the claim")
    }
    return Trace(
      threat: threat, dishonest: dishonest, sessions: sessions, steps: steps, claim: claim)
  }

  // MARK: Lines

  private mutating func line(_ what: String) throws(TraceFileError) -> TraceLineParser {
    let line = try lines.take(what)
    return try TraceLineParser(line.text, line: line.number, vocabulary)
  }

  private var isNextNumbered: Bool {
    guard let first = lines.next?.utf8.first else { return false }
    return first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9")
  }

  private mutating func numberedLine(_ number: Int) throws(TraceFileError) -> TraceLineParser {
    var line = try line("line \(number)")
    guard try line.number("a number") == number else {
      throw line.error("the number of this line should be \(number)")
    }
    try line.expect(":")
    return line
  }

  private mutating func heading(_ word: String) throws(TraceFileError) {
    var line = try line("`\(word)`")
    try line.expect(word: word)
    try line.expectEnd()
  }

  private mutating func dishonest() throws(TraceFileError) -> [String] {
    var line = try line("`dishonest`")
    try line.expect(word: "dishonest")
    var names: [String] = []
    repeat { names.append(try line.word("a principal's name or `none`")) } while line.take(",")
    try line.expectEnd()
    return names == ["none"] ? [] : names
  }

  // MARK: Sessions

  private func session(_ line: inout TraceLineParser) throws(TraceFileError) -> TraceSession {
    let id = try line.role()
    let role = vocabulary.model.roles[id.index]
    var parameters: [Term] = []
    try line.expect("(")
    repeat { parameters.append(try line.term()) } while line.take(",")
    try line.expect(")")
    try line.expectEnd()
    guard parameters.count == role.parameters.count else {
      throw line.error(
        "\(role.name) has \(role.parameters.count) parameters, not \(parameters.count)")
    }
    return TraceSession(role: id, parameters: parameters)
  }

  /// `session N`
  private func reference(_ line: inout TraceLineParser) throws(TraceFileError) -> Int {
    try line.expect(word: "session")
    let index = try line.index("the session's number")
    guard sessions.indices.contains(index) else {
      throw line.error("there is no session \(index + 1)")
    }
    return index
  }

  // MARK: Steps

  private func step(_ line: inout TraceLineParser) throws(TraceFileError) -> TraceStep {
    let session = try reference(&line)
    try line.expect(",")
    if line.takeBeforeNumber("reveal") {
      let reveal = try line.index("the reveal's number")
      try line.expectEnd()
      return .reveal(session: session, reveal: reveal)
    }
    let role = vocabulary.model.roles[sessions[session].role.index]
    let transition = try transition(of: role, &line)
    var message: Term?
    var origin: Origin?
    var lookups: [Int] = []
    if line.take(";", "receives") { message = try line.term() }
    if line.take(";", "delivered") {
      origin = .delivered(try line.index("the sent message's number"))
    } else if line.take(";", "made") {
      let derivation = try line.derivation()
      origin = .attacker(derivation, sender: line.take(";", "as") ? try line.term() : nil)
    }
    if line.take(";", "looks") {
      try line.expect(word: "up")
      repeat { lookups.append(try line.index("the insert's number")) } while line.take(",")
    }
    try line.expectEnd()
    return .transition(
      session: session, transition: transition, message: message, origin: origin,
      lookups: lookups)
  }

  /// `asked -> ordered, transition 3`: the states have to be those of the transition.
  private func transition(
    of role: Role, _ line: inout TraceLineParser
  ) throws(TraceFileError) -> Int {
    let source = try line.word("a state")
    try line.expectArrow()
    let target = try line.word("a state")
    try line.expect(",")
    try line.expect(word: "transition")
    let index = try line.index("the transition's number")
    guard let transition = role.transitions.at(index) else {
      throw line.error("\(role.name) has no transition \(index + 1)")
    }
    guard role.states[transition.source.index].name == source,
      role.states[transition.target.index].name == target
    else { throw line.error("transition \(index + 1) of \(role.name) joins other states") }
    return index
  }

  // MARK: The claim

  private mutating func claim() throws(TraceFileError) -> Claim {
    var line = try line("`claim`")
    try line.expect(word: "claim")
    let claim = try claim(&line)
    try line.expectEnd()
    return claim
  }

  private func claim(_ line: inout TraceLineParser) throws(TraceFileError) -> Claim {
    switch try line.word("what is claimed") {
    case "violated": return .violated
    case "reached": return .reached
    case "completed": return .completed
    case "learned":
      try line.expect(word: "of")
      let session = try reference(&line)
      try line.expect(":")
      return .learns(session: session, try line.derivation())
    case "confirmed":
      try line.expect(word: "of")
      let session = try reference(&line)
      try line.expect(":")
      let one = try line.derivation()
      try line.expect("=")
      return .confirms(session: session, one, try line.derivation())
    case "seen":
      try line.expect(word: "of")
      let session = try reference(&line)
      try line.expect(word: "by")
      let viewer = try reference(&line)
      try line.expect(":")
      return .sees(session: session, viewer: viewer, try line.derivation())
    default:
      throw line.error(
        "a claim is `learned`, `confirmed`, `seen`, `violated`, `reached` or `completed`")
    }
  }
}
