// The state of the elaboration of one configuration: what has been declared so far, and the
// scope that terms are read in. Each kind of declaration has a file of its own.

import Diagnostics
import ProtocolLanguage
import Terms

/// A constant, principal or enum value: what a plain name stands for if it is no variable.
struct GlobalConstant {
  var term: Term
  var sort: SortID
}

/// What can be applied: a declared function, a message, or an untagged tuple.
struct Constructor {
  /// Nil for an untagged tuple.
  var symbol: SymbolID?
  var parameters: [SortID]
  var result: SortID
}

/// What elaboration knows about a table besides its `Table`.
struct TableColumns {
  var id: TableID
  var role: RoleID
  var sorts: [SortID]
}

/// What is known about an event from the actions that record it.
struct EventUse {
  var id: EventID
  var sorts: [SortID]
}

struct Elaborator {
  let declarations: [Declaration]
  /// The declarations that this configuration has, in order.
  let present: [Declaration]
  let sources: [SourceText]
  let configuration: OptionChoice
  var diagnostics: [Diagnostic] = []
  var model: ProtocolModel

  // Names, by kind.
  var sortIDs: [String: SortID] = [:]
  var enumSorts: Set<SortID> = []
  var constants: [String: GlobalConstant] = [:]
  var constructors: [String: Constructor] = [:]
  var roleIDs: [String: RoleID] = [:]
  var channelIDs: [String: ChannelID] = [:]
  var tables: [String: TableColumns] = [:]
  var events: [String: EventUse] = [:]
  /// Events that a transition records that is switched off here.
  var eventsElsewhere: Set<String> = []
  /// Names declared under a `when` that is false here.
  var switchedOff: Set<String> = []
  var isDeterministic = false
  var isUnchecked = false

  /// The syntax of each role of the model, by role index.
  var roleSyntax: [RoleSyntax] = []
  /// The scope of each role, by role index; its variables become the role's.
  var roleScopes: [Scope] = []
  /// Where terms are read now.
  var scope = Scope()
  /// What the term that is being read needs besides itself.
  var work = TermWork()
  /// Where the terms of roles stand, for what is found later.
  var termSpans = TermSpans()

  init(_ loaded: LoadedProtocol, _ configuration: OptionChoice, declared: [String]) {
    declarations = loaded.declarations
    present = declarations.filter { $0.guardFormula?.holds(with: configuration.enabled) ?? true }
    sources = loaded.sources
    self.configuration = configuration
    model = ProtocolModel(
      name: loaded.name?.text ?? "", configuration: configuration.name,
      options: declared.filter(configuration.enabled.contains), declaredOptions: declared,
      sorts: SortID.builtinNames.map { SortInfo(name: $0, isGuessable: false) },
      signature: Signature(), theory: Theory(rewriteRules: [], analysisRules: []),
      isTyped: false, principals: [],
      channels: [Channel(name: "network", security: .insecure, endpoints: nil)], tables: [],
      events: [], roles: [], properties: [], scenarios: [])
  }

  /// The model of this configuration; meaningless if there are errors among the diagnostics.
  mutating func elaborate() -> ProtocolModel {
    declareSorts()
    declareFlags()
    declareNames()
    declareRoles()
    declareChannels()
    declareTables()
    elaborateTheory()
    elaborateRoles()
    elaborateScenarios()
    elaborateProperties()
    finish()
    return model
  }

  /// What needs a complete model: whether roles can do what they say, and the split into variants.
  private mutating func finish() {
    guard !hasErrors else { return }
    // Which states can be reached is judged over all options (see warnAboutStates).
    if !isUnchecked {
      diagnostics += checkExecutability(model, spans: termSpans)
        .filter { $0.code != .stateNotReachable }
    }
    diagnostics += termsTooLarge(in: model)
    guard !hasErrors else { return }
    let split = model.splittingIntoVariants()
    model = split.model
    diagnostics += split.diagnostics
  }

  /// For telling how far the honest run gets; it has the roles that `default` lists.
  var honestRunOrder: HonestRunOrder {
    let counts = model.scenarios.first { $0.name == "default" }?.counts
    let tags = Set(
      constructors.filter { $0.value.symbol.map { model.signature[$0].kind == .message } ?? false }
        .keys
    ).union(builtinFunctions)
    let roles = roleSyntax.indices.filter { role in counts.map { $0[role] > 0 } ?? true }
    return HonestRunOrder(
      roles: roles.map { roleSyntax[$0] },
      // Not all of the elaborator: it would be kept for every configuration.
      isOn: { [configuration] in $0?.holds(with: configuration.enabled) ?? true },
      isConstant: { [constants] in constants[$0] != nil },
      isRigid: { tags.contains($0) })
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  func isOn(_ formula: OptionFormula?) -> Bool {
    formula?.holds(with: configuration.enabled) ?? true
  }

  /// The elements of a list that this configuration has.
  func present(_ arguments: [ArgumentSyntax]) -> [TermSyntax] {
    arguments.filter { isOn($0.guardFormula) }.map(\.term)
  }

  func present(_ fields: [FieldSyntax]) -> [FieldSyntax] {
    fields.filter { isOn($0.guardFormula) }
  }
}

// MARK: - Reporting

extension Elaborator {
  private static let mostFindings = 1000

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String? = nil,
    notes: [String] = []
  ) {
    // Nobody reads the thousandth, and each is compared with all before it.
    if diagnostics.count >= Self.mostFindings, hasErrors { return }
    let diagnostic = Diagnostic(code, message, at: span, label: label, notes: notes)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Reports a name that nothing here has: with the nearest that something has, and whether it
  /// exists under other options.
  mutating func reportUnknown(
    _ code: DiagnosticCode, _ what: String, _ name: Identifier,
    among candidates: some Sequence<String>, notes: [String] = []
  ) {
    reportUnknown(code, sentence: "there is no \(what)", name, among: candidates, notes: notes)
  }

  /// The same with a sentence that the name ends.
  mutating func reportUnknown(
    _ code: DiagnosticCode, sentence: String, _ name: Identifier,
    among candidates: some Sequence<String>, notes: [String] = []
  ) {
    if switchedOff.contains(name.text) {
      report(
        code, "`\(name.text)` is switched off here", at: name.span,
        notes: ["it is declared with a `when` that does not hold; guard this use as well"])
      return
    }
    let near = suggestion(for: name.text, among: candidates)
    report(
      code, "\(sentence) `\(name.text)`", at: name.span,
      label: near.map { "did you mean `\($0)`?" }, notes: notes)
  }

  mutating func reportDuplicate(_ what: String, _ name: Identifier) {
    report(.duplicateName, "\(what) `\(name.text)` is declared twice", at: name.span)
  }

  mutating func reportListedTwice(_ what: String, _ name: Identifier, notes: [String] = []) {
    report(.duplicateName, "\(what) `\(name.text)` is listed twice", at: name.span, notes: notes)
  }

  mutating func role(named name: Identifier) -> RoleID? {
    if let role = roleIDs[name.text] { return role }
    reportUnknown(.unknownRole, "role", name, among: roleIDs.keys)
    return nil
  }

  mutating func state(named name: Identifier?, of role: RoleID) -> StateID? {
    guard let name else { return nil }
    let states = model.roles[role.index].states
    if let index = states.firstIndex(where: { $0.name == name.text }) { return StateID(index) }
    reportUnknown(
      .unknownState, "state", name, among: states.map(\.name),
      notes: ["\(model.roles[role.index].name) has " + listed(states.map(\.name))])
    return nil
  }
}

/// `a`, `b` and `c`
func listed(_ names: [String], _ last: String = "and") -> String {
  let quoted = names.map { "`\($0)`" }
  guard quoted.count > 1 else { return quoted.first ?? "none" }
  return quoted.dropLast().joined(separator: ", ") + " \(last) " + quoted[quoted.count - 1]
}

/// "1 argument", "2 arguments"
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
