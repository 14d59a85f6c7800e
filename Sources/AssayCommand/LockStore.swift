// A lock file on disk: read whole, compared with what was read before it is replaced, and replaced in
// one step. Paths of models are kept relative to its folder, so that a lock means the same wherever
// the command is called and wherever the project lies.

import AssayKit
import Glibc

struct LockStore {
  static let defaultPath = "assay.lock"

  let path: String
  /// The folder of the lock, without links.
  private let folder: String
  /// What was read or written last; nil if there was no file.
  private var bytes: [UInt8]?
  private(set) var lock = LockFile()

  init(_ path: String) {
    self.path = path
    folder = Output.resolve(FileSystem.folder(of: path))
  }

  var exists: Bool { bytes != nil }

  /// Reads the file; what is wrong with it, if anything is.
  ///
  /// - Parameter isRequired: whether it is a mistake that there is none.
  mutating func read(isRequired: Bool) -> Complaint? {
    if path.isEmpty { return Complaint(message: "--lock names no file") }
    if !isRequired && !isFile { return nil }
    if isRequired && FileIdentity(path) == nil {
      return Complaint(
        message: "there is no lock file \(path)",
        notes: ["pin what holds now: assay lock PATH", "or name the lock: --lock FILE"])
    }
    do throws(FileError) {
      let bytes = try FileSystem.read(path)
      self.bytes = bytes
      switch LockFile.read(bytes) {
      case .success(let lock): self.lock = lock
      case .failure(let error):
        return Complaint(message: "\(path):\(error.line): \(error.reason)", notes: [error.remedy])
      }
      return nil
    } catch {
      return Complaint(
        code: .fileNotReadable, message: error.message,
        notes: ["name the file that `assay lock` wrote"])
    }
  }

  private var isFile: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Puts a lock in the place of the one that was read, unless somebody else did so meanwhile.
  mutating func write(_ lock: LockFile) throws(FileError) {
    Interruption.claimAnswer()
    defer { Interruption.releaseAnswer() }
    let current = isFile ? try FileSystem.read(path) : nil
    if current != bytes && (isFile || bytes != nil) {
      throw FileError("write", path, because: "it was changed meanwhile; run the command again")
    }
    let text = lock.text
    try Output.replace(path, with: text)
    bytes = isFile ? Array(text.utf8) : nil
    self.lock = lock
  }

  // MARK: Paths

  /// A model's path relative to the lock's folder.
  func relative(_ path: String) -> String {
    let target = Output.resolve(path).split(separator: "/").map(String.init)
    let base = folder.split(separator: "/").map(String.init)
    let common = zip(target, base).prefix { $0 == $1 }.count
    let up = base.dropFirst(common).map { _ in ".." }
    return (up + target.dropFirst(common)).joined(separator: "/")
  }

  /// What paths of the command line say is to be compared.
  func scope(_ paths: [String], _ properties: [String], _ configuration: String?) -> LockScope {
    LockScope(
      base: folder, paths: paths.map(Output.resolve), properties: properties,
      configuration: configuration)
  }
}
