// Elapsed time, for people at a terminal only: reports contain none.

import Glibc

struct Clock {
  private var start = Self.now

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// `4 ms`, `1.2 s`
  var elapsed: String {
    let milliseconds = (Self.now - start) / 1_000_000
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }
}
