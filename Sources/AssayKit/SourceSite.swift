// Places in Swift source. A value remembers the line it was made on, so that what is wrong with
// it is shown there; columns stay unknown, because `#column` would point to the initialiser and
// not to the term that is meant.

import Diagnostics
import ProtocolLanguage

/// A line of a Swift file.
public struct SourceSite: Hashable, Sendable {
  /// The file as `#fileID` names it: `Module/File.swift`.
  public let fileID: String
  /// From 1.
  public let line: Int

  /// A place; the defaults are the line that this is called from.
  public init(fileID: String = #fileID, line: Int = #line) {
    self.fileID = fileID
    self.line = line
  }
}

extension SourceSite: CustomStringConvertible {
  /// `Module/File.swift:12`
  public var description: String { "\(fileID):\(line)" }
}

extension SourceSpan {
  /// The place of a node that was not read from any text; `Model` finds its site instead.
  static let none = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
}

extension Identifier {
  init(_ text: String) { self.init(text, at: .none) }
}
