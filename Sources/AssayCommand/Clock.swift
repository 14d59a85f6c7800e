// Elapsed time, for people at a terminal only: reports contain none.

import Glibc
import Synchronization

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

/// How long each job took, by its number. Jobs may lie side by side.
final class Stopwatch: Sendable {
  private let clocks = Mutex<[Int: Clock]>([:])
  private let elapsed = Mutex<[Int: String]>([:])

  func start(_ job: Int) { clocks.withLock { $0[job] = Clock() } }

  func stop(_ job: Int) {
    let time = clocks.withLock { $0[job]?.elapsed }
    elapsed.withLock { $0[job] = time }
  }

  /// In the order of the jobs.
  var times: [String] {
    elapsed.withLock { times in times.sorted { $0.key < $1.key }.map(\.value) }
  }
}

/// How many threads this machine runs at a time.
var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
