// The engines that decide outside of tests.

import Exploration
import ProtocolModel
import Traces

extension Engines {
  package static let live = Engines(
    explore: { Exploration.explore($0, isCancelled: $1) },
    findHonestRun: { model, scenario, isCancelled in
      // The engine takes the first scenario.
      var single = model
      single.scenarios = [model.scenarios[scenario]]
      return Exploration.honestRun(of: single, isCancelled: isCancelled)
    },
    replay: { Replayer(model: $0).replay($1, property: $2) },
    shrink: { Replayer(model: $0).shrink($1, property: $2) })
}
