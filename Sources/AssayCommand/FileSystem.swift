// Files over the C library, because loading Foundation would take longer than deciding a small
// protocol. Every failure comes back as one sentence that names the path.

import AssayKit
import Glibc

struct FileError: Error {
  let message: String
  /// What went wrong, without saying where.
  let reason: String

  init(_ doing: String, _ path: String, _ code: Int32 = errno) {
    self.init(doing, path, because: String(cString: strerror(code)))
  }
  init(_ doing: String, _ path: String, because reason: String) {
    message = "cannot \(doing) \(path): \(reason)"
    self.reason = reason
  }
  init(message: String) {
    self.message = message
    reason = message
  }
}

/// Which file a path names: two paths to one file are equal.
struct FileIdentity: Hashable {
  private let device: UInt
  private let inode: UInt

  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}

enum FileSystem {
  /// How the names of Scyther's files end.
  static let scytherEnding = ".spdl"

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The folder that a path lies in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes a folder and those that it lies in; what is there already stays.
  static func makeFolder(_ path: String) throws(FileError) {
    if isDirectory(path) { return }
    let parent = folder(of: path)
    if parent != path { try makeFolder(parent) }
    if mkdir(path, 0o777) != 0 && errno != EEXIST { throw FileError("make the folder", path) }
  }

  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    if path.isEmpty { throw FileError(message: "an empty path names no file") }
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
    defer { if descriptor != 0 { close(descriptor) } }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw FileError("read", path, because: "it is a folder")
    }
    return try readAll(descriptor, path)
  }

  private static func readAll(_ descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= ProtocolParser.largestFile {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      bytes += buffer[..<count]
    }
    let megabytes = ProtocolParser.largestFile >> 20
    throw FileError("read", path, because: "larger than \(megabytes) MB, which no model is")
  }

  /// A pipe that somebody left in a folder is not meant, and nobody may ever write to it. A link
  /// that leads nowhere is a mistake worth reporting.
  private static func isUsable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// The files below a folder whose names end in `.assay`, in the order of their paths. Hidden
  /// folders and links to folders are not entered.
  static func models(below folder: String) throws(FileError) -> [String] {
    try files(below: folder, endingIn: [".assay"])
  }

  static func files(
    below folder: String, endingIn endings: [String]
  ) throws(FileError) -> [String] {
    var found: [String] = []
    for name in try names(in: folder).sorted() where !name.hasPrefix(".") {
      let path = prefix(folder) + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        found += try files(below: path, endingIn: endings)
      } else if endings.contains(where: name.hasSuffix) && isUsable(path) {
        found.append(path)
      }
    }
    return found
  }

  /// The model that may have been meant by a path that names nothing.
  static func model(near path: String) -> String? {
    guard path != "-", !path.isEmpty, FileIdentity(path) == nil else { return nil }
    if FileIdentity(path + ".assay") != nil { return path + ".assay" }
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    let models = try? names(in: folder(of: path)).filter { $0.hasSuffix(".assay") }
    return suggestion(for: String(name), among: models ?? [])
      .map { path.dropLast(name.count) + $0 }
  }

  private static func prefix(_ folder: String) -> String {
    folder.hasSuffix("/") ? folder : folder + "/"
  }

  private static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else { throw FileError("read", folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
