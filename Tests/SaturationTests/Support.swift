// Models for the tests, and what the engine says of them.

import Diagnostics
import Foundation
import ProtocolModel
import Saturation
import Testing

/// The models of a text, one for each configuration; what is wrong with it fails the test.
func models(of text: String, path: String = "test.assay") throws -> [ProtocolModel] {
  let elaborated = elaborate(
    path: path, text: SourceText(path: path, text: text),
    resolvingIncludesWith: { included in
      (try? Repository.text(included)).map { SourceText(path: included, text: $0) }
    })
  let errors = elaborated.diagnostics.filter { $0.severity == .error }
  try #require(errors.isEmpty, "\(path): \(errors.map(\.message))\n\(text)")
  return elaborated.models
}

enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Every file below `models/` that is a model, relative to the repository's root.
  static func modelPaths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "models").path)
      .filter { $0.hasSuffix(".assay") }.sorted().map { "models/\($0)" }
      .filter { path in
        try text(path).split(separator: "\n").contains { $0.hasPrefix("protocol ") }
      }
  }
}

/// What the engine says, without what it says it with.
enum Answer: String {
  case proved, vacuous, notProved, unknown, notHandled

  init(_ outcome: SaturationOutcome) {
    switch outcome {
    case .proved(let proof): self = proof.isVacuous ? .vacuous : .proved
    case .notProved: self = .notProved
    case .unknown: self = .unknown
    case .notHandled: self = .notHandled
    }
  }
}

func answer(_ model: ProtocolModel, _ property: Int, steps: Int = 20_000) -> Answer {
  let job = SaturationJob(
    model: model, property: property, limits: SaturationLimits(steps: steps))
  return Answer(saturate(job).outcome)
}

/// The answers for all properties of a model with one configuration, by name.
func answers(_ text: String) throws -> [String: Answer] {
  let model = try #require(try models(of: text).first)
  return Dictionary(
    uniqueKeysWithValues: model.properties.indices.map {
      (model.properties[$0].name, answer(model, $0))
    })
}
