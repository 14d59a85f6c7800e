// From places in a model's text to the Swift lines that the text was made from.
//
// The text was formatted from the model's parts, so what was read from it has the same
// declarations, transitions and actions in the same order. A place belongs to the innermost of
// these that contains it: the line of an action, not the column of a term.

import Diagnostics
import ProtocolLanguage
import ProtocolModel

struct SiteMap {
  private var entries: [(span: SourceSpan, site: SourceSite)] = []
  private let fallback: SourceSite
  /// The Swift files, in the order in which the model mentions them.
  private var files: [String]
  private var lineCounts: [Int]

  /// - Parameter tree: what was read from the model's text.
  init(_ model: Model, readBackAs tree: SyntaxTree) {
    fallback = model.site
    files = []
    lineCounts = []
    note(model.site)
    for (part, declaration) in zip(model.parts, tree.declarations) {
      add(declaration.span, part.site)
      guard case .role(let role) = declaration.kind else { continue }
      for (transition, syntax) in zip(part.transitions, role.transitions) {
        add(syntax.span, transition.site)
        for (action, syntax) in zip(transition.actions, syntax.actions) {
          add(syntax.span, action.site)
        }
      }
    }
  }

  private mutating func add(_ span: SourceSpan, _ site: SourceSite) {
    entries.append((span, site))
    note(site)
  }

  private mutating func note(_ site: SourceSite) {
    if let file = files.firstIndex(of: site.fileID) {
      lineCounts[file] = max(lineCounts[file], site.line)
    } else {
      files.append(site.fileID)
      lineCounts.append(site.line)
    }
  }

  /// The line that a place of the text was made from.
  func site(of span: SourceSpan) -> SourceSite {
    // Inner entries come after the ones that contain them.
    let inner = entries.last { $0.span.start <= span.start && span.start < $0.span.end }
    return (inner ?? entries.last { $0.span.start <= span.start })?.site ?? fallback
  }

  /// The note of a finding that lists lines of the text, with the Swift lines in their place.
  ///
  /// - Parameter site: where the finding stands; lines of its file are numbers, others have their
  ///   file.
  func translating(_ note: String, in text: SourceText, at site: SourceSite) -> String {
    guard note.hasPrefix("it is used in line") else { return note }
    let words = note.split(separator: " ")
    return words.indices.map { index in
      let number = words[index].prefix { $0.isNumber }
      let isCount = words.indices.contains(index + 1) && words[index + 1] == "more"
      guard let line = Int(number), !isCount else { return String(words[index]) }
      let place = self.site(ofLine: line, in: text)
      return (place.fileID == site.fileID ? String(place.line) : "\(place)")
        + words[index].dropFirst(number.count)
    }.joined(separator: " ")
  }

  private func site(ofLine number: Int, in text: SourceText) -> SourceSite {
    let range = text.lineRange(number)
    let start = range.first { text.bytes[$0] != UInt8(ascii: " ") } ?? range.lowerBound
    return site(of: SourceSpan(file: SourceFileID(0), start: start, end: start))
  }

  // MARK: Stand-ins for the Swift files

  /// For each Swift file a text of as many empty lines, so that spans of a `ProtocolModel` can
  /// name its lines.
  var sources: [SourceText] {
    zip(files, lineCounts).map { file, lines in
      SourceText(path: file, text: String(repeating: "\n", count: max(0, lines)))
    }
  }

  /// The model with all its places in `sources`.
  func placing(_ model: ProtocolModel) -> ProtocolModel {
    var model = model
    for index in model.properties.indices {
      model.properties[index].span = place(model.properties[index].span)
    }
    for role in model.roles.indices {
      model.roles[role].span = place(model.roles[role].span)
      for index in model.roles[role].transitions.indices {
        let transition = model.roles[role].transitions[index]
        model.roles[role].transitions[index].span = place(transition.span)
        model.roles[role].transitions[index].spans = transition.spans.map(place)
      }
    }
    return model
  }

  private func place(_ span: SourceSpan) -> SourceSpan {
    let site = site(of: span)
    let file = SourceFileID(files.firstIndex(of: site.fileID) ?? 0)
    let offset = max(0, site.line - 1)
    return SourceSpan(file: file, start: offset, end: offset)
  }
}
