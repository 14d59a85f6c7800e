// Reading a model with the files that it includes.
//
// Files are handed in by a closure, because only the command line touches the disk. A file that
// is included twice counts once: two shared files may both include a third.

import Diagnostics
import ProtocolLanguage

/// Why a file that exists cannot be included.
package struct IncludeFailure: Error, Hashable, Sendable {
  /// The end of a sentence, such as "it is a folder".
  package let reason: String
  package init(reason: String) { self.reason = reason }
}

/// The text of an included file; nil if there is none.
package typealias IncludeResolver = (String) throws(IncludeFailure) -> SourceText?

/// So many files may include each other in a row.
private let deepestInclude = 100

/// One model's declarations, those of included files standing where they were included. Read once,
/// it can be elaborated under as many sets of options as anybody asks for.
package struct LoadedProtocol: Sendable {
  var name: Identifier?
  var declarations: [Declaration] = []
  var sources: [SourceText] = []
  package private(set) var diagnostics: [Diagnostic] = []
  /// Normalised paths of the files that were loaded, by file index.
  private var paths: [String] = []
  /// Normalised paths of the files that are being read.
  private var open: [String] = []

  package init(path: String, text: SourceText, resolvingIncludesWith resolve: IncludeResolver) {
    let tree = load(text, path: normalised(path), resolve)
    name = tree.protocolName
    // Where the file could not be read from its beginning, that has been reported.
    let beginning = tree.declarations.first?.span.start ?? Int.max
    let wasUnreadable = diagnostics.contains {
      $0.span.file.index == 0 && $0.span.start < beginning
    }
    guard name == nil, !wasUnreadable else { return }
    let end = min(1, text.bytes.count)
    let start = SourceSpan(file: SourceFileID(0), start: 0, end: end)
    diagnostics.append(
      Diagnostic(
        .missingProtocolHeader, "this file does not say what protocol it describes", at: start,
        notes: [
          "begin it with a line such as `protocol MyProtocol`",
          "a file without that line is for `include`: name the file that includes it",
        ]))
  }

  /// A tree that was not read from the language's own text: its includes are in place already.
  package init(_ tree: SyntaxTree, sources: [SourceText], diagnostics: [Diagnostic]) {
    name = tree.protocolName
    declarations = tree.declarations
    self.sources = sources
    self.diagnostics = diagnostics
  }

  /// The finding that no property is declared, whatever the options say.
  var missingProperties: Diagnostic? {
    let declaresProperty = declarations.contains {
      if case .property = $0.kind { true } else { false }
    }
    guard !declaresProperty else { return nil }
    let start = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
    return Diagnostic(
      .noProperties, "this protocol has no properties: there is nothing to check",
      at: name?.span ?? start,
      notes: ["declare one, such as `property completes: reachable Done(A)`"])
  }

  @discardableResult
  private mutating func load(
    _ text: SourceText, path: String, _ resolve: IncludeResolver
  ) -> SyntaxTree {
    let (tree, found) = ProtocolParser.parse(text, file: SourceFileID(sources.count))
    sources.append(text)
    paths.append(path)
    diagnostics += found
    open.append(path)
    for declaration in tree.declarations {
      if case .include(let relative) = declaration.kind {
        include(relative, declaration, from: path, resolve)
      } else {
        declarations.append(declaration)
      }
    }
    open.removeLast()
    return tree
  }

  private mutating func include(
    _ relative: String, _ declaration: Declaration, from path: String,
    _ resolve: IncludeResolver
  ) {
    func report(_ code: DiagnosticCode, _ message: String, notes: [String] = []) {
      diagnostics.append(Diagnostic(code, message, at: declaration.span, notes: notes))
    }
    if declaration.guardFormula != nil {
      report(
        .misplacedWhen, "an `include` has no `when`",
        notes: ["guard the declarations in the included file instead"])
    }
    let target = join(relative, toFolderOf: path)
    if open.contains(target) {
      report(.includeCycle, "`\(relative)` includes itself", notes: cycleNotes(to: target))
    } else if open.count == deepestInclude {
      report(
        .nestingTooDeep, "files include each other too deeply",
        notes: ["at most \(deepestInclude) in a row are read"])
    } else if !paths.contains(target) {
      do throws(IncludeFailure) {
        guard let text = try resolve(target) else {
          return report(
            .includeNotFound, "there is no file `\(target)` to include",
            notes: ["paths are relative to the folder of the file that includes"])
        }
        let size = sources.reduce(text.bytes.count) { $0 + $1.bytes.count }
        guard size <= ProtocolParser.largestFile else {
          return report(
            .fileTooLarge, "`\(relative)` makes this model too large",
            notes: ["a model may have \(ProtocolParser.largestFile) bytes with all it includes"])
        }
        load(text, path: target, resolve)
      } catch {
        report(.fileNotReadable, "`\(target)` cannot be included: \(error.reason)")
      }
    }
  }

  private func cycleNotes(to target: String) -> [String] {
    guard open.last != target, let first = open.firstIndex(of: target) else { return [] }
    return ["by way of " + open[(first + 1)...].map { "`\($0)`" }.joined(separator: ", ")]
  }
}

// MARK: - Paths

/// A path as `include` means it: relative to the folder of the file that names it.
private func join(_ relative: String, toFolderOf path: String) -> String {
  guard !relative.hasPrefix("/"), let slash = path.lastIndex(of: "/") else {
    return normalised(relative)
  }
  return normalised(path[...slash] + relative)
}

/// The path without `.`, empty parts and avoidable `..`.
private func normalised(_ path: some StringProtocol) -> String {
  var parts: [Substring] = []
  for part in Substring(path).split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else if part != ".." || !path.hasPrefix("/") {
      parts.append(part)
    }
  }
  return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}
