// Reduction: identical sessions start in canonical order.
//
// match:  a session that has not started, after one of the same role that has not started either
// result: it may not start
// sound because: sessions of one role are interchangeable (their parameters are variables), so
//         every run is, up to renaming, one in which they start in the order of their numbers.

extension Search {
  func mayStart(_ session: Int) -> Bool {
    guard reductions.contains(.sessionSymmetry), !sessions[session].hasStarted, session > 0 else {
      return true
    }
    let previous = sessions[session - 1]
    return previous.role != sessions[session].role || previous.hasStarted
  }
}
