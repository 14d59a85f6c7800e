// The file of `--output`. Whether it can be written is found out before anything is searched:
// a search of an hour must not end with a misspelt folder. The report itself is written at the
// end and in one step, so until then the old one stands.

import AssayKit
import Glibc

struct ReportFile {
  let path: String
  /// The name of a file that might be meant.
  private let example: String
  /// What messages call it.
  private var noun = "report"

  /// A file that something else is written to, in the same way.
  init(_ noun: String, at path: String, example: String) {
    self.path = path
    self.example = example
    self.noun = noun
  }

  /// The file that `--output` names; nil for standard output.
  init?(named path: String?, suffix: String) {
    guard let path, path != "-" else { return nil }
    self.path = path
    example = "report." + suffix
  }

  init?(named path: String?, _ format: some NamedChoice) {
    let suffix =
      switch format.rawValue.description {
      case "text", "github": "txt"
      case "junit": "xml"
      case "markdown": "md"
      case let name: name
      }
    self.init(named: path, suffix: suffix)
  }

  /// Writes a report to its file, or to standard output.
  static func publish(
    _ text: String, to file: ReportFile?, then code: AssayKit.ExitCode
  ) throws(FileError) -> AssayKit.ExitCode {
    guard let file else { return Output.answer(text, then: code) }
    try Output.replace(file.path, with: text)
    return code
  }

  /// What is wrong with the path, if anything is.
  var problem: Complaint? {
    if path.isEmpty { return Complaint(message: "--output names no file") }
    if FileSystem.isDirectory(path) {
      let example = (path.hasSuffix("/") ? path : path + "/") + self.example
      return cannotWrite("it is a folder", "name a file in it, such as \(example)")
    }
    let folder = FileSystem.folder(of: path)
    guard FileSystem.isDirectory(folder) else {
      if FileIdentity(folder) != nil {
        return cannotWrite("\(folder) is not a folder", "name a file in a folder")
      }
      return cannotWrite("there is no folder \(folder)", "make it first: mkdir -p \(folder)")
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists && access(path, W_OK) != 0 { return cannotWrite(errno) }
    if exists && status.st_mode & S_IFMT != S_IFREG { return nil }
    return problem(besides: exists ? Output.resolve(path) : path)
  }

  /// What is wrong if the path names one of these files, which a report must not replace.
  func problem(replacing inputs: [String]) -> Complaint? {
    guard let file = FileIdentity(path) else { return nil }
    guard inputs.contains(where: { FileIdentity($0) == file }) else { return nil }
    return cannotWrite("it is the model", "name another file for the \(noun)")
  }

  /// Permission bits do not tell what a file system allows, so a file is made and removed.
  private func problem(besides target: String) -> Complaint? {
    let probe = Output.temporaryPath(beside: target)
    let descriptor = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return cannotWrite(errno) }
    close(descriptor)
    unlink(probe)
    return nil
  }

  private func cannotWrite(_ code: Int32) -> Complaint {
    let remedy =
      switch code {
      case EACCES, EPERM, EROFS: "name a file that you may write, in a folder that you may write in"
      case ENOSPC, EDQUOT: "make room, or name a file on another disk"
      default: "name another file"
      }
    return cannotWrite(String(cString: strerror(code)), remedy)
  }

  private func cannotWrite(_ why: String, _ remedy: String) -> Complaint {
    Complaint(
      message: "cannot write the \(noun) to \(path): \(why)", notes: [remedy])
  }
}
