// What has to be true of every text whatever: parsing and elaboration end, what they find has a
// place in the text and a sentence, and a text without syntax errors means the same after
// formatting. Anything else ends the process or is a finding.

import Diagnostics
import ProtocolLanguage
import ProtocolModel

struct Finding: Hashable {
  /// Which rule is broken, in a few words; findings are counted by it.
  var rule: String
  var detail = ""
}

struct Examination {
  let corpus: Corpus
  private(set) var findings: [Finding] = []
  /// The text has no syntax errors.
  private(set) var isParsed = false
  /// What the text means; nothing if there is anything wrong with it.
  private(set) var models: [ProtocolModel] = []
  private(set) var sources: [SourceText] = []

  init(_ mutant: Mutant, of corpus: Corpus) {
    self.corpus = corpus
    let source = SourceText(path: mutant.path, bytes: mutant.bytes)
    let (tree, errors) = ProtocolParser.parse(source, file: SourceFileID(0))
    isParsed = errors.isEmpty
    check(errors, in: [source])
    expect(errors.count <= ProtocolParser.mostErrors, "too many syntax errors")
    let elaborated = elaborated(mutant, source)
    check(elaborated.diagnostics, in: elaborated.sources)
    expect(elaborated.models.isEmpty == elaborated.hasErrors, "models in spite of errors, or none")
    expect(isParsed || elaborated.hasErrors, "a model in spite of syntax errors")
    models = elaborated.models
    sources = elaborated.sources
    let formatted = format(tree)
    if isParsed { check(formatted, of: tree, mutant, elaborated) }
  }

  mutating func expect(_ condition: Bool, _ rule: String, _ detail: @autoclosure () -> String = "")
  {
    if !condition { findings.append(Finding(rule: rule, detail: detail())) }
  }

  private func elaborated(_ mutant: Mutant, _ changed: SourceText) -> ElaboratedProtocol {
    let model = mutant.model == mutant.path ? changed : corpus.text(mutant.model) ?? changed
    return elaborate(path: mutant.model, text: model) { path in
      path == mutant.path ? changed : corpus.text(path)
    }
  }
}

// MARK: - What is said about a text

extension Examination {
  private mutating func check(_ diagnostics: [Diagnostic], in sources: [SourceText]) {
    for diagnostic in diagnostics { check(diagnostic, in: sources) }
    expect(
      Set(diagnostics).count == diagnostics.count, "the same is said twice",
      diagnostics.map(\.message).joined(separator: "; "))
  }

  private mutating func check(_ diagnostic: Diagnostic, in sources: [SourceText]) {
    let (code, message, span) = (diagnostic.code.rawValue, diagnostic.message, diagnostic.span)
    guard sources.indices.contains(span.file.index) else {
      return expect(false, "\(code) is in no file", message)
    }
    let bytes = sources[span.file.index].bytes
    expect(
      0 <= span.start && span.start <= span.end && span.end <= bytes.count,
      "\(code) is outside of its file", "\(message): \(span.start)..<\(span.end)")
    expect(!message.isEmpty && message.last != ".", "\(code) says no sentence", message)
    expect(diagnostic.label != "", "\(code) has an empty label", message)
    expect(!diagnostic.notes.contains(""), "\(code) has an empty note", message)
    // The headline, the place and the notes, and at most four lines of source text.
    let shown = render(diagnostic, in: sources)
    expect(!shown.utf8.contains(0x1B), "\(code) steers the terminal", message)
    expect(
      shown.split(separator: "\n", omittingEmptySubsequences: false).count
        <= 6 + diagnostic.notes.count, "\(code) is shown on too many lines", shown)
  }
}

// MARK: - Formatting

extension Examination {
  private mutating func check(
    _ formatted: String, of tree: SyntaxTree, _ mutant: Mutant, _ before: ElaboratedProtocol
  ) {
    let source = SourceText(path: mutant.path, text: formatted)
    let (again, errors) = ProtocolParser.parse(source, file: SourceFileID(0))
    guard errors.isEmpty else {
      return expect(false, "what was formatted is not read", errors[0].message)
    }
    expect(format(again) == formatted, "formatting again changes something")
    // Comparing trees takes longer than all the rest; a changed tree is formatted differently,
    // unless the formatter forgets the very part that changed.
    if mutant.seed % 8 == 0 || mutant.bytes.count < 1000 {
      expect(again.structure == tree.structure, "formatting changes the tree")
    }
    guard mutant.seed % 3 == 0 else { return }
    let after = elaborated(mutant, source)
    // Clauses may change places.
    expect(
      after.diagnostics.map(said).sorted() == before.diagnostics.map(said).sorted(),
      "formatting changes the diagnostics")
    expect(
      after.models.map(\.description) == before.models.map(\.description),
      "formatting changes the model")
  }

  /// Notes may mention lines, which formatting moves.
  private func said(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.code.rawValue) \(diagnostic.message)"
  }
}
