// Options and what `when` is followed by. Named after the protocol because `Option` belongs to
// ArgumentParser, which a command line that checks protocols imports as well.

import ProtocolLanguage

/// A change to the protocol that a configuration switches on: `option lowe`.
public struct ProtocolOption: ModelDeclaration {
  public var part: ModelPart
  let name: String

  /// Declares an option.
  public init(_ name: String, fileID: String = #fileID, line: Int = #line) {
    self.name = name
    part = ModelPart(.option(Identifier(name)), SourceSite(fileID: fileID, line: line))
  }
}

/// A Boolean combination of options, from `&&`, `||` and `!`.
public struct OptionCombination: OptionGuard {
  public let guardText: GuardText
}

/// An option or a combination of options: what `when` and `unless` take.
public protocol OptionGuard: Sendable {
  /// The combination as the language writes it.
  var guardText: GuardText { get }
}

/// A combination of options as a tree of the language.
public struct GuardText: Hashable, Sendable {
  let formula: OptionFormula
}

extension GuardText: CustomStringConvertible {
  /// As it is written after `when`.
  public var description: String { formula.written }
}

extension ProtocolOption: OptionGuard {
  public var guardText: GuardText { GuardText(formula: .option(Identifier(name))) }
}

extension OptionGuard {
  var formula: OptionFormula { guardText.formula }
}

/// Both.
public func && (left: some OptionGuard, right: some OptionGuard) -> OptionCombination {
  OptionCombination(guardText: GuardText(formula: .and(left.formula, right.formula)))
}

/// One of the two, or both.
public func || (left: some OptionGuard, right: some OptionGuard) -> OptionCombination {
  OptionCombination(guardText: GuardText(formula: .or(left.formula, right.formula)))
}

/// Where it is switched off.
public prefix func ! (operand: some OptionGuard) -> OptionCombination {
  OptionCombination(guardText: GuardText(formula: .not(operand.formula)))
}
