// `assay audit`: certificates and traces are checked again, by code that found none of them.

import ArgumentParser
import AssayKit

struct Audit: Performing {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    _superCommandName: "assay",
    abstract: "Check certificates and traces again.",
    discussion: """
      Certificates go to the independent checker, traces to the replayer; no engine takes part. \
      The model of each is read from the path that it names.
      """)

  @Argument(help: "Certificates, traces, or folders of them.", completion: .file())
  var path: [String]

  @Flag(help: "Say of every file what it shows.")
  var verbose = false

  func perform() throws(FileError) -> AssayKit.ExitCode {
    var audit = AuditUnderWay()
    let files = audit.files(path)
    if audit.hasErrors { return .usage }
    var lines: [String] = []
    var accepted = 0
    for file in files {
      if Interruption.hasBeenRequested { break }
      switch audit.outcome(of: file) {
      case .success(let finding):
        accepted += 1
        if verbose { lines.append("✓ \(escaped(file)): \(finding)") }
      case .failure(let error): lines.append("✗ \(escaped(file)): \(escaped(error.description))")
      }
    }
    Interruption.claimAnswer()
    lines.append(summary(of: files.count, accepted))
    let isComplete = accepted == files.count
    let code: AssayKit.ExitCode =
      if Interruption.hasBeenRequested {
        .interrupted
      } else if audit.hasErrors {
        .usage
      } else {
        isComplete ? .success : .violated
      }
    return Output.answer(lines.joined(separator: "\n") + "\n", then: code)
  }

  private func summary(of count: Int, _ accepted: Int) -> String {
    let files = count == 1 ? "1 file" : "\(count) files"
    return accepted == count ? "\(files): accepted" : "\(files): \(accepted) accepted"
  }
}

/// The models that the files speak of, each read once.
private struct AuditUnderWay {
  private struct Key: Hashable {
    var path: String
    var configuration: String?
    var options: [String]
  }
  private var models: [Key: ProtocolModel?] = [:]
  private(set) var hasErrors = false

  /// The files that paths stand for.
  mutating func files(_ paths: [String]) -> [String] {
    var found: [String] = []
    for path in paths {
      do throws(FileError) {
        guard FileSystem.isDirectory(path) else {
          found.append(path)
          continue
        }
        let below = try FileSystem.files(below: path, endingIn: ProofFile.endings)
        if below.isEmpty { complain("there is no certificate and no trace in \(path)") }
        found += below
      } catch {
        complain(error.message)
      }
    }
    return found
  }

  private mutating func complain(_ message: String) {
    Output.complain("error: \(escaped(message))")
    hasErrors = true
  }

  mutating func outcome(of path: String) -> Result<String, ProofFileError> {
    do throws(FileError) {
      let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
      switch ProofFile.read(text) {
      case .failure(let error): return .failure(error)
      case .success(let file):
        guard let model = model(of: file) else {
          return .failure(ProofFileError("its model, \(file.modelPath), cannot be used"))
        }
        return file.audit(model)
      }
    } catch {
      complain(error.message)
      return .failure(ProofFileError("it cannot be read"))
    }
  }

  /// The model under the options that the file names; nil if there is none.
  private mutating func model(of file: ProofFile) -> ProtocolModel? {
    let key = Key(
      path: file.modelPath, configuration: file.configuration, options: file.options)
    if let known = models[key] { return known }
    var model = load(key, file.options.map { OptionSetting($0, isOn: true) })
    if let loaded = model, loaded.options != file.options {
      model = load(
        key,
        loaded.declaredOptions.map { OptionSetting($0, isOn: file.options.contains($0)) })
    }
    models[key] = model
    return model
  }

  private mutating func load(_ key: Key, _ options: [OptionSetting]) -> ProtocolModel? {
    var loader = ModelLoader(overrides: options, configuration: key.configuration)
    loader.load([key.path])
    if loader.hasErrors { hasErrors = true }
    return loader.models.first?.models.first { $0.configuration == key.configuration }
  }
}
