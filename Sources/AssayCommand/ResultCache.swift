// The folder of earlier results (docs/cache.md): one small file each, under the digest of all that
// the result depends on. Files are made elsewhere and renamed, so that several runs can share the
// folder and a run that is killed leaves whole files. Nothing that goes wrong here is an error: what
// cannot be read is decided, what cannot be written is not remembered.

import AssayKit
import Glibc
import Synchronization

final class ResultCache: Sendable {
  private struct State {
    var writing: FileError?
    var damaged = 0
  }
  private let folder: String
  private let state = Mutex(State())

  /// - Parameter folder: nil for the one that `ASSAY_CACHE` names, or the user's own. There is no
  ///   cache if that variable is empty, or the user has no home.
  init?(at folder: String?) {
    guard let folder = folder ?? Self.usualFolder else { return nil }
    self.folder = folder + "/results-1"
  }

  private static var usualFolder: String? {
    if let named = variable("ASSAY_CACHE") { return named.isEmpty ? nil : named }
    // A relative path is to be ignored (XDG Base Directory Specification).
    if let caches = variable("XDG_CACHE_HOME"), caches.hasPrefix("/") { return caches + "/assay" }
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.cache/assay"
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// - Parameter isReadable: whether what is remembered is taken for an answer.
  func store(isReadable: Bool = true) -> ResultStore? {
    guard let build = Self.build else { return nil }
    return ResultStore(
      build: build, find: { isReadable ? self.find($0) : nil },
      keep: { self.keep($0, $1) },
      onDamage: { _ in self.state.withLock { $0.damaged += 1 } })
  }

  /// The program file, as compiler caches know a compiler: a version that is being worked on has
  /// the number of the last.
  private static var build: String? {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return nil }
    let changed = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    return "\(ToolVersion.current) \(status.st_size) \(changed) \(Output.resolve("/proc/self/exe"))"
  }

  // MARK: Files

  private func path(of name: String) -> String { "\(folder)/\(name)" }

  private func find(_ name: String) -> String? {
    guard let bytes = try? FileSystem.read(path(of: name)) else { return nil }
    // What is not text is read as some text that nobody wrote.
    return String(decoding: bytes, as: UTF8.self)
  }

  private func keep(_ name: String, _ text: String) {
    state.withLock { state in
      // A disk that is full stays so; to try a thousand times helps nobody.
      if state.writing != nil { return }
      do throws(FileError) {
        try FileSystem.makeFolder(folder)
        try Output.replace(path(of: name), with: text, durably: false)
      } catch {
        state.writing = error
      }
    }
  }

  // MARK: What went wrong

  /// Says so once, when the run is over.
  func complain() {
    let state = state.withLock { $0 }
    if let error = state.writing {
      Output.complain(
        "note: results are not remembered: \(error.message); --no-cache does without the cache")
    }
    if state.damaged > 0 {
      let results = state.damaged == 1 ? "1 result" : "\(state.damaged) results"
      Output.complain(
        "note: \(results) in the cache \(folder) were damaged, and were decided again")
    }
  }
}
