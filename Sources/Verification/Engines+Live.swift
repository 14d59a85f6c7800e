// The engines that decide outside of tests.

import Exploration
import ProtocolModel
import Traces

extension Engines {
  /// The engines, working in the thread that asks.
  package static let live = live(.alone)

  package static func live(_ workers: Workers) -> Engines {
    var engines = searching(workers)
    engines.workers = workers
    return engines
  }

  private static func searching(_ workers: Workers) -> Engines {
    Engines(
      explore: { Exploration.explore($0, workers: workers, isCancelled: $1) },
      findHonestRun: { model, scenario, limits, isCancelled in
        // The engine takes the first scenario.
        var single = model
        single.scenarios = [model.scenarios[scenario]]
        return Exploration.honestRun(of: single, limits: limits, isCancelled: isCancelled)
      },
      replay: { Replayer(model: $0).replay($1, property: $2) },
      shrink: { Replayer(model: $0).shrink($1, property: $2) })
  }
}
