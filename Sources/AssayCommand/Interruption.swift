// ^C asks the search to stop; what is known by then is still reported. A second ^C ends the
// process at once.
//
// The flag is the one piece of global mutable state: a signal handler can reach nothing else.

import Glibc
import Synchronization

enum Interruption {
  private static let isRequested = Atomic<Bool>(false)

  static var hasBeenRequested: Bool { isRequested.load(ordering: .relaxed) }

  static func install() {
    // Initialised here, because a signal handler must not run a lazy initialiser.
    isRequested.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in
      Interruption.isRequested.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    signal(SIGPIPE, SIG_IGN)
  }
}
