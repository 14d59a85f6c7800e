// `assay matrix --threats`: every property under many threats.

import ArgumentParser
import AssayKit

extension Matrix {
  func validateThreats() throws {
    if threats {
      if options != nil {
        throw ValidationError(
          "--threats decides the model's configurations: name one with --configuration")
      }
      if format == .html { throw ValidationError("--threats has no page: use text, json or csv") }
    } else if !compromise.isEmpty {
      throw ValidationError("--compromise is for --threats")
    } else if configuration != nil {
      throw ValidationError("--configuration is for --threats; --options chooses sets of options")
    }
  }

  func performThreats() throws(FileError) -> AssayKit.ExitCode {
    var loader = ModelLoader(configuration: configuration, needsProperties: true)
    let reportFile = ReportFile(named: output, format)
    if let problem = reportFile?.problem {
      loader.complain(problem)
      return .usage
    }
    // A folder is no model.
    if FileSystem.isDirectory(path) { _ = loader.read(path) } else { loader.load([path]) }
    let inputs = loader.models.flatMap(\.sources).map(\.path)
    if let problem = reportFile?.problem(replacing: inputs) {
      loader.complain(problem)
      return .usage
    }
    let selection = Selection(
      properties: property, configuration: configuration,
      limits: VerificationLimits(steps: maximalSteps))
    if !loader.hasErrors {
      for complaint in complaints(loader.models, selection) { loader.complain(complaint) }
    }
    if loader.hasErrors { return .usage }
    let tables = decide(loader.models, selection)
    let isTerminal = reportFile == nil && Output.isTerminal(1)
    let text =
      switch format {
      case .json: ThreatData(tables).json
      case .csv: ThreatData(tables).csv
      case .text, .html: ThreatText(tables, style: isTerminal ? Output.style : .plain).text
      }
    return try ReportFile.publish(
      text, to: reportFile, then: ExitCode.worst(of: tables.map(\.exitCode)))
  }

  private func decide(_ files: [LoadedModel], _ selection: Selection) -> [ThreatTable] {
    let progress = Progress()
    let engines = Engines.live(SharedSettings.workers(jobs))
    var tables: [ThreatTable] = []
    for file in files {
      for model in file.models where !Interruption.hasBeenRequested {
        let name = model.configuration.map { "\(file.path) \($0)" } ?? file.path
        progress.show("\(name): threats")
        let table = ThreatTable(
          of: model, at: file.path, compromises: chosen(in: model), selecting: selection,
          engines: engines, isCancelled: { Interruption.hasBeenRequested },
          onRow: { progress.show("\(name): \($0)") })
        if table.isInterrupted || !table.rows.isEmpty || !table.withoutThreat.isEmpty {
          tables.append(table)
        }
      }
    }
    progress.clear()
    Interruption.claimAnswer()
    return tables
  }

  /// What may happen: everything, or what was named.
  private func chosen(in model: ProtocolModel) -> [Compromise] {
    model.compromises.filter { compromise.isEmpty || compromise.contains(model.text($0)) }
  }

  private func complaints(_ files: [LoadedModel], _ selection: Selection) -> [Complaint] {
    var complaints = Campaign(files, selecting: selection).complaints
    let models = files.flatMap(\.models)
    let known = models.flatMap { model in model.compromises.map { model.text($0) } }
    for name in compromise where !known.contains(name) {
      complaints.append(.unknown("compromise", name, among: known))
    }
    let most = models.map { chosen(in: $0).count }.max() ?? 0
    if complaints.isEmpty && most > ThreatTable.mostCompromises {
      complaints.append(
        Complaint(
          message: "\(most) things that can go wrong have too many sets",
          notes: ["name at most \(ThreatTable.mostCompromises): --compromise '\(known[0])'"]))
    }
    return complaints
  }
}
