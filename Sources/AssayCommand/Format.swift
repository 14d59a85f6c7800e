// `assay format`: the canonical layout of models.

import ArgumentParser
import AssayKit

struct Format: Performing {
  static let configuration = CommandConfiguration(
    commandName: "format",
    _superCommandName: "assay",
    abstract: "Write models in their canonical layout.",
    discussion: "Without --in-place the result is printed. Folders are walked.")

  @Argument(help: "Models, folders of models, or - for standard input.", completion: .file())
  var path: [String]

  @Flag(help: "Only say which files are not in their canonical layout; exit with 1 if any is not.")
  var check = false

  @Flag(name: .customLong("in-place"), help: "Rewrite the files.")
  var inPlace = false

  func validate() throws {
    if check && inPlace { throw ValidationError("--check and --in-place exclude each other") }
    if inPlace && path.contains("-") {
      throw ValidationError("standard input cannot be formatted in place")
    }
  }

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var printed = ""
    var codes: [AssayKit.ExitCode] = []
    for path in files(&codes) {
      if Interruption.hasBeenRequested { return .interrupted }
      guard let (old, new) = formatted(path) else {
        codes.append(.usage)
        continue
      }
      if check {
        guard old != new else { continue }
        printed += "\(escaped(path))\n"
        codes.append(.violated)
      } else if inPlace {
        if old != new { codes.append(replace(path, with: new)) }
      } else {
        printed += new
      }
    }
    Interruption.claimAnswer()
    return Output.answer(printed, then: AssayKit.ExitCode.worst(of: codes))
  }

  /// A file that cannot be written is no reason to leave the others as they are.
  private func replace(_ path: String, with text: String) -> AssayKit.ExitCode {
    Interruption.claimAnswer()
    defer { Interruption.releaseAnswer() }
    do throws(FileError) {
      try Output.replace(path, with: text)
      return .success
    } catch {
      Output.complain("error: \(escaped(error.message))")
      return .failure
    }
  }

  /// The files to format, each once; those of folders in the order of their paths.
  private func files(_ codes: inout [AssayKit.ExitCode]) -> [String] {
    var files: [String] = []
    var seen: Set<FileIdentity> = []
    for path in self.path {
      do throws(FileError) {
        let found =
          path != "-" && FileSystem.isDirectory(path) ? try FileSystem.models(below: path) : [path]
        if found.isEmpty { throw FileError(message: "there is no model in \(path)") }
        files += found.filter { path in
          path == "-" || FileIdentity(path).map { seen.insert($0).inserted } ?? true
        }
      } catch {
        Output.complain("error: \(escaped(error.message))")
        codes.append(.usage)
      }
    }
    return files
  }

  /// The text of a file before and after; nil if it is not in order, which has been said.
  private func formatted(_ path: String) -> (old: String, new: String)? {
    do throws(FileError) {
      let text = SourceText(
        path: path == "-" ? SourceText.standardInput : path, bytes: try FileSystem.read(path))
      let (tree, diagnostics) = ProtocolParser.parse(text, file: SourceFileID(0))
      for diagnostic in diagnostics {
        Output.complain(
          render(diagnostic, in: [text], style: Output.isTerminal(2) ? .colour : .plain) + "\n")
      }
      if diagnostics.contains(where: { $0.severity == .error }) { return nil }
      return (String(decoding: text.bytes, as: UTF8.self), format(tree))
    } catch {
      Output.complain("error: \(escaped(error.message))")
      return nil
    }
  }
}
