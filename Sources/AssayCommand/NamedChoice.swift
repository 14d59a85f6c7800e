// A choice of the command line that is written by its name. It says its names itself: left to
// themselves, the library's defaults ask at run time how each value is printed, which takes as long
// as reading a model.

import ArgumentParser

protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue: LosslessStringConvertible {}

extension NamedChoice {
  public init?(argument: String) {
    guard let value = RawValue(argument) else { return nil }
    self.init(rawValue: value)
  }

  public var defaultValueDescription: String { rawValue.description }

  public static var allValueStrings: [String] { allCases.map { $0.rawValue.description } }

  public static var allValueDescriptions: [String: String] { [:] }

  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
