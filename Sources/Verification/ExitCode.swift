// What the process tells its caller. One number has to carry the answer of a whole run, so the
// order of badness is fixed here and nowhere else: 4, 2, 1, 3, 0.

import ProtocolModel

package enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
  /// Everything holds, is witnessed, or is as expected.
  case success = 0
  /// A property is violated, or a verdict is not the expected one.
  case violated = 1
  /// The command or the model is wrong.
  case usage = 2
  /// Something was not settled.
  case undecided = 3
  /// Assay itself failed, or a report could not be written.
  case failure = 4
  /// Ended by ^C.
  case interrupted = 130

  /// The worst first. An interrupted run is partial, so that its code outranks what the part says.
  private static let fromWorst: [ExitCode] = [
    .interrupted, .failure, .usage, .violated, .undecided, .success,
  ]

  /// The code that a process with these parts exits with.
  package static func worst(of codes: some Sequence<ExitCode>) -> ExitCode {
    let codes = Set(codes)
    return fromWorst.first(where: codes.contains) ?? .success
  }
}

extension Verdict {
  /// The code of a verdict that nobody expected anything of.
  package var exitCode: ExitCode {
    switch self {
    case .proved, .holds, .witness: .success
    case .attack, .unreachable: .violated
    case .vacuous, .unknown: .undecided
    case .error: .failure
    }
  }

  /// The code of one property.
  package func exitCode(expecting expected: ExpectedVerdict?) -> ExitCode {
    guard let expected, self != .error else { return exitCode }
    if meets(expected) { return .success }
    return self == .unknown || self == .vacuous ? .undecided : .violated
  }
}

extension PropertyResult {
  package var exitCode: ExitCode { verdict.exitCode(expecting: expected) }
}

extension Report {
  /// The code of a run: no model or no property is a usage error, and so is a wrong model.
  package var exitCode: ExitCode {
    var codes = models.flatMap(\.results).map(\.exitCode)
    if complaints.contains(where: { $0.severity == .error }) { codes.append(.usage) }
    if isInterrupted {
      codes.append(.interrupted)
    } else if codes.isEmpty {
      codes.append(.usage)
    }
    return ExitCode.worst(of: codes)
  }
}
