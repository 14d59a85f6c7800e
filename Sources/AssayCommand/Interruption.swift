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
    signal(SIGPIPE, SIG_IGN)
    var before = sigaction()
    sigaction(SIGINT, nil, &before)
    // A shell that starts a command in the background without job control has it ignore ^C.
    if address(before.__sigaction_handler.sa_handler) == address(SIG_IGN) { return }
    signal(SIGINT) { _ in
      Interruption.isRequested.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    unblock(SIGINT)
  }

  /// Functions cannot be compared, but their addresses can.
  private static func address(_ handler: __sighandler_t?) -> Int {
    unsafeBitCast(handler, to: Int.self)
  }

  /// Some parents leave their children with signals blocked.
  private static func unblock(_ number: Int32) {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
