// The fields of one block, in their order.

import ProtocolModel
import Verification

struct PinReader {
  private var fields: ArraySlice<Field>
  private var line: Int

  init(_ fields: ArraySlice<Field>) {
    self.fields = fields
    line = fields.first?.line ?? 0
  }

  mutating func pin() throws(LockFileError) -> Pin {
    let property = try value("property")
    let path = try value("model")
    guard let model = Pin.decoded(path) else { throw wrong("this is no path") }
    let configuration = optional("configuration")
    let options = all("option")
    let says = try value("says")
    let goal = try goal()
    let threat = try threat()
    var expected: ExpectedVerdict?
    if let word = optional("expects") {
      expected = ExpectedVerdict(rawValue: word)
      if expected == nil { throw wrong("`\(word)` is no verdict") }
    }
    let word = try value("verdict")
    guard let verdict = Verdict(rawValue: word) else { throw wrong("`\(word)` is no verdict") }
    let scope = try value("scope")
    let attack = verdict == .attack ? try attack() : nil
    let engineName = try value("engine")
    guard let engine = EngineChoice(rawValue: engineName) else {
      throw wrong("`\(engineName)` is no engine")
    }
    let version = try value("version")
    if let extra = fields.first {
      line = extra.line
      throw wrong("`\(extra.word)` does not belong here")
    }
    return Pin(
      key: PinKey(model: model, property: property, configuration: configuration),
      options: options, says: says, goal: goal, threat: threat, expected: expected,
      verdict: verdict, scope: scope, attack: attack, engine: engine, version: version)
  }

  // MARK: Parts

  private mutating func goal() throws(LockFileError) -> LockedGoal {
    let word = try value("claim")
    guard let kind = LockedGoal.Kind(rawValue: word) else { throw wrong("`\(word)` is no claim") }
    var goal = LockedGoal(kind)
    goal.role = optional("of")
    goal.term = try term("term")
    goal.state = optional("at")
    goal.viewer = optional("from")
    goal.trigger = try term("trigger")
    while let text = optional("require") { try add(text, to: &goal) }
    goal.comparison = optional("comparison")
    while let condition = try term("excuse") {
      goal.excuses.append(LockedExcuse(condition: condition, before: try term("before")))
    }
    while let text = optional("variable") { goal.landmarks.append(try landmark(text)) }
    while let text = optional("state") { goal.landmarks.append(try landmark(text)) }
    goal.sites = all("event") + all("term-is").map { LockedGoal.termSite + $0 }
    if goal.kind == .reachable && goal.alternatives.count != 1 {
      throw wrong("a claim of this kind has one alternative")
    }
    try check("property-hash", goal.hash)
    return goal
  }

  /// `1.2.1 Event(…)`: the numbers count up, the last fastest.
  private func add(_ text: String, to goal: inout LockedGoal) throws(LockFileError) {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let event = LockedTerm(parts[1]) else {
      throw wrong("this is no event")
    }
    let alternative = goal.alternatives.last ?? []
    let (first, second, third) = (
      goal.alternatives.count, alternative.count, alternative.last?.count ?? 0
    )
    switch String(parts[0]) {
    case "\(first).\(second).\(third + 1)" where first > 0:
      goal.alternatives[first - 1][second - 1].append(event)
    case "\(first).\(second + 1).1" where first > 0: goal.alternatives[first - 1].append([event])
    case "\(first + 1).1.1": goal.alternatives.append([[event]])
    default: throw wrong("`\(parts[0])` does not come next")
    }
  }

  private func landmark(_ text: String) throws(LockFileError) -> Landmark {
    let parts = text.split(separator: " ", maxSplits: 3).map(String.init)
    guard parts.count == 4, let place = Int(parts[1]) else { throw wrong("this is no landmark") }
    return Landmark(name: parts[0], kind: parts[3], place: place, use: parts[2])
  }

  private mutating func threat() throws(LockFileError) -> LockedThreat {
    var threat = LockedThreat()
    threat.powers = all("power")
    threat.means = all("means")
    threat.assumptions = all("assumes")
    while let text = optional("sessions") {
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, let count = Int(parts[0]) else { throw wrong("this is no number") }
      threat.sessions.append(LockedThreat.Sessions(role: parts[1], count: count))
    }
    if let text = optional("total") { threat.total = try number(text) }
    threat.loops = try number(value("loops"))
    try check("threat-hash", threat.hash)
    return threat
  }

  private mutating func attack() throws(LockFileError) -> AttackShape {
    var shape = AttackShape()
    shape.sessions = all("session")
    shape.steps = all("step")
    shape.ending = try value("shows")
    try check("attack-hash", shape.hash)
    return shape
  }

  // MARK: Fields

  private mutating func optional(_ word: String) -> String? {
    guard let field = fields.first, field.word == word else { return nil }
    fields.removeFirst()
    line = field.line
    return field.value
  }

  private mutating func all(_ word: String) -> [String] {
    var values: [String] = []
    while let value = optional(word) { values.append(value) }
    return values
  }

  private mutating func value(_ word: String) throws(LockFileError) -> String {
    if let value = optional(word) { return value }
    line = fields.first?.line ?? line + 1
    throw wrong("`\(word)` should stand here")
  }

  private mutating func term(_ word: String) throws(LockFileError) -> LockedTerm? {
    guard let text = optional(word) else { return nil }
    guard let term = LockedTerm(text) else { throw wrong("this is no term") }
    return term
  }

  private func number(_ text: String) throws(LockFileError) -> Int {
    guard let number = Int(text) else { throw wrong("this is no number") }
    return number
  }

  private mutating func check(_ word: String, _ hash: String) throws(LockFileError) {
    guard try value(word) == hash else {
      throw wrong("this is not the hash of the lines before it")
    }
  }

  private func wrong(_ reason: String) -> LockFileError {
    LockFileError(line: line, reason: reason, remedy: LockFileError.restore)
  }
}
