// The built command, run as users run it.

import Foundation

struct Tool {
  struct Answer {
    let code: Int32
    let output: String
    let errors: String
  }

  /// A folder of its own for each test.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// The command stands beside the bundle of the tests.
  static let path = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("assay")

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  @discardableResult
  func write(_ data: Data, to name: String) throws -> String {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Runs shell lines in the folder, with the command as `assay` and, whatever the PATH, `$assay`.
  func shell(_ line: String) throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    let path = "/usr/bin:/bin:\(Self.path.deletingLastPathComponent().path)"
    process.environment = ["assay": Self.path.path, "PATH": path]
    let output = folder.appendingPathComponent(".out")
    let errors = folder.appendingPathComponent(".err")
    try Data().write(to: output)
    try Data().write(to: errors)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Answer(
      code: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}

/// A protocol that holds, and that an option breaks.
let ping = """
  protocol Ping

  option unsigned

  message Question(nonce: Nonce)
  message Answer(nonce: Nonce, asker: Principal)

  role Asker(A, answerer B)
    knows vk(B)
  {
    start -> asked {
      fresh n: Nonce
      send Question(n)
    }
    asked -> done {
      receive sign(Answer(n, A), sk(B)) when not unsigned
      receive Answer(n, A) when unsigned
      event Heard(A, B, n)
    }
  }

  role Answerer(B, asker A)
    knows sk(B)
  {
    start -> done {
      receive Question(?n)
      event Answers(B, A, n)
      send sign(Answer(n, A), sk(B)) when not unsigned
      send Answer(n, A) when unsigned
    }
  }

  attacker { controls network; plays Asker, Answerer }

  property answered: Heard(A, B, n) requires injectively Answers(B, A, n) unless dishonest(B)
  property completes: reachable Heard(A, B, n)
      expect witness

  scenario default { 1 Asker, 1 Answerer }

  """
