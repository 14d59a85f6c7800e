// What is different between two versions of a protocol, as far as its runs can tell: by role what it
// knows, receives, checks, makes, records, stores and sends, and what the model declares.
//
// The elaborated models are compared, one configuration at a time. So layout, comments, the order of
// fields and of declarations, and splitting a transition in two are no differences in what a role
// does; the states and transitions are told apart from that.

import ProtocolModel
import Terms

package struct ModelDifference: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case renamed, added, dropped, changed
  }
  package var kind: Kind
  /// `role Bank`; nil for what belongs to the model.
  package var role: String?
  /// One phrase: `sends price in PI, encrypted for keyB`.
  package var text: String
}

extension ModelDifference {
  /// The differences between two versions, those of the model first, then role by role.
  ///
  /// - Parameter comparesProperties: whether properties are compared by their texts; who compares
  ///   verdicts learns more of them.
  package static func between(
    _ old: ProtocolModel, _ new: ProtocolModel, comparesProperties: Bool
  ) -> [ModelDifference] {
    let aligned = ModelAlignment(old, new)
    var found = aligned.renamed.map { name in
      ModelDifference(
        kind: .renamed, role: name.role, text: "\(name.kind) `\(name.old)` is now `\(name.new)`")
    }
    found += differences(nil, aligned.old.declarations, new.declarations)
    if comparesProperties {
      found += differences(nil, aligned.old.propertyTexts, new.propertyTexts)
    }
    let order = FieldOrder(from: aligned.old, to: new)
    let names = new.roles.map(\.name)
    for role in aligned.old.roles where !names.contains(role.name) {
      found.append(ModelDifference(kind: .dropped, role: nil, text: "role \(role.name)"))
    }
    for role in new.roles {
      guard let before = aligned.old.roles.first(where: { $0.name == role.name }) else {
        found.append(ModelDifference(kind: .added, role: nil, text: "role \(role.name)"))
        continue
      }
      found +=
        RoleDifference(
          old: RoleFacts(before, of: aligned.old, order: order), new: RoleFacts(role, of: new)
        ).differences
    }
    return found.filter { $0.role == nil }
      + names.flatMap { name in found.filter { $0.role == name } }
  }

  /// What only one side has, each as often as it has it more than the other.
  static func differences(
    _ role: String?, _ old: [String], _ new: [String]
  ) -> [ModelDifference] {
    let (dropped, added) = (old.subtracting(new), new.subtracting(old))
    return dropped.map { ModelDifference(kind: .dropped, role: role, text: $0) }
      + added.map { ModelDifference(kind: .added, role: role, text: $0) }
  }
}

extension Array where Element: Hashable {
  /// What the others do not have, each as often as this has it more.
  func subtracting(_ others: [Element]) -> [Element] {
    var left: [Element: Int] = [:]
    for other in others { left[other, default: 0] += 1 }
    return filter { item in
      guard let count = left[item], count > 0 else { return true }
      left[item] = count - 1
      return false
    }
  }
}

extension ProtocolModel {
  /// Everything outside of roles and properties that runs depend on, a phrase each.
  fileprivate var declarations: [String] {
    var found = declaredOptions.map { "option \($0)" }
    found += sorts.filter(\.isGuessable).map { "sort \($0.name), guessable" }
    if isTyped { found.append("messages are typed") }
    found += principals.map { principal in
      let honesty = principal.isHonest.map { $0 ? ", honest" : ", dishonest" } ?? ""
      return "principal \(principal.name)\(honesty)"
    }
    found += signature.symbols.filter { $0.kind != .builtin }.map { symbol in
      let kind = symbol.kind == .message ? "message" : "function"
      let parts = symbol.parameters.map { sorts[Int($0.index)].name }.sorted()
      let access = symbol.isPublic ? "" : ", private"
      return "\(kind) \(symbol.name)(\(parts.joined(separator: ", ")))\(access)"
    }
    found += theory.rewriteRules.map { rule in
      let sides = [rule.left, rule.right].map { $0.description(in: signature) { "x\($0.index)" } }
      return "equation \(sides[0]) = \(sides[1])"
    }
    found += channels.dropFirst().map { channel in
      let ends = channel.endpoints.map { [$0.first, $0.second] } ?? []
      let names = ends.map { roles[$0.index].name }.joined(separator: ", ")
      return "channel \(channel.name): \(channel.security.rawValue) between \(names)"
    }
    found += tables.map {
      "table \($0.name)(\($0.columns.joined(separator: ", "))) of \(roles[$0.role.index].name)"
    }
    return found
  }
}

extension ProtocolModel {
  /// What each property says, against whom and in which scope.
  fileprivate var propertyTexts: [String] {
    properties.map { property in
      let lines = text(property).split(separator: "\n").map { line in
        line.drop { $0 == " " }
      }
      let scenario = scenarios[property.scenario]
      let sessions = zip(roles, scenario.counts).filter { $0.1 > 0 }.map { "\($0.1) \($0.0.name)" }
      let total = scenario.total.map { ", at most \($0)" } ?? ""
      return lines.joined(separator: "; ")
        + " { \(sessions.sorted().joined(separator: ", "))\(total), loops \(scenario.loops) }"
    }
  }
}
