// Variants, checked against rewriting: for every choice of small ground values exactly one
// variant goes through, and it sends the normal form of what the transition says.

import Diagnostics
import Terms
import Testing

@testable import ProtocolModel

@Suite struct VariantsTests {
  static let functions: (signature: Signature, enc: SymbolID, dec: SymbolID, pick: SymbolID) = {
    var signature = Signature()
    func declare(_ name: String) -> SymbolID {
      signature.add(Symbol(name, arity: 2, kind: .function, isPublic: true, result: .message))
    }
    return (signature, declare("enc"), declare("dec"), declare("pick"))
  }()
  let enc = functions.enc
  let dec = functions.dec
  let pick = functions.pick

  /// dec(enc(x, k), k) → x; pick(x, (y, x)) → x; pick((x, y), (y, x)) → (x, y): the last two
  /// overlap.
  var rules: [RewriteRule] {
    let (a, b) = (Term.variable(Variable(0)), Term.variable(Variable(1)))
    return [
      RewriteRule(left: .apply(dec, [.apply(enc, [a, b]), b]), right: a, variableCount: 2),
      RewriteRule(left: .apply(pick, [a, .pair(b, a)]), right: a, variableCount: 2),
      RewriteRule(
        left: .apply(pick, [.pair(a, b), .pair(b, a)]), right: .pair(a, b), variableCount: 2),
    ]
  }

  let c = Term.variable(Variable(0))
  let k = Term.variable(Variable(1))
  let d = Term.variable(Variable(2))

  func role(_ actions: [Action]) -> Role {
    let span = SourceSpan(file: SourceFileID(0), start: 0, end: 0)
    let variables = ["c", "k", "d", "m", "n"].map {
      VariableInfo(name: $0, sort: .message, kind: .any)
    }
    let transition = Transition(
      source: StateID(0), target: StateID(1), actions: actions,
      spans: actions.map { _ in span }, span: span)
    return Role(
      name: "R", parameters: [Parameter(variable: Variable(0), partnerRole: nil)], distinct: [],
      variables: variables, knows: [],
      states: [
        RoleState(name: "start", bound: [Variable(0), Variable(1), Variable(2)]),
        RoleState(name: "done", bound: []),
      ],
      initial: StateID(0), transitions: [transition], span: span)
  }

  /// Runs the actions on ground values with terms compared as they are; the sent message or nil.
  func run(_ actions: [Action], _ values: [Variable: Term], rules: [RewriteRule]) -> Term? {
    var values = values
    func ground(_ term: Term) -> Term { normalForm(term.substituting(values), rules: rules) }
    for action in actions {
      switch action {
      case .match(let term, let pattern):
        guard match(pattern, ground(term), into: &values) else { return nil }
      case .require(.equal(let left, let right)):
        guard ground(left) == ground(right) else { return nil }
      case .require(.notEqual(let left, let right)):
        var wildcards = values
        if match(right, ground(left), into: &wildcards) { return nil }
      case .send(let message, over: _, to: _): return ground(message)
      default: Issue.record("unexpected action \(action)")
      }
    }
    return nil
  }

  var groundTerms: [Term] {
    let atoms = [Term.integer(1), .integer(2)]
    let pairs = atoms.flatMap { left in atoms.map { Term.pair(left, $0) } }
    let ciphers = atoms.flatMap { left in atoms.map { Term.apply(enc, [left, $0]) } }
    let nested = ciphers.flatMap { cipher in atoms.map { Term.apply(enc, [cipher, $0]) } }
    let stuck = atoms.map { Term.apply(dec, [.integer(1), $0]) }
    return atoms + pairs + ciphers + nested + stuck
  }

  func check(_ message: Term, variantCount: Int, sourceLocation: SourceLocation = #_sourceLocation)
  {
    var role = role([.send(message, over: .network, to: nil)])
    let theory = Theory(rewriteRules: rules, analysisRules: [])
    let split = variants(of: role.transitions[0], role: &role, theory: theory)
    #expect(split.count == variantCount, sourceLocation: sourceLocation)
    for first in groundTerms {
      for second in groundTerms {
        for third in message.contains(d) ? groundTerms : [.integer(1)] {
          let values = [Variable(0): first, Variable(1): second, Variable(2): third]
          let expected = normalForm(message.substituting(values), rules: rules)
          let sent = split.compactMap { run($0.actions, values, rules: []) }
          #expect(sent == [expected], sourceLocation: sourceLocation)
        }
      }
    }
  }

  @Test func decryption() { check(.apply(dec, [c, k]), variantCount: 2) }

  @Test func nestedDecryption() {
    // What is stuck inside is no ciphertext.
    check(.apply(dec, [.apply(dec, [c, k]), d]), variantCount: 3)
    check(.apply(dec, [.apply(dec, [c, k]), k]), variantCount: 3)
  }

  @Test func theSameTermIsOneCase() {
    check(.pair(.apply(dec, [c, k]), .apply(dec, [c, k])), variantCount: 2)
  }

  @Test func whatReducesAsItStandsIsOneVariant() {
    check(.apply(dec, [.apply(enc, [c, k]), k]), variantCount: 1)
    check(.apply(dec, [.pair(c, k), k]), variantCount: 1)
    check(.apply(dec, [.apply(enc, [c, .integer(1)]), .integer(2)]), variantCount: 1)
  }

  @Test func keysThatMayCoincide() {
    check(.apply(dec, [.apply(enc, [c, d]), k]), variantCount: 2)
    // If dec(d, k) is stuck it is larger than k, hence not k.
    check(.apply(dec, [.apply(enc, [c, .apply(dec, [d, k])]), k]), variantCount: 3)
  }

  @Test func overlappingRulesExcludeEachOther() { check(.apply(pick, [c, k]), variantCount: 3) }

  @Test func atomicValuesAreNoCiphertexts() {
    var role = role([.send(.apply(dec, [c, k]), over: .network, to: nil)])
    role.variables[0].kind = .principal
    let theory = Theory(rewriteRules: rules, analysisRules: [])
    #expect(variants(of: role.transitions[0], role: &role, theory: theory).count == 1)
  }

  @Test func computedPartsOfPatternsAreComparisons() {
    // receive ?m, dec(m, k) computes with m, which the same message brings.
    let m = Term.variable(Variable(3))
    var role = role([
      .receive(.pair(m, .apply(dec, [m, k])), over: .network, from: nil),
      .send(m, over: .network, to: nil),
    ])
    let pattern = Term.pair(m, .apply(dec, [m, k]))
    #expect(pattern.isComputable(given: [Variable(1)], rules: rules))
    #expect(!Term.apply(dec, [m, k]).isComputable(given: [Variable(1)], rules: rules))
    let theory = Theory(rewriteRules: rules, analysisRules: [])
    let split = variants(of: role.transitions[0], role: &role, theory: theory)
    #expect(split.count == 2)
    for transition in split {
      guard
        case .receive(.apply(Signature.pair, let parts), over: _, from: nil) =
          transition.actions[0]
      else {
        Issue.record("a receive comes first")
        return
      }
      #expect(parts[0] == m)
      #expect(role.variables[parts[1].variables[0].index].isHidden)
      #expect(transition.actions.count == transition.spans.count)
    }
  }

  @Test func conditionsAreDecidedBeforeTheyAreJudged() {
    let m = Term.apply(dec, [c, k])
    let condition = Condition.any([.equal(m, d), .equal(d, .integer(1))])
    var role = role([.require(condition), .send(c, over: .network, to: nil)])
    let theory = Theory(rewriteRules: rules, analysisRules: [])
    let split = variants(of: role.transitions[0], role: &role, theory: theory)
    #expect(split.count == 2)
    #expect(
      split[1].actions.dropFirst() == [.require(condition), .send(c, over: .network, to: nil)])
  }

  @Test func transitionsWithoutEquationsStayAsTheyAre() {
    var role = role([.send(.apply(enc, [c, k]), over: .network, to: nil)])
    let before = role
    let theory = Theory(rewriteRules: rules, analysisRules: [])
    #expect(variants(of: role.transitions[0], role: &role, theory: theory) == role.transitions)
    #expect(role == before)
  }

  /// From text: what a role computes, compares and claims is split in the elaborated model.
  @Test func elaborationSplits() throws {
    let result = elaborated(
      """
      protocol Test
      function enc(Message, Key): Message
      function dec(Message, Key): Message
      equation dec(enc(x, k), k) = x
      role A(X, k: Key) {
        start -> done {
          receive ?c, dec(c, k)
          let m = dec(dec(c, k), k)
          event Done(X, m, dec(enc(X, k), k))
        }
      }
      attacker { controls network }
      property completes: reachable Done(X, dec(enc(X, k), k), _)
      scenario default { 1 A }
      """)
    #expect(result.diagnostics.map(summary) == [])
    let model = try #require(result.models.first)
    // Stuck; reduced once; reduced twice.
    #expect(model.roles[0].transitions.count == 3)
    let theory = model.theory
    #expect(theory.analysisRules.contains { $0.name == "dec" && $0.premises.count == 2 })
    guard case .reachable(let patterns) = model.properties[0].goal,
      case .variable = patterns[0].arguments[1]
    else {
      Issue.record("terms of properties are in normal form")
      return
    }
  }
}
