// A folder that a command fills with files: certificates, charts, pages. Whether it can be written is
// found out before anything is searched, and every file is replaced in one step.

import AssayKit
import Glibc

struct OutputFolder {
  /// The option that names it, for messages.
  let option: String
  let path: String

  /// Nil if the option was not given.
  init?(_ path: String?, of option: String) {
    guard let path else { return nil }
    self.option = option
    self.path = path
  }

  /// What is wrong with the folder, which is made if it is not there.
  var problem: Complaint? {
    if path.isEmpty { return Complaint(message: "\(option) names no folder") }
    do throws(FileError) {
      try FileSystem.makeFolder(path)
      if access(path, W_OK) != 0 { throw FileError("write to the folder", path) }
      return nil
    } catch {
      return Complaint(
        message: error.message, notes: ["name a folder that can be made, or written to"])
    }
  }

  /// Writes files below the folder, and the folders between.
  func write(_ files: some Sequence<(path: String, text: String)>) throws(FileError) {
    for file in files {
      let target = path + "/" + file.path
      try FileSystem.makeFolder(FileSystem.folder(of: target))
      try Output.replace(target, with: file.text)
    }
  }
}
