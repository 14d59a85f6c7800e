// The one way out: every byte that Assay prints or writes goes through here, because `print`
// says nothing when a disk is full, and a report that was cut short without a word is a lie.

import AssayKit
import Glibc

enum Output {
  /// A reader that went away is no failure: `assay check … | head` ends quietly.
  enum Outcome {
    case written
    case readerGone
    case failed(FileError)
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// How standard output shows an answer. What is no terminal gets the same bytes everywhere.
  static var style: Style {
    guard isTerminal(1) else { return .plain }
    return columns(1).map { Style(isColoured: true, width: $0) } ?? .terminal
  }

  /// The width of a terminal, if it says so.
  static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : nil
  }

  static func write(_ text: String, to descriptor: Int32, named name: String) -> Outcome {
    var text = text
    return text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
        if count >= 0 {
          offset += count
        } else if errno == EPIPE {
          return .readerGone
        } else if errno != EINTR {
          return .failed(FileError("write", name))
        }
      }
      return .written
    }
  }

  /// Prints the answer of the command.
  ///
  /// - Returns: the code to exit with, which is `code` unless the answer could not be written.
  static func answer(_ text: String, then code: ExitCode) -> ExitCode {
    switch write(text, to: 1, named: "standard output") {
    case .written, .readerGone: return code
    case .failed(let error):
      complain("error: \(error.message)")
      return .failure
    }
  }

  /// Messages to the user. If even that fails there is nobody left to tell.
  static func complain(_ text: String) {
    _ = write(text + "\n", to: 2, named: "standard error")
  }

  /// Replaces a file in one step: whoever reads it sees the old or the new text, never a part.
  /// What is not a regular file (a pipe, a device) is written in place.
  ///
  /// - Parameter durably: whether it has to outlive a loss of power; waiting for the disk takes long.
  static func replace(
    _ path: String, with text: String, durably: Bool = true
  ) throws(FileError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists && status.st_mode & S_IFMT != S_IFREG {
      return try write(text, to: path, flags: O_WRONLY, mode: 0, named: path, durably)
    }
    let target = exists ? resolve(path) : path
    let temporary = temporaryPath(beside: target)
    let mode = exists ? status.st_mode & 0o777 : 0o666
    do {
      try write(
        text, to: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode, named: path, durably)
    } catch {
      unlink(temporary)
      throw error
    }
    if rename(temporary, target) != 0 {
      let code = errno
      unlink(temporary)
      throw FileError("write", path, code)
    }
  }

  /// In the same folder, because a file can be renamed within a file system only. Another machine
  /// that shares the folder may have a process of the same number.
  static func temporaryPath(beside path: String) -> String {
    let number = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return FileSystem.folder(of: path) + "/.assay-\(getpid())-\(number).tmp"
  }

  private static func write(
    _ text: String, to path: String, flags: Int32, mode: mode_t, named name: String,
    _ durably: Bool
  ) throws(FileError) {
    let descriptor = open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileError("write", name) }
    let outcome = write(text, to: descriptor, named: name)
    // Pipes and devices cannot be synchronised, and say so with EINVAL.
    let syncError = !durably || fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
    let closeError = close(descriptor) == 0 ? 0 : errno
    if case .failed(let error) = outcome { throw error }
    if syncError != 0 || closeError != 0 {
      throw FileError("write", name, syncError != 0 ? syncError : closeError)
    }
  }

  /// The file that a link names.
  static func resolve(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
