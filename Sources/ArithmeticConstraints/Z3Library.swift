// The one place that loads libz3: on the first use in the process, and never for a model whose
// arithmetic the cheap decisions settle.

import CZ3

/// Z3's functions, or why there are none.
enum Z3Library {
  case loaded(CZ3Functions)
  case missing(String)

  static let shared: Z3Library = {
    var functions = CZ3Functions()
    if let problem = CZ3Load(&functions) {
      return .missing(String(cString: problem))
    }
    return .loaded(functions)
  }()
}

/// What answers questions about integers.
package enum ArithmeticSolverVersion {
  /// The name and version of the solver, or why there is none. Loads it.
  package static var text: String {
    switch Z3Library.shared {
    case .loaded(let functions):
      functions.get_full_version().map { "Z3 \(String(cString: $0))" } ?? "Z3 of unknown version"
    case .missing(let problem): "no Z3: \(problem)"
    }
  }
}
