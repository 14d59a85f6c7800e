// A folder that a command fills with files: certificates, charts, pages. Whether it can be written
// is found out before anything is searched, and every file is replaced in one step.

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
      if !FileSystem.isDirectory(path) {
        throw FileError("write to", path, because: "it is not a folder")
      }
      if access(path, W_OK) != 0 { throw FileError("write to the folder", path) }
      return nil
    } catch {
      return Complaint(
        message: error.message, notes: ["name a folder that can be made, or written to"])
    }
  }

  /// Writes files below the folder, and the folders between. Two models whose paths differ only in
  /// what is left out (`models/`, `..`) would share their files: that is an error, not a loss.
  func write(_ files: some Sequence<(path: String, text: String)>) throws(FileError) {
    var written: Set<String> = []
    for file in files {
      let target = path + "/" + file.path
      if !written.insert(target).inserted {
        throw FileError("write", target, because: "two models have their files there")
      }
      try FileSystem.makeFolder(FileSystem.folder(of: target))
      try Output.replace(target, with: file.text)
    }
  }
}
