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
