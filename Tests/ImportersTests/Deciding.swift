// Decides the claims of a Scyther protocol on both ways into Assay: from the tree that the
// importer makes, and from the text that it prints. They have to agree.

import Diagnostics
import Importers
import ProtocolLanguage
import ProtocolModel
import Testing
import Verification

func imported(_ text: String, matching: SpdlMatching = .typed) -> ImportedProtocol {
  importSpdl(SourceText(path: "test.spdl", text: text), matching: matching)
}

/// The codes of what is wrong with a protocol, with the text that each points to.
func findings(_ text: String, matching: SpdlMatching = .typed) -> [String] {
  imported(text, matching: matching).diagnostics.map { diagnostic in
    let bytes = Array(text.utf8)[diagnostic.span.start..<diagnostic.span.end]
    return "\(diagnostic.code.rawValue) \(String(decoding: bytes, as: UTF8.self))"
  }
}

/// The verdicts of a protocol, by the name of the property.
func verdicts(
  _ text: String, matching: SpdlMatching = .typed, sourceLocation: SourceLocation = #_sourceLocation
) -> [String: String] {
  let imported = imported(text, matching: matching)
  let errors = imported.diagnostics.filter { $0.severity == .error }.map(\.message)
  #expect(errors == [], sourceLocation: sourceLocation)
  if !errors.isEmpty { return [:] }
  let direct = elaborate(imported.tree, sources: imported.sources, diagnostics: [])
  let written = format(imported.tree)
  let printed = elaborate(
    path: "test.assay", text: SourceText(path: "test.assay", text: written),
    resolvingIncludesWith: { _ throws(IncludeFailure) in nil })
  let found = [direct, printed].map { elaborated -> [String: String] in
    let errors = elaborated.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(errors == [], "\(written)", sourceLocation: sourceLocation)
    return elaborated.models.first.map(decide) ?? [:]
  }
  #expect(found[0] == found[1], "\(written)", sourceLocation: sourceLocation)
  return found[0]
}

private func decide(_ model: ProtocolModel) -> [String: String] {
  let job = VerificationJob(path: "test", configuration: nil, options: [])
  let results = Verifier(engines: .live).verify(job, model: model)
  return Dictionary(
    uniqueKeysWithValues: results.map { ($0.property.name, "\($0.verdict)") })
}
