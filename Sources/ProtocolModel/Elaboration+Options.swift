// Options: which are declared, which are on in which configuration, and the check that every
// `when` names declared ones. The check walks the whole file, so that a misspelt option is found
// in a part that is switched off as well.

import Diagnostics
import ProtocolLanguage

/// One assignment of the options.
struct OptionChoice {
  var name: String?
  var enabled: Set<String>
}

/// The declared options and the configurations of one file.
struct OptionChoices {
  private(set) var declared: [String] = []
  private(set) var configurations: [OptionChoice] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Options that are mentioned and not declared.
  private var unknown: Set<String> = []

  init(_ loaded: LoadedProtocol, overrides: [String: Bool]) {
    for declaration in loaded.declarations {
      if case .option(let name) = declaration.kind { declare(name) }
    }
    for declaration in loaded.declarations {
      if case .configuration(let name, let options) = declaration.kind {
        configure(name, options)
      }
      if declaration.kind.isAboutOptions, let formula = declaration.guardFormula {
        report(.misplacedWhen, "this declaration has no `when`", at: formula.firstSpan)
      }
      declaration.forEachFormula { checkOptions(of: $0) }
    }
    if configurations.isEmpty { configurations = [OptionChoice(name: nil, enabled: [])] }
    apply(overrides, at: loaded.name?.span)
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String? = nil
  ) {
    diagnostics.append(Diagnostic(code, message, at: span, label: label))
  }

  private mutating func declare(_ name: Identifier) {
    if declared.contains(name.text) {
      report(.duplicateName, "the option `\(name.text)` is declared twice", at: name.span)
    } else {
      declared.append(name.text)
    }
  }

  private mutating func configure(_ name: Identifier, _ options: [Identifier]) {
    if configurations.contains(where: { $0.name == name.text }) {
      report(
        .duplicateConfiguration, "the configuration `\(name.text)` is declared twice",
        at: name.span)
      return
    }
    for option in options { check(option) }
    configurations.append(OptionChoice(name: name.text, enabled: Set(options.map(\.text))))
  }

  private mutating func checkOptions(of formula: OptionFormula) {
    for option in formula.options { check(option) }
  }

  private mutating func check(_ option: Identifier) {
    guard !declared.contains(option.text) else { return }
    unknown.insert(option.text)
    report(
      .unknownOption, "there is no option `\(option.text)`", at: option.span,
      label: suggestion(for: option.text, among: declared).map { "did you mean `\($0)`?" })
  }

  private mutating func apply(_ overrides: [String: Bool], at span: SourceSpan?) {
    for (option, isOn) in overrides.sorted(by: { $0.key < $1.key }) {
      let start = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
      check(Identifier(option, at: span ?? start))
      for index in configurations.indices {
        if isOn {
          configurations[index].enabled.insert(option)
        } else {
          configurations[index].enabled.remove(option)
        }
      }
    }
  }
}

extension OptionChoices {
  /// The configuration of this name alone, if there is one; otherwise all.
  func configurations(named name: String?) -> [OptionChoice] {
    guard let name, let match = configurations.first(where: { $0.name == name }) else {
      return configurations
    }
    return [match]
  }

  /// What a configuration may have been meant to be: itself if all its options are declared;
  /// otherwise with each undeclared option taken for the one it resembles, and with all of them
  /// off and on. A finding that is not made in all of them follows from the undeclared option,
  /// and the user has been told of that.
  func readings(of configuration: OptionChoice) -> [OptionChoice] {
    if unknown.isEmpty { return [configuration] }
    var readings = [configuration, configuration, configuration]
    for name in unknown.sorted() {
      if let meant = suggestion(for: name, among: declared) {
        if configuration.enabled.contains(name) { readings[0].enabled.insert(meant) }
        if configuration.enabled.contains(meant) { readings[0].enabled.insert(name) }
      }
      readings[1].enabled.remove(name)
      readings[2].enabled.insert(name)
    }
    return readings
  }
}

extension DeclarationKind {
  /// Whether the declaration says what options there are, and so cannot depend on them.
  fileprivate var isAboutOptions: Bool {
    switch self {
    case .option, .configuration: true
    default: false
    }
  }
}

extension OptionFormula {
  /// The options that it mentions, in the order of the text.
  var options: [Identifier] {
    switch self {
    case .option(let name): [name]
    case .not(let formula): formula.options
    case .and(let left, let right), .or(let left, let right): left.options + right.options
    }
  }

  fileprivate var firstSpan: SourceSpan { options[0].span }

  func holds(with enabled: Set<String>) -> Bool {
    switch self {
    case .option(let name): enabled.contains(name.text)
    case .not(let formula): !formula.holds(with: enabled)
    case .and(let left, let right): left.holds(with: enabled) && right.holds(with: enabled)
    case .or(let left, let right): left.holds(with: enabled) || right.holds(with: enabled)
    }
  }
}
