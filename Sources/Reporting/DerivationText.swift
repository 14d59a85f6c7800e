// How a message was computed, as rows of a term and where it comes from. What everybody knows is
// left out, and so is every composition: the message itself shows how it is put together.
//
// A chain of openings is one row: "from 3, opened with sk(Mallory)".

import ProtocolModel
import Terms
import Traces

struct DerivationText {
  let builder: StoryBuilder
  let computer: ReplayedRun.Computer
  private var rows: [Story.Source] = []
  private var told: Set<Term> = []

  init(builder: StoryBuilder, computer: ReplayedRun.Computer) {
    self.builder = builder
    self.computer = computer
  }

  func sources(of derivation: Derivation) -> [Story.Source] {
    var text = self
    text.explain(derivation)
    return text.rows
  }

  /// What is special about the right guess: two computations agree, or one can be carried out.
  func comparison(of one: Derivation, with other: Derivation) -> String {
    let result = value(one).map { builder.printer.text($0) } ?? "the result"
    return one == other
      ? "only with it \(result) can be computed"
      : "only with it two ways to compute \(result) agree"
  }

  private mutating func explain(_ derivation: Derivation) {
    switch derivation {
    case .publicValue: break
    case .apply(Signature.randomisedEncryption, let inner):
      for derivation in inner.dropLast() { explain(derivation) }
    case .apply(_, let inner): for derivation in inner { explain(derivation) }
    case .observed, .credential, .ownKey, .invented, .guess: add(derivation, origin(of: derivation))
    case .analyse: explainAnalysis(derivation)
    }
  }

  private mutating func explainAnalysis(_ derivation: Derivation) {
    var base = derivation
    var keys: [Derivation] = []
    while case .analyse(_, let premises) = base {
      keys += premises.dropFirst()
      base = premises[0]
    }
    let names = keys.reversed().compactMap(value).map { builder.printer.text($0) }
    let opened = names.isEmpty ? "" : ", opened with \(StoryBuilder.enumerated(names))"
    add(derivation, origin(of: base) + opened)
    if case .apply = base { explain(base) }
    for key in keys.reversed() {
      switch key {
      case .analyse, .apply: explain(key)
      case .observed, .credential, .publicValue, .ownKey, .invented, .guess: break
      }
    }
  }

  private mutating func add(_ derivation: Derivation, _ how: String) {
    guard let term = value(derivation), !term.isKnownToAll, told.insert(term).inserted else {
      return
    }
    rows.append(Story.Source(term: builder.printer.text(term), how: how))
  }

  private func value(_ derivation: Derivation) -> Term? {
    builder.run.value(of: derivation, by: computer, in: builder.model)
  }

  private func origin(of derivation: Derivation) -> String {
    switch derivation {
    case .observed(let place): observation(place)
    case .credential(let role, _, let values): credential(role, values)
    case .publicValue(let term): builder.printer.text(term)
    case .ownKey: "own key"
    case .invented: "made up"
    case .guess: "the guess"
    case .apply, .analyse: value(derivation).map { "from \(builder.printer.text($0))" } ?? ""
    }
  }

  private func observation(_ place: Int) -> String {
    let run = builder.run
    if case .viewer(let session) = computer {
      let owner = run.trace.sessions[session].parameters[0]
      return "from \(builder.stepOfRun[run.view(of: owner)[place].step]!)"
    }
    let seen = run.observed[place]
    if let sent = seen.sent { return "from \(builder.stepOfSent[sent]!)" }
    return "revealed at \(builder.stepOfRun[seen.step]!)"
  }

  private func credential(_ role: RoleID, _ values: [Variable: Term]) -> String {
    let role = builder.model.roles[role.index]
    let owner = values[role.owner].map { builder.printer.text($0) }
    return owner.map { "held by \($0) as \(role.name)" } ?? "held as \(role.name)"
  }
}

extension Term {
  /// What needs no explanation: principals, constants, integers, and public long-term keys.
  var isKnownToAll: Bool {
    switch self {
    case .name(.principal), .name(.constant), .integer: true
    case .apply(Signature.publicKey, let arguments),
      .apply(Signature.verificationKey, let arguments):
      arguments[0].isLongTermKey
    default: false
    }
  }

  private var isLongTermKey: Bool {
    switch self {
    case .apply(Signature.secretKey, _), .apply(Signature.secretKeyForUse, _): true
    default: false
    }
  }
}
