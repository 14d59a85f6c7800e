// The version that reports and `assay --version` carry.

import ArithmeticConstraints
import Certificates
import Traces

package enum ToolVersion {
  package static let current = "0.1.0"

  /// The versions of all that a verdict depends on, one a line. Loads the arithmetic solver.
  package static var details: String {
    """
    assay \(current)
    certificates \(Certificate.version), \(TraceFile.firstLine.replacing("assay trace", with: "traces"))
    \(ArithmeticSolverVersion.text)

    """
  }
}
