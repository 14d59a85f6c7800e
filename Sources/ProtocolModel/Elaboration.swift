// Elaboration: from what the user wrote to what it means, one `ProtocolModel` per configuration.
//
// Each configuration is elaborated on its own, from the same declarations: `when` is decided
// first, so nothing later has to know that options exist. What is wrong in several
// configurations is reported once. A model with any error gives no `ProtocolModel` at all,
// because a verdict on half a model would be a verdict on another model.

import Diagnostics
import ProtocolLanguage
import Terms

/// One `.assay` file after elaboration.
package struct ElaboratedProtocol: Sendable {
  package var name: String
  /// All declared options, in order.
  package var declaredOptions: [String]
  /// The named configurations, in order; empty if there is one unnamed model.
  package var configurations: [String]
  /// One model per configuration that was asked for, in their order; without named
  /// configurations one model. Empty after errors.
  package var models: [ProtocolModel]
  /// In the order of the text, file by file.
  package var diagnostics: [Diagnostic]
  /// All files that were read, by the index that spans use.
  package var sources: [SourceText]

  /// What is wrong with the model for a command that decides properties: it has none.
  package var missingProperties: Diagnostic?

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Elaborates the configurations of a model.
///
/// - Parameters:
///   - path: where the file stands; includes are relative to its folder.
///   - resolve: the text of an included file, nil if there is none.
///   - overrides: options that are set in every configuration, whatever it says.
///   - wanted: the one configuration that is asked for; the others cost nothing and are not
///     checked. All of them, if it is nil or the model has no configuration of that name.
package func elaborate(
  path: String, text: SourceText, resolvingIncludesWith resolve: IncludeResolver,
  options overrides: [String: Bool] = [:], configuration wanted: String? = nil
) -> ElaboratedProtocol {
  elaborate(
    LoadedProtocol(path: path, text: text, resolvingIncludesWith: resolve), options: overrides,
    configuration: wanted)
}

/// The same for a tree that another front end made; `sources` are the files that its spans
/// point into, and `diagnostics` what was found while it was made.
package func elaborate(
  _ tree: SyntaxTree, sources: [SourceText], diagnostics: [Diagnostic],
  options overrides: [String: Bool] = [:], configuration wanted: String? = nil
) -> ElaboratedProtocol {
  elaborate(
    LoadedProtocol(tree, sources: sources, diagnostics: diagnostics), options: overrides,
    configuration: wanted)
}

package func elaborate(
  _ loaded: LoadedProtocol, options overrides: [String: Bool] = [:],
  configuration wanted: String? = nil
) -> ElaboratedProtocol {
  let choices = OptionChoices(loaded, overrides: overrides)
  var result = ElaboratedProtocol(
    name: loaded.name?.text ?? "", declaredOptions: choices.declared,
    configurations: choices.configurations.compactMap(\.name), models: [], diagnostics: [],
    sources: loaded.sources, missingProperties: loaded.missingProperties)
  var findings = Findings()
  // What a syntax error took out of a file is not missing for the user.
  let isIncomplete = loaded.diagnostics.contains { $0.severity == .error }
  findings.add(loaded.diagnostics)
  findings.add(choices.diagnostics.filter { !isIncomplete || !$0.code.isAboutSomethingMissing })
  var orders: [HonestRunOrder] = []
  // Elaboration of one configuration has no use for the others, which may be many.
  var declaring = loaded
  declaring.declarations.removeAll(where: \.isConfiguration)
  for configuration in choices.configurations(named: wanted) {
    var common: [Diagnostic]?
    for reading in choices.readings(of: configuration) {
      var elaborator = Elaborator(declaring, reading, declared: choices.declared)
      result.models.append(elaborator.elaborate())
      common = common?.filter(elaborator.diagnostics.contains) ?? elaborator.diagnostics
      orders.append(elaborator.honestRunOrder)
    }
    findings.add(
      (common ?? []).filter { !isIncomplete || !loaded.mayExplain($0) }, in: configuration.name)
  }
  result.diagnostics = mentioningRepeats(
    in: findings.merged(of: choices.configurations.count), of: loaded.sources)
  if result.hasErrors {
    result.models = []
    result.diagnostics = result.diagnostics.map { $0.naming(stepOf: orders) }
  } else {
    findings.add(unusedDeclarations(in: loaded.declarations))
    result.diagnostics = findings.merged(of: choices.configurations.count)
  }
  return result
}

extension Declaration {
  fileprivate var isConfiguration: Bool {
    if case .configuration = kind { true } else { false }
  }
}

extension LoadedProtocol {
  /// Whether what a syntax error took out of the file may be the reason for a finding.
  fileprivate func mayExplain(_ finding: Diagnostic) -> Bool {
    if finding.code.isAboutSomethingMissing { return true }
    guard finding.code == .wrongArgumentCount || finding.code == .sortMismatch else { return false }
    // The rest of a list whose beginning was read.
    return declarations.contains { declaration in
      declaration.span.contains(finding.span)
        && diagnostics.contains { $0.severity == .error && declaration.span.contains($0.span) }
    }
  }
}

extension DiagnosticCode {
  /// Whether the finding may be due to a part of the file that could not be read.
  fileprivate var isAboutSomethingMissing: Bool {
    switch self {
    case .unknownName, .unknownSort, .unknownRole, .unknownState, .unknownTable, .unknownChannel,
      .unknownEvent, .unknownOption, .unknownScenario, .unboundExcuse, .notBound, .emptyScenario,
      .noRoles, .noProperties, .noAddressee, .cannotBuild, .cannotOpen, .cannotCheck:
      true
    default: severity == .warning
    }
  }
}

extension Diagnostic {
  /// What keeps a role from sending says which step of the honest run that would have been.
  fileprivate func naming(stepOf orders: [HonestRunOrder]) -> Diagnostic {
    guard code == .cannotBuild, let step = orders.firstResult({ $0.step(of: span) })
    else { return self }
    return Diagnostic(
      code, message, at: span, label: label,
      notes: ["step \(step) of the honest run stops here"] + notes)
  }
}
