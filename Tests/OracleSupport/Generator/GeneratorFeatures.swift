// What generated protocols may contain. A test states what it covers; a failure can be narrowed
// down by switching things off.

package struct GeneratorFeatures: OptionSet, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let integers = GeneratorFeatures(rawValue: 1 << 0)
  package static let tables = GeneratorFeatures(rawValue: 1 << 1)
  package static let channels = GeneratorFeatures(rawValue: 1 << 2)
  package static let reveals = GeneratorFeatures(rawValue: 1 << 3)
  package static let equations = GeneratorFeatures(rawValue: 1 << 4)
  package static let branches = GeneratorFeatures(rawValue: 1 << 5)
  package static let loops = GeneratorFeatures(rawValue: 1 << 6)
  package static let hidden = GeneratorFeatures(rawValue: 1 << 7)
  package static let options = GeneratorFeatures(rawValue: 1 << 8)
  package static let typed = GeneratorFeatures(rawValue: 1 << 9)
  /// Attackers that do not control the network, or play nobody.
  package static let weakAttackers = GeneratorFeatures(rawValue: 1 << 10)
  /// Receives that do not compare what they could.
  package static let carelessRoles = GeneratorFeatures(rawValue: 1 << 11)
  /// Ciphertexts that are received whole and opened by `match` or `let`.
  package static let lateOpening = GeneratorFeatures(rawValue: 1 << 12)
  /// Partners that are learnt from messages instead of being parameters.
  package static let learntPartners = GeneratorFeatures(rawValue: 1 << 13)
  package static let deterministic = GeneratorFeatures(rawValue: 1 << 14)
  package static let thirdRole = GeneratorFeatures(rawValue: 1 << 15)

  /// Parameters of a sort of public constants.
  package static let constants = GeneratorFeatures(rawValue: 1 << 16)
  /// Long-term keys for one use, `sk(X, u)`.
  package static let keyUses = GeneratorFeatures(rawValue: 1 << 17)

  package static let names = [
    "integers", "tables", "channels", "reveals", "equations", "branches", "loops", "hidden",
    "options", "typed", "weakAttackers", "carelessRoles", "lateOpening", "learntPartners",
    "deterministic", "thirdRole", "constants", "keyUses",
  ]
  package static let all = GeneratorFeatures(rawValue: 1 << names.count - 1)

  package var description: String {
    Self.names.indices.filter { rawValue & 1 << $0 != 0 }.map { Self.names[$0] }
      .joined(separator: " ")
  }
}
