// What a property's variable or state *is*, so that a lock can tell a renamed one from another one.
//
// A name alone does not: `secret n` still reads the same after n became the name of something that
// was never secret. A number alone does not either: it shifts when something is declared before it.
// So three things are kept besides the kind: the name, the place among its kind in the role, and a
// digest of how the role uses it. A landmark is the same if its kind is and two of the three are:
//
// - renamed: place and use stay; moved: name and use stay; the protocol was edited: name and place.
// - two variables that changed names while the property kept its words: only the name stays.

import Certificates
import ProtocolModel
import Terms

package struct Landmark: Hashable, Sendable {
  package var name: String
  /// `fresh Nonce`, `received`, `parameter Principal`, `state`; of a property's own variables what they
  /// range over.
  package var kind: String
  /// Among those of its kind in the role, from 1; 0 for a property's own variables.
  package var place: Int
  /// The digest of its uses; `-` for a property's own variables.
  package var use: String

  static let stateKind = "state"
  var isState: Bool { kind == Self.stateKind }

  func isSame(as other: Landmark) -> Bool {
    guard kind == other.kind else { return false }
    if place == 0 && other.place == 0 { return true }
    return likeness(to: other) >= 2
  }

  /// Whether another variable now stands wherever this one stood, while what has its name does not:
  /// then the property has kept the word and lost the value.
  func isUsedAs(_ other: Landmark, rather same: Landmark) -> Bool {
    use != same.use && other.name != same.name && other.kind == kind && other.use == use
  }

  /// How many of name, place and use agree.
  func likeness(to other: Landmark) -> Int {
    (name == other.name ? 1 : 0) + (place == other.place ? 1 : 0) + (use == other.use ? 1 : 0)
  }
}

/// Every variable and state of a role, as landmarks.
struct RoleLandmarks {
  private let model: ProtocolModel
  private let role: Role
  private(set) var variables: [Landmark?] = []

  init(_ role: Role, of model: ProtocolModel) {
    self.model = model
    self.role = role
    var uses: [[String]] = role.variables.map { _ in [] }
    var origins: [String?] = role.variables.map { _ in nil }
    for parameter in role.parameters { origins[parameter.variable.index] = "parameter" }
    for action in role.transitions.flatMap(\.actions) {
      let seen = ActionUses(action, in: model)
      for (variable, context) in seen.contexts {
        uses[variable.index].append(context)
        if origins[variable.index] == nil { origins[variable.index] = seen.origin }
      }
    }
    let sent = role.sentVariables
    var places: [String: Int] = [:]
    variables = role.variables.indices.map { index in
      let info = role.variables[index]
      if info.isHidden { return nil }
      var kind = origins[index] ?? "unused"
      // Only where the role declares it: what is received has the sort of a field.
      if kind == "parameter" || kind == "fresh" {
        kind += " " + model.sorts[Int(info.sort.index)].name
      }
      // A fresh value that is never sent is nobody's secret.
      if kind.hasPrefix("fresh") && !sent.contains(Variable(index)) { kind += " unsent" }
      places[kind, default: 0] += 1
      return Landmark(
        name: info.name, kind: kind, place: places[kind]!,
        use: Self.digest(uses[index].sorted().joined(separator: "\n")))
    }
  }

  func state(_ state: StateID) -> Landmark {
    let counts = role.receivedBefore[state.index].map(String.init) ?? "never"
    let isFinal = !role.transitions.contains { $0.source == state }
    return Landmark(
      name: role.states[state.index].name, kind: Landmark.stateKind, place: state.index + 1,
      use: Self.digest("\(counts) \(isFinal)"))
  }

  /// Short: it tells uses within one role apart, and guards nothing against anybody.
  static func digest(_ text: String) -> String { String(SHA256.digest(text).prefix(16)) }

  /// A term with what its variables are in the place of their names. Only parameters have their
  /// places: others change theirs when an independent line moves.
  func text(_ term: Term) -> String {
    model.locked(term) { variable in
      if let place = role.parameters.firstIndex(where: { $0.variable == variable }) {
        return "parameter-\(place + 1)"
      }
      return variables[variable.index].map { $0.kind.replacing(" ", with: "-") }
    }.description.replacing("?", with: "")
  }
}
