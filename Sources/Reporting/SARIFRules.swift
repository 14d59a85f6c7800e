// The rules of a SARIF log: one for each kind of property, and one for models that are not in
// order. All are listed in every log, so that their indices never change.

import Diagnostics
import Verification

enum SARIFRules {
  static let all: [JSON] =
    PropertyKind.allCases.map { kind in
      rule(kind.rule, kind.rawValue, kind.demand, "`\(kind.form)`. \(kind.demand)")
    } + [
      rule(
        model, "model", "A model can be read and carried out.",
        "docs/diagnostics.md has a row for each code.")
    ]

  static let model = "assay/model"

  static func index(of kind: PropertyKind) -> Int { PropertyKind.allCases.firstIndex(of: kind)! }

  private static func rule(
    _ id: String, _ name: String, _ short: String, _ help: String
  ) -> JSON {
    .object([
      .init("id", .string(id)),
      .init("name", .string(name)),
      .init("shortDescription", .message(short)),
      .init("fullDescription", .message(short)),
      .init("help", .message(help)),
      .init("defaultConfiguration", .object([.init("level", .string("error"))])),
      .init(
        "properties",
        .object([
          .init("tags", .strings(["security", "protocol"])),
          .init("precision", .string("very-high")),
          .init("problem.severity", .string("error")),
        ])),
    ])
  }

  // MARK: What is wrong with the input

  /// A diagnostic of a model is a result at its place.
  static func result(_ complaint: Complaint) -> JSON? {
    guard let place = complaint.place else { return nil }
    return .object([
      .init("ruleId", .string(model)),
      .init("ruleIndex", .integer(PropertyKind.allCases.count)),
      .init("level", .string(complaint.severity.rawValue)),
      .init("message", .message(sentence(complaint))),
      .init("locations", .array([SARIFLocation.json(place, end: nil)])),
    ])
  }

  /// A mistake in the command has no place.
  static func notification(_ complaint: Complaint) -> JSON? {
    guard complaint.place == nil else { return nil }
    return .object([
      .init("level", .string(complaint.severity.rawValue)),
      .init("message", .message(sentence(complaint))),
    ])
  }

  private static func sentence(_ complaint: Complaint) -> String {
    let code = complaint.code.map { "\($0.rawValue): " } ?? ""
    return ([code + complaint.message] + complaint.notes).joined(separator: "\n")
  }
}
