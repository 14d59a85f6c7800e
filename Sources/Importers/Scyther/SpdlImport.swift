// A Scyther file with what it includes, as a syntax tree of Assay.

import Diagnostics
import ProtocolLanguage
import ProtocolModel

/// What came of importing a file.
package struct ImportedProtocol: Sendable {
  /// Of use only if no diagnostic is an error. All places in it are in the imported files.
  package var tree: SyntaxTree
  package var diagnostics: [Diagnostic]
  /// All files that were read, by the index that spans use.
  package var sources: [SourceText]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Reads a Scyther file.
///
/// - Parameters:
///   - matching: Scyther's `--match`.
///   - resolve: the text of an included file, nil if there is none.
package func importSpdl(
  _ text: SourceText, matching: SpdlMatching = .typed,
  resolvingIncludesWith resolve: IncludeResolver = { _ throws(IncludeFailure) in nil }
) -> ImportedProtocol {
  var reader = SpdlReader()
  reader.read(text, resolve)
  let start = SourceSpan(
    file: SourceFileID(0), start: 0, end: min(1, text.bytes.count))
  var result = ImportedProtocol(
    tree: SyntaxTree(declarations: [], at: start), diagnostics: reader.diagnostics,
    sources: reader.sources)
  // What is missing from half a file is not missing from the file.
  if result.hasErrors { return result }
  var translator = SpdlTranslator(reader.file, at: start, matching: matching)
  result.tree = translator.translate()
  result.diagnostics += translator.diagnostics
  result.diagnostics.sort {
    ($0.span.file.index, $0.span.start) < ($1.span.file.index, $1.span.start)
  }
  return result
}

/// Reads files that include others, in place.
private struct SpdlReader {
  static let deepestInclude = 20

  var file = SpdlFile()
  var diagnostics: [Diagnostic] = []
  var sources: [SourceText] = []
  private var macros: [String: SpdlTerm] = [:]
  private var open: [String] = []

  mutating func read(_ text: SourceText, _ resolve: IncludeResolver) {
    let id = SourceFileID(sources.count)
    sources.append(text)
    let size = sources.reduce(0) { $0 + $1.bytes.count }
    guard size <= ProtocolParser.largestFile else {
      let span = SourceSpan(file: id, start: 0, end: 0)
      diagnostics.append(Diagnostic(.fileTooLarge, "this is too large for a protocol", at: span))
      return
    }
    open.append(text.path)
    var parser = SpdlParser(text, file: id, macros: macros)
    while let item = parser.nextItem() {
      switch item {
      case .declaration(let declaration): file.declarations.append(declaration)
      case .theProtocol(let theProtocol): file.protocols.append(theProtocol)
      case .include(let path, let span):
        macros = parser.macros
        include(path, span, from: text.path, resolve)
        parser.macros = macros
      }
    }
    macros = parser.macros
    diagnostics += parser.diagnostics
    open.removeLast()
  }

  private mutating func include(
    _ path: String, _ span: SourceSpan, from origin: String, _ resolve: IncludeResolver
  ) {
    let folder = origin.lastIndex(of: "/").map { String(origin[...$0]) } ?? ""
    let target = path.hasPrefix("/") ? path : folder + path
    guard !open.contains(target), open.count < Self.deepestInclude,
      sources.count < 5 * Self.deepestInclude
    else {
      diagnostics.append(
        Diagnostic(.includeCycle, "`\(path)` is included too often, or by itself", at: span))
      return
    }
    do throws(IncludeFailure) {
      guard let text = try resolve(target) else {
        diagnostics.append(
          Diagnostic(
            .includeNotFound, "there is no file `\(target)` to include", at: span,
            notes: ["paths are relative to the folder of the file that includes"]))
        return
      }
      read(text, resolve)
    } catch {
      diagnostics.append(
        Diagnostic(
          .fileNotReadable, "`\(target)` cannot be included: \(error.reason)", at: span))
    }
  }
}
