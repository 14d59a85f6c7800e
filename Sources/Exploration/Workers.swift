// Threads that share the pieces of a task. A piece is a pure function of its number, so the
// answers do not depend on how many threads there are or which of them took what.
//
// Whoever has a task works on it; as often as it takes a piece, one more thread is started if one
// may be. Tasks may lie within tasks: a thread that runs out of work in one is free for another,
// and while somebody waits for the last pieces of a task, another thread may run in its place. Who
// is free or waits starts a thread at once for a task that has more pieces, since those who work on
// it may be long at theirs. A task of one piece never costs a thread. POSIX threads, because a
// search recurses deeply (the stacks of Swift's concurrency are small and its pool is as wide as
// the machine) and because a thread starts in 0.05 ms.

import Glibc
import Synchronization

package final class Workers: Sendable {
  /// Counts the threads that may still be started. Freed with the object, used through the
  /// semaphore's own functions only, which any thread may call.
  private nonisolated(unsafe) let places: UnsafeMutablePointer<sem_t>
  /// What is worked on; the innermost tasks come last.
  private let open = Mutex<[SharedTask]>([])
  private let isAlone: Bool

  /// All work is done by those who ask for it.
  package static let alone = Workers(jobs: 1)

  /// - Parameter jobs: how many threads may work at a time, with the one that asks.
  package init(jobs: Int) {
    isAlone = jobs < 2
    places = .allocate(capacity: 1)
    sem_init(places, 0, UInt32(max(0, jobs - 1)))
  }

  deinit {
    sem_destroy(places)
    places.deallocate()
  }

  /// The answers to the numbers below `count`, in their order.
  package func map<Answer: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Answer
  ) -> [Answer] {
    if isAlone || count < 2 { return (0..<count).map(body) }
    let answers = Answers<Answer>(count: count)
    let task = SharedTask(count: count) { answers.set($0, body($0)) }
    open.withLock { $0.append(task) }
    work(on: task)
    open.withLock { $0.removeAll { $0 === task } }
    join(task)
    return answers.all
  }

  private func work(on task: SharedTask) {
    while let piece = task.take() {
      if task.hasMore { enlist(for: task) }
      task.body(piece)
    }
  }

  /// Starts a thread for the task if one may be started.
  private func enlist(for task: SharedTask) {
    guard sem_trywait(places) == 0 else { return }
    let start = Unmanaged.passRetained(
      Helper { [self] in
        work(on: task)
        leavePlace()
      })
    if let thread = startThread(start.toOpaque()) {
      task.threads.withLock { $0.append(thread) }
    } else {
      start.release()
      sem_post(places)
    }
  }

  /// Lets another thread run, and starts one if there is something to do. Who has the task waits for
  /// the threads that it finds when the task is no longer open.
  private func leavePlace() {
    sem_post(places)
    open.withLock { tasks in
      if let task = tasks.last(where: \.hasMore) { enlist(for: task) }
    }
  }

  private func startThread(_ argument: UnsafeMutableRawPointer) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Helper>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, argument)
    return failure == 0 ? thread : nil
  }

  /// Only what is touched takes memory.
  private static let stackSize = 64 << 20

  /// Waits until all threads that took pieces are done. Meanwhile another may run.
  private func join(_ task: SharedTask) {
    var hasLent = false
    while let thread = task.threads.withLock({ $0.popLast() }) {
      if !hasLent { leavePlace() }
      hasLent = true
      pthread_join(thread, nil)
    }
    while hasLent && sem_wait(places) != 0 {}
  }
}

/// The pieces of one task, handed out in order.
private final class SharedTask: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int
  let body: @Sendable (Int) -> Void
  let threads = Mutex<[pthread_t]>([])

  init(count: Int, body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  func take() -> Int? {
    let piece = next.add(1, ordering: .relaxed).oldValue
    return piece < count ? piece : nil
  }

  var hasMore: Bool { next.load(ordering: .relaxed) < count }
}

private final class Answers<Answer: Sendable>: Sendable {
  private let answers: Mutex<[Answer?]>

  init(count: Int) { answers = Mutex(Array(repeating: nil, count: count)) }

  func set(_ index: Int, _ answer: Answer) { answers.withLock { $0[index] = answer } }

  /// Once every piece was answered.
  var all: [Answer] { answers.withLock { $0.compactMap { $0 } } }
}

private final class Helper: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
