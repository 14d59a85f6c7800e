// ^C asks the work to stop; what is known by then is still reported.
//
// Searches stop by themselves at their next step. What cannot be asked (reading a terminal, one
// long call of a solver) is not waited for: a thread of its own receives the signal, gives the
// work half a second, and then answers in its place and ends the process. A second ^C ends it at
// once. A signal handler could do none of this: hardly anything may be called from one.
//
// The state here is global because a process has one signal of a kind and one answer.

import AssayKit
import Glibc
import Synchronization

enum Interruption {
  private static let isRequested = Atomic<Bool>(false)
  /// Whether the answer of the process is being given, so that it is given once.
  private static let isAnswering = Atomic<Bool>(false)
  private static let lastWords = Mutex<(@Sendable () -> Void)?>(nil)
  /// In microseconds.
  private static let patience: UInt32 = 500_000

  static var hasBeenRequested: Bool { isRequested.load(ordering: .relaxed) }

  /// Receives ^C from here on. To be called before anything else runs.
  static func install() {
    // A reader that went away and a file that may not grow are answers of `write`.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // A shell that starts a command in the background without job control has it ignore ^C.
    if isIgnored(SIGINT) { return }
    // Some parents leave their children with signals blocked; here that is what is wanted, since
    // the thread takes the signal from the queue.
    var set = interrupts
    pthread_sigmask(SIG_BLOCK, &set, nil)
    var thread = pthread_t()
    let hasStarted = pthread_create(&thread, nil, { _ in Interruption.wait() }, nil) == 0
    if !hasStarted { pthread_sigmask(SIG_UNBLOCK, &set, nil) }
  }

  /// Says what to do if the work does not stop in time, before the process ends with 130.
  static func onTimeout(_ answer: @escaping @Sendable () -> Void) {
    lastWords.withLock { $0 = answer }
  }

  /// Before the answer of the process or anything else that has to be finished once begun. If the
  /// thread was first, the process is about to end.
  static func claimAnswer() {
    if isAnswering.exchange(true, ordering: .acquiringAndReleasing) {
      while true { pause() }
    }
  }

  static func releaseAnswer() { isAnswering.store(false, ordering: .releasing) }

  private static func wait() -> UnsafeMutableRawPointer? {
    var set = interrupts
    var number: Int32 = 0
    sigwait(&set, &number)
    isRequested.store(true, ordering: .relaxed)
    // From here on ^C does what it does by default.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    usleep(patience)
    claimAnswer()
    if let answer = lastWords.withLock({ $0 }) {
      answer()
    } else {
      Output.complain("interrupted")
    }
    _exit(ExitCode.interrupted.rawValue)
  }

  private static var interrupts: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    return set
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return address(action.__sigaction_handler.sa_handler) == address(SIG_IGN)
  }

  /// Functions cannot be compared, but their addresses can.
  private static func address(_ handler: __sighandler_t?) -> Int {
    unsafeBitCast(handler, to: Int.self)
  }
}
