// Messages, and the fields that tables have as well.

import ProtocolLanguage

/// Fields in their order, written as `["tid": .nonce, "payee": .principal.when(payeeInPI)]`.
public struct Fields: ExpressibleByDictionaryLiteral, Sendable {
  let syntax: [FieldSyntax]

  /// Nothing is merged: a name that stands here twice is an error of the model.
  public init(dictionaryLiteral fields: (String, Sort)...) {
    syntax = fields.map { name, sort in
      FieldSyntax(
        Identifier(name), sort: Identifier(sort.name), when: sort.part.guardFormula)
    }
  }
}

/// A constructor of messages: `message Quote(tid: Nonce)`.
///
/// Called, it gives the term: `quote(tid)`.
public struct Message: ModelDeclaration {
  public var part: ModelPart
  let name: String

  /// Declares a tagged message, equal to nothing else.
  public init(
    _ name: String, _ fields: Fields = [:], fileID: String = #fileID, line: Int = #line
  ) {
    self.init(name, fields, tagged: true, SourceSite(fileID: fileID, line: line))
  }

  /// Declares an untagged message (`tuple`): an abbreviation for the tuple of its fields.
  public init(
    untagged name: String, _ fields: Fields, fileID: String = #fileID, line: Int = #line
  ) {
    self.init(name, fields, tagged: false, SourceSite(fileID: fileID, line: line))
  }

  private init(_ name: String, _ fields: Fields, tagged: Bool, _ site: SourceSite) {
    self.name = name
    part = ModelPart(.message(Identifier(name), fields.syntax, tagged: tagged), site)
  }

  /// The message with these fields.
  public func callAsFunction(_ fields: Term...) -> Term {
    fields.isEmpty ? Term(name) : .apply(name, fields)
  }
}
