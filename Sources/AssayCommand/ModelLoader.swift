// From the paths on the command line to elaborated models. Every path is tried, and everything
// that is wrong with any of them is said before anything is decided.

import AssayKit
import Glibc

struct ModelLoader {
  /// Options that are set whatever a configuration says.
  let overrides: [OptionSetting]
  /// The only configuration that the command is about, if it names one.
  let configuration: String?
  /// Whether a model without properties is a mistake.
  let needsProperties: Bool
  /// What variables take in protocols of Scyther.
  let matching: SpdlMatching
  private(set) var models: [LoadedModel] = []
  private(set) var complaints: [Complaint] = []
  /// The options of all files, as they were declared.
  private var declaredOptions: [String] = []
  /// The files that were read; a file that is named twice, or with its folder, counts once.
  private var seen: Set<FileIdentity> = []
  private var hasReadInput = false
  private let style: DiagnosticStyle

  init(
    overrides: [OptionSetting] = [], configuration: String? = nil, needsProperties: Bool = false,
    matching: SpdlMatching = .typed
  ) {
    self.matching = matching
    self.overrides = overrides
    self.configuration = configuration
    self.needsProperties = needsProperties
    style = Output.isTerminal(2) ? .colour : .plain
  }

  var hasErrors: Bool { complaints.contains { $0.severity == .error } }

  mutating func load(_ paths: [String]) {
    for path in paths {
      if path != "-" && FileSystem.isDirectory(path) { loadFolder(path) } else { load(path) }
    }
    for setting in overrides where !declaredOptions.contains(setting.name) && !hasErrors {
      complain(.unknown("option", setting.name, among: declaredOptions))
      // Nothing is decided under options that were not meant.
      models = []
    }
  }

  /// Says what is wrong, now and in the report.
  mutating func complain(_ complaint: Complaint) {
    complaints.append(complaint)
    let code = complaint.code.map { "[\($0.rawValue)]" } ?? ""
    Output.complain("\(complaint.severity.rawValue)\(code): \(escaped(complaint.message))")
    for note in complaint.notes { Output.complain("  = \(escaped(note))") }
  }

  private mutating func loadFolder(_ folder: String) {
    do throws(FileError) {
      var hasModel = false
      for path in try FileSystem.models(below: folder) {
        guard isNew(path), let text = read(path) else {
          hasModel = true
          continue
        }
        if isOnlyIncluded(text) {
          forget(path)
          continue
        }
        hasModel = true
        load(text, path)
      }
      if !hasModel { complain(Complaint(message: "there is no model in \(folder)")) }
    } catch {
      complain(Complaint(message: error.message))
    }
  }

  private mutating func load(_ path: String) {
    if isNew(path), let text = read(path) { load(text, path) }
  }

  private mutating func isNew(_ path: String) -> Bool {
    if path == "-" {
      defer { hasReadInput = true }
      return !hasReadInput
    }
    return FileIdentity(path).map { seen.insert($0).inserted } ?? true
  }

  /// A file that its folder does not offer can still be named by itself.
  private mutating func forget(_ path: String) {
    if let identity = FileIdentity(path) { seen.remove(identity) }
  }

  mutating func read(_ path: String) -> SourceText? {
    do throws(FileError) {
      return SourceText(path: shown(path), bytes: try FileSystem.read(path))
    } catch {
      let near = FileSystem.model(near: path).map { "did you mean `\($0)`?" }
      complain(
        Complaint(code: .fileNotReadable, message: error.message, notes: near.map { [$0] } ?? []))
      return nil
    }
  }

  private func shown(_ path: String) -> String { path == "-" ? SourceText.standardInput : path }

  /// A file without `protocol` that is in order otherwise belongs to the files that include it.
  private func isOnlyIncluded(_ text: SourceText) -> Bool {
    if text.path.hasSuffix(FileSystem.scytherEnding) { return false }
    let (tree, diagnostics) = ProtocolParser.parse(text, file: SourceFileID(0))
    return tree.protocolName == nil && diagnostics.isEmpty
  }

  private mutating func load(_ text: SourceText, _ path: String) {
    var elaborated = elaborated(text, path, options: [:])
    declaredOptions += elaborated.declaredOptions
    let relevant = overrides.filter { elaborated.declaredOptions.contains($0.name) }
    if !relevant.isEmpty && !elaborated.hasErrors {
      let options = relevant.map { ($0.name, $0.isOn) }
      elaborated = self.elaborated(
        text, path, options: Dictionary(options, uniquingKeysWith: { $1 }))
    }
    report(&elaborated)
    models.append(
      LoadedModel(path: text.path, models: elaborated.models, sources: elaborated.sources))
  }

  /// What a command decides under sets of options of its own; nil if there is something wrong with
  /// the file, of which everything has been said.
  mutating func family(_ path: String) -> ModelFamily? {
    guard let text = read(path) else { return nil }
    var elaborated = elaborated(text, path, options: [:])
    report(&elaborated)
    if hasErrors { return nil }
    return ModelFamily(loaded(text, path).whole, elaborated, at: text.path)
  }

  /// Says what was found in a file; nothing is decided of one without properties if that is a mistake.
  private mutating func report(_ elaborated: inout ElaboratedProtocol) {
    if needsProperties, !elaborated.hasErrors, let missing = elaborated.missingProperties {
      elaborated.diagnostics.append(missing)
      elaborated.models = []
    }
    for diagnostic in elaborated.diagnostics {
      Output.complain(render(diagnostic, in: elaborated.sources, style: style) + "\n")
      complaints.append(Complaint(diagnostic, in: elaborated.sources))
    }
  }

  private func elaborated(
    _ text: SourceText, _ path: String, options: [String: Bool]
  ) -> ElaboratedProtocol {
    let loaded = loaded(text, path)
    var elaborated = elaborate(loaded.whole, options: options, configuration: configuration)
    if loaded.isPartial {
      // What follows from half a translation is nobody's mistake.
      elaborated.models = []
      elaborated.diagnostics = loaded.whole.diagnostics
    }
    return elaborated
  }

  /// The declarations of a file; only a part of them, if it could not be translated.
  func loaded(_ text: SourceText, _ path: String) -> (whole: LoadedProtocol, isPartial: Bool) {
    guard path.hasSuffix(FileSystem.scytherEnding) else {
      let whole = LoadedProtocol(
        path: path, text: text, resolvingIncludesWith: Self.includedFile)
      return (whole, false)
    }
    let imported = importSpdl(
      text, matching: matching, resolvingIncludesWith: Self.includedFile)
    let whole = LoadedProtocol(
      imported.tree, sources: imported.sources, diagnostics: imported.diagnostics)
    return (whole, imported.hasErrors)
  }

  static func includedFile(_ path: String) throws(IncludeFailure) -> SourceText? {
    guard FileIdentity(path) != nil else { return nil }
    do throws(FileError) {
      return SourceText(path: path, bytes: try FileSystem.read(path))
    } catch {
      throw IncludeFailure(reason: error.reason)
    }
  }
}
