// The models of a repository as they were at a revision: git writes them to a folder of their own, and
// the work tree stays as it is.

import AssayKit
import Glibc

struct GitRevision {
  /// What belongs to it lies here.
  private let folder: String
  /// Where the model or the folder of models is.
  let path: String

  /// - Parameter path: in the work tree of the repository, where it need not be any more.
  static func extract(_ revision: String, of path: String) throws(FileError) -> GitRevision {
    // Git would take it for an option.
    if revision.isEmpty || revision.hasPrefix("-") {
      throw FileError(message: "`\(revision)` is no revision")
    }
    let place = FileSystem.isDirectory(path) ? path : FileSystem.folder(of: path)
    let folder = try makeTemporaryFolder()
    do throws(FileError) {
      let answers = try run(
        ["git", "-C", place, "rev-parse", "--show-toplevel", "--show-prefix"], in: folder)
      let lines = answers.split(separator: "\n", omittingEmptySubsequences: false)
      guard lines.count >= 2 else { throw FileError(message: "git does not say where \(place) is") }
      let tree = folder + "/tree"
      try FileSystem.makeFolder(tree)
      // Models alone: what else a repository holds may be large.
      let packed = folder + "/models.tar"
      _ = try run(
        [
          "git", "-C", String(lines[0]), "archive", "--output", packed, revision,
          ":(glob)**/*.assay",
        ],
        in: folder)
      _ = try run(["tar", "-xf", packed, "-C", tree], in: folder)
      var found = tree + "/" + lines[1]
      if !FileSystem.isDirectory(path) {
        found += path.split(separator: "/").last.map(String.init) ?? ""
      }
      return GitRevision(folder: folder, path: found)
    } catch {
      remove(folder)
      throw error
    }
  }

  func remove() { Self.remove(folder) }

  private static func remove(_ folder: String) {
    _ = try? run(["rm", "-rf", folder], in: "/tmp", keepsOutput: false)
  }

  private static func makeTemporaryFolder() throws(FileError) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((parent + "/assay-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError("make a folder in", parent) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Runs a command and waits for it.
  ///
  /// - Returns: what it printed.
  private static func run(
    _ words: [String], in folder: String, keepsOutput: Bool = true
  ) throws(FileError) -> String {
    let (output, errors) =
      keepsOutput ? (folder + "/out", folder + "/err") : ("/dev/null", "/dev/null")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let problem = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    if problem != 0 { throw FileError("run", words[0], problem) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    if status != 0 {
      let text =
        keepsOutput ? String(decoding: (try? FileSystem.read(errors)) ?? [], as: UTF8.self) : ""
      let reason = text.split(separator: "\n").first.map(String.init) ?? "it failed"
      throw FileError(message: "\(words[0]): \(reason)")
    }
    return keepsOutput ? String(decoding: try FileSystem.read(output), as: UTF8.self) : ""
  }
}
