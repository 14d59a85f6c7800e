// From a model in Swift to `ProtocolModel`s, by the way that every text goes.

import Diagnostics
import ProtocolLanguage
import ProtocolModel

extension Model {
  /// Everything that is wrong with the model or suspicious in it.
  public func diagnose() -> [ModelDiagnostic] { elaborated().diagnostics }

  /// What elaboration made of a model.
  package struct Elaborated: Sendable {
    /// One for each configuration; none after errors.
    package var models: [ProtocolModel]
    package var declaredOptions: [String]
    package var diagnostics: [ModelDiagnostic]
    /// Stand-ins for the Swift files, which the models' spans point into.
    package var sources: [SourceText]
  }

  /// Elaborates every configuration.
  ///
  /// - Parameter options: options that are set in every configuration, whatever it says.
  package func elaborated(options: [String: Bool] = [:]) -> Elaborated {
    let unreadable = parts.compactMap(problem)
    let source = SourceText(path: site.fileID, text: text)
    let (tree, _) = ProtocolParser.parse(source, file: SourceFileID(0))
    let sites = SiteMap(self, readBackAs: tree)
    guard unreadable.isEmpty else {
      return Elaborated(
        models: [], declaredOptions: [], diagnostics: unreadable, sources: sites.sources)
    }
    let result = elaborate(
      path: site.fileID, text: source, resolvingIncludesWith: { _ in nil }, options: options)
    var findings = result.diagnostics
    if findings.isEmpty, let missing = result.missingProperties { findings.append(missing) }
    return Elaborated(
      models: result.models.map(sites.placing), declaredOptions: result.declaredOptions,
      diagnostics: findings.map { sites.finding($0, in: source) }, sources: sites.sources)
  }

  /// Why a part cannot be said in the language: it, or one of its names, is no proper syntax.
  private func problem(_ part: ModelPart) -> ModelDiagnostic? {
    if let problem = part.problems.first { return ModelDiagnostic(problem, at: part.site) }
    let source = SourceText(path: part.site.fileID, text: text(of: part))
    let (tree, diagnostics) = ProtocolParser.parse(source, file: SourceFileID(0))
    if let diagnostic = diagnostics.first {
      return ModelDiagnostic(diagnostic, in: source, at: part.site)
    }
    // A name such as `a, b` is read as something else.
    if tree.declarations.map(\.structure) == [part.declaration.structure] { return nil }
    return ModelDiagnostic(
      "some name in this declaration is no name", notes: ["it reads: \(source.line(3))"],
      at: part.site)
  }
}

extension SiteMap {
  /// A finding in the model's text, at the Swift line that it belongs to.
  fileprivate func finding(_ diagnostic: Diagnostic, in text: SourceText) -> ModelDiagnostic {
    let site = site(of: diagnostic.span)
    let translated = Diagnostic(
      diagnostic.code, diagnostic.message, at: diagnostic.span, label: diagnostic.label,
      notes: diagnostic.notes.map { translating($0, in: text, at: site) })
    return ModelDiagnostic(translated, in: text, at: site)
  }
}
