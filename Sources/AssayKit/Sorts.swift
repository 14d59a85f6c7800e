// Sorts, enumerations, functions, equations and principals: what values there are.

import ProtocolLanguage

/// A kind of values: `sort Brand`.
public struct Sort: ModelDeclaration {
  public var part: ModelPart
  let name: String

  /// Declares a sort.
  ///
  /// - Parameter guessable: few enough values to try them all.
  public init(
    _ name: String, guessable: Bool = false, fileID: String = #fileID, line: Int = #line
  ) {
    self.name = name
    part = ModelPart(
      .sort(Identifier(name), guessable: guessable), SourceSite(fileID: fileID, line: line))
  }

  public static let principal = Sort("Principal")
  public static let nonce = Sort("Nonce")
  public static let key = Sort("Key")
  public static let int = Sort("Int")
  public static let message = Sort("Message")
}

/// Public constants of a sort of their own: `enum Use { vendor, bank }`.
///
/// A value is a term by its name: `use.vendor`.
@dynamicMemberLookup
public struct Enumeration: ModelDeclaration {
  public var part: ModelPart
  /// The sort of the values, for fields and parameters.
  public let sort: Sort

  /// Declares a sort and its values.
  public init(_ name: String, _ values: String..., fileID: String = #fileID, line: Int = #line) {
    sort = Sort(name, fileID: fileID, line: line)
    part = ModelPart(
      .enumeration(Identifier(name), values: values.map { Identifier($0) }),
      SourceSite(fileID: fileID, line: line))
  }

  /// The value of that name.
  public subscript(dynamicMember name: String) -> Term { Term(name) }
}

/// A function, or with no parameters a constant: `function pan(Customer, Issuer): CardNumber`.
public struct Function: ModelDeclaration {
  public var part: ModelPart
  let name: String

  /// Who can compute a function.
  public enum Access: Sendable {
    /// Everybody can compute it.
    case `public`
    /// Only who knows a value has it.
    case `private`
  }

  /// Declares a function.
  public init(
    _ name: String, _ parameters: Sort..., returns result: Sort, access: Access = .public,
    fileID: String = #fileID, line: Int = #line
  ) {
    self.name = name
    part = ModelPart(
      .function(
        Identifier(name), parameters: parameters.map { Identifier($0.name) },
        result: Identifier(result.name),
        access == .private ? .privateFunction : .publicFunction),
      SourceSite(fileID: fileID, line: line))
  }

  /// The function's value; without arguments, the constant.
  public func callAsFunction(_ arguments: Term...) -> Term {
    arguments.isEmpty ? Term(name) : .apply(name, arguments)
  }
}

/// `equation dec(enc(x, k), k) = x`: subterm-convergent, or the model is in error.
public struct Equation: ModelDeclaration {
  public var part: ModelPart

  /// Declares that the left term can be taken for the right one.
  public init(
    _ left: Term, equals right: Term, fileID: String = #fileID, line: Int = #line
  ) {
    part = ModelPart(
      .equation(left.unguarded, right.unguarded), SourceSite(fileID: fileID, line: line))
  }
}

/// One certain principal: `principal Authority honest`.
public struct Principal: ModelDeclaration {
  public var part: ModelPart

  /// Whether a principal is honest, where that is not searched.
  public enum Honesty: Sendable { case honest, dishonest }

  /// Declares a principal.
  ///
  /// - Parameter honesty: nil to search both.
  public init(
    _ principal: Term, _ honesty: Honesty? = nil, fileID: String = #fileID, line: Int = #line
  ) {
    part = ModelPart(
      .principal(principal.name, honest: honesty.map { $0 == .honest }),
      SourceSite(fileID: fileID, line: line))
  }
}

/// `deterministic aenc`: encrypting twice gives the same ciphertext.
public struct DeterministicEncryption: ModelDeclaration {
  public var part: ModelPart
  public init(fileID: String = #fileID, line: Int = #line) {
    part = ModelPart(.deterministicEncryption, SourceSite(fileID: fileID, line: line))
  }
}

/// `typed`: messages respect the declared sorts.
public struct TypedMessages: ModelDeclaration {
  public var part: ModelPart
  public init(fileID: String = #fileID, line: Int = #line) {
    part = ModelPart(.typed, SourceSite(fileID: fileID, line: line))
  }
}
