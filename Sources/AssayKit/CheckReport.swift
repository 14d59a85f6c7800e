// What a check answers, as values that a test can ask.

import ProtocolModel
import Reporting
import Verification

/// The words that a property can be answered with (docs/semantics.md).
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// Holds for any number of sessions.
  case proved
  /// Every run within the result's scope was searched.
  case holds
  /// Of `reachable`: a run reaches it; replayed.
  case witness
  /// A run violates it; replayed.
  case attack
  /// Of `reachable`: proved impossible.
  case unreachable
  /// What the property speaks of was not reached within the scope.
  case vacuous
  /// A limit was hit.
  case unknown
  /// Assay itself failed on this property. Never expected.
  case error
}

/// The answers for all properties that were asked for, in every configuration.
public struct CheckReport: Sendable {
  /// Configuration by configuration, the properties in their order.
  public let results: [CheckResult]
  /// What is suspicious in the model.
  public let warnings: [ModelDiagnostic]
  private let report: Verification.Report

  init(_ report: Verification.Report, warnings: [ModelDiagnostic]) {
    self.report = report
    self.warnings = warnings
    results = report.models.flatMap { model in model.results.map { CheckResult($0, of: model) } }
  }

  /// Whether the search ran to its end and every result is as expected.
  public var isAsExpected: Bool { !report.isInterrupted && results.allSatisfy(\.isAsExpected) }

  /// The results that are not as expected.
  public var surprises: [CheckResult] { results.filter { !$0.isAsExpected } }

  /// The result of a property, by name.
  ///
  /// - Parameter configuration: nil for the first configuration.
  public func result(of property: String, in configuration: String? = nil) -> CheckResult? {
    results.first {
      $0.property == property && (configuration == nil || $0.configuration == configuration)
    }
  }

  /// The report as JSON (docs/report.schema.json).
  public var json: String { JSONReport(report).text }
}

extension CheckReport: CustomStringConvertible {
  /// The report as the command line shows it: a line for each property, and the runs that nobody
  /// expected.
  public var description: String { TextReport(report).text }
}

/// The answer for one property in one configuration.
public struct CheckResult: Sendable {
  /// The property's name.
  public let property: String
  /// Nil in a model without named configurations.
  public let configuration: String?
  /// The options that were on.
  public let options: [String]
  public let verdict: Verdict
  /// What the model expects; nil if it expects nothing.
  public let expected: Verdict?
  /// Whether the verdict is the expected one; where nothing is expected, whether it is good
  /// (`proved`, `holds` or `witness`).
  public let isAsExpected: Bool
  /// The bound of the search: `2 Initiator, 2 Responder`. Part of what `holds` means.
  public let scope: String
  /// Why the verdict is what it is, where the verdict alone does not say.
  public let note: String?
  /// The attack or the witness.
  public let trace: Trace?
  /// The proof that the independent checker accepted, as text; docs/certificates.md says how it
  /// reads.
  public let certificate: String?
  /// The verdict in a line, and below it the run if there is one: drawn, and told step by step.
  public let narration: String
  /// Where the property stands.
  public let site: SourceSite

  init(_ result: PropertyResult, of model: ModelReport) {
    property = result.property.name
    configuration = model.model.configuration
    options = model.model.options
    verdict = Verdict(result.verdict)
    expected = result.expected.flatMap { Verdict(rawValue: $0.rawValue) }
    isAsExpected = result.exitCode == .success
    scope = "\(result.scope)"
    note = result.note
    trace = result.run.map {
      Trace(Storyteller(model).story(of: $0, property: result.property))
    }
    certificate = result.proof?.certificate
    let place = model.place(of: result.property.span)
    site = SourceSite(fileID: place?.path ?? model.path, line: place?.line ?? 1)
    narration = Self.narration(of: result, in: model)
  }

  /// The text report of this result alone, without the paragraph that sums up.
  private static func narration(of result: PropertyResult, in model: ModelReport) -> String {
    let alone = ModelReport(
      path: model.path, model: model.model, sources: model.sources, results: [result])
    let text = TextReport(
      Verification.Report(models: [alone]), layout: TextReport.Layout(tellsAll: true)
    ).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let end = lines.lastIndex(of: "") ?? lines.endIndex
    return lines[..<end].joined(separator: "\n") + "\n"
  }
}

extension CheckResult: CustomStringConvertible {
  /// `responderIsSure [published]: attack, expected holds`
  public var description: String {
    let place = configuration.map { " [\($0)]" } ?? ""
    let bound =
      switch verdict {
      case .holds: " within \(scope)"
      case .proved: " for any number of sessions"
      default: ""
      }
    let wish = expected.map { isAsExpected ? "" : ", expected \($0)" } ?? ""
    return "\(property)\(place): \(verdict)\(bound)\(wish)"
  }
}

extension Verdict {
  init(_ verdict: Verification.Verdict) {
    guard let word = Verdict(rawValue: verdict.rawValue) else {
      preconditionFailure("both lists of verdicts have the same words")
    }
    self = word
  }
}
