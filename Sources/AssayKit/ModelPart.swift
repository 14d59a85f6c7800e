// What a model consists of: declarations of the syntax tree, each with the Swift line it was
// made on. The tree's own spans stay empty; `Model` writes the tree as text and reads it back,
// which gives the spans that elaboration works with.

import ProtocolLanguage

/// One declaration of a model, in a form that all kinds share.
///
/// Functions return arrays of parts to share declarations between models; `ModelBuilder` takes
/// such an array wherever it takes a declaration.
public struct ModelPart: Sendable {
  var kind: DeclarationKind
  var guardFormula: OptionFormula?
  var site: SourceSite
  /// The transitions of a role, for their sites.
  var transitions: [Transition] = []
  /// What cannot be said in the language's syntax.
  var problems: [String] = []

  init(_ kind: DeclarationKind, _ site: SourceSite) {
    self.kind = kind
    self.site = site
  }

  /// The declaration without places.
  var declaration: Declaration {
    var kind = kind
    guard let guardFormula else { return Declaration(kind, at: .none) }
    switch kind {
    case .role(var role):
      role.guardFormula = guardFormula
      kind = .role(role)
    case .property(var property):
      property.guardFormula = guardFormula
      kind = .property(property)
    default: return Declaration(kind, when: guardFormula, at: .none)
    }
    return Declaration(kind, at: .none)
  }
}

/// Something that can stand in a model.
public protocol ModelDeclaration: Sendable {
  /// The declaration in the form that all kinds share.
  var part: ModelPart { get set }
}

extension ModelDeclaration {
  /// The declaration where the options say so: `when` of the language.
  public func when(_ options: some OptionGuard) -> Self {
    var copy = self
    copy.part.guardFormula = copy.part.guardFormula.and(options.formula)
    return copy
  }
}

extension OptionFormula? {
  /// Both, where there is one already.
  func and(_ formula: OptionFormula) -> OptionFormula {
    map { .and($0, formula) } ?? formula
  }
}

/// Builds the declarations of a model; `if`, `switch` and `for` may be used.
@resultBuilder
public enum ModelBuilder {
  public static func buildExpression(_ declaration: some ModelDeclaration) -> [ModelPart] {
    [declaration.part]
  }
  public static func buildExpression(_ declarations: [any ModelDeclaration]) -> [ModelPart] {
    declarations.map(\.part)
  }
  public static func buildExpression(_ parts: [ModelPart]) -> [ModelPart] { parts }
  public static func buildBlock(_ parts: [ModelPart]...) -> [ModelPart] { parts.flatMap { $0 } }
  public static func buildOptional(_ parts: [ModelPart]?) -> [ModelPart] { parts ?? [] }
  public static func buildEither(first parts: [ModelPart]) -> [ModelPart] { parts }
  public static func buildEither(second parts: [ModelPart]) -> [ModelPart] { parts }
  public static func buildArray(_ parts: [[ModelPart]]) -> [ModelPart] { parts.flatMap { $0 } }
}
