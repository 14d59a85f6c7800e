// What a verification answers. A pure value: no times, no machine, nothing that differs between
// two runs of the same jobs, so that reports can be compared byte by byte and merged.

import Diagnostics
import Exploration
import ProtocolModel
import Saturation
import Traces

/// The answer for one property of one model under one set of options.
package struct PropertyResult: Hashable, Sendable {
  /// The index of the property in its model.
  package var index: Int
  package var property: Property
  package var verdict: Verdict
  package var scope: Scope
  /// Who settled it: `explore` or `prove`; what was asked for if nobody did.
  package var engine: EngineChoice
  /// The work of the search that answered this property and all others with its threat and
  /// scenario.
  package var statistics: ExplorationStatistics
  /// The work of the attempt to prove it.
  package var proofStatistics = SaturationStatistics()
  /// What the checker accepted.
  package var proof: Proof?
  /// Why an attempt to prove it failed, where no run has settled it since.
  package var gap: ProofGap?
  /// The attack or witness, re-executed.
  package var run: ReplayedRun?
  /// What the verdict rests on.
  package var evidence = EvidenceSource.found
  /// Why the verdict is what it is, where the verdict alone does not say; what would help.
  package var note: String?
  /// What cut the search short.
  var cut: ExplorationCut?
  /// Whether what the property speaks of came up in the search.
  var isTriggered = false
  /// Whether no run has shown anything, and nobody asked to stop: there may be something to prove.
  var mayBeProved = false

  package init(
    index: Int, property: Property, verdict: Verdict, scope: Scope, engine: EngineChoice,
    statistics: ExplorationStatistics, run: ReplayedRun? = nil, note: String? = nil
  ) {
    self.index = index
    self.property = property
    self.verdict = verdict
    self.scope = scope
    self.engine = engine
    self.statistics = statistics
    self.run = run
    self.note = note
  }

  package var expected: ExpectedVerdict? { property.expected }

  /// Nil if nothing was expected, or if the verdict leaves open whether it would have been met.
  package var isAsExpected: Bool? {
    guard expected != nil else { return nil }
    return switch exitCode {
    case .success: true
    case .violated: false
    default: nil
    }
  }
}

/// What became of the run that everything else presupposes (S9).
package enum HonestRunOutcome: Hashable, Sendable {
  case complete(ReplayedRun)
  /// No such run exists within the scenario; where the sessions of the longest stop.
  case incomplete(longest: [HonestRunStop])
  /// The search for it was cut before it could tell.
  case undecided(ExplorationCut)
  /// The replayer did not accept the run that the engine found.
  case rejected(String)
}

/// The answers for one model under one set of options.
package struct ModelReport: Sendable {
  /// The path as the user wrote it.
  package var path: String
  package var model: ProtocolModel
  /// The files that the model's spans point into.
  package var sources: [SourceText]
  package var results: [PropertyResult]

  package init(
    path: String, model: ProtocolModel, sources: [SourceText], results: [PropertyResult]
  ) {
    self.path = path
    self.model = model
    self.sources = sources
    self.results = results
  }

  /// The place that a span starts at.
  package func place(of span: SourceSpan) -> Place? {
    Place(of: span, in: sources)
  }
}

/// A position in a file, as people write it.
package struct Place: Hashable, Sendable {
  package var path: String
  package var line: Int
  package var column: Int
  package init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }

  /// The path without its folders.
  package var fileName: String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  package init?(of span: SourceSpan, in sources: [SourceText]) {
    guard sources.indices.contains(span.file.index) else { return nil }
    let source = sources[span.file.index]
    let position = source.position(of: span.start)
    self.init(path: source.path, line: position.line, column: position.column)
  }
}

/// Something to say about the input: a diagnostic of a model, or a mistake in the command.
package struct Complaint: Error, Hashable, Sendable {
  /// Nil for mistakes in the command, which no model's place explains.
  package var code: DiagnosticCode?
  package var severity: Severity
  package var message: String
  package var place: Place?
  package var notes: [String]

  package init(
    code: DiagnosticCode? = nil, severity: Severity = .error, message: String, place: Place? = nil,
    notes: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.notes = notes
  }

  package init(_ diagnostic: Diagnostic, in sources: [SourceText]) {
    self.init(
      code: diagnostic.code, severity: diagnostic.severity, message: diagnostic.message,
      place: Place(of: diagnostic.span, in: sources), notes: diagnostic.notes)
  }
}

/// The answers of a whole run.
package struct Report: Sendable {
  package var complaints: [Complaint]
  package var models: [ModelReport]
  /// Ended by ^C: what is missing was not searched.
  package var isInterrupted: Bool
  /// The jobs that nobody had begun by then, of which no result speaks.
  package var notBegun: [VerificationJob] = []
  package init(
    complaints: [Complaint] = [], models: [ModelReport] = [], isInterrupted: Bool = false
  ) {
    self.complaints = complaints
    self.models = models
    self.isInterrupted = isInterrupted
  }
}
