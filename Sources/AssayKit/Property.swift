// Properties: a claim, what excuses a violation, and what is expected.

import ProtocolLanguage

/// What must hold of every run, or for `reachable` of some run.
public struct Property: ModelDeclaration {
  public var part: ModelPart

  /// Declares a property.
  public init(_ name: String, _ claim: Claim, fileID: String = #fileID, line: Int = #line) {
    part = ModelPart(
      .property(PropertySyntax(Identifier(name), form: claim.form)),
      SourceSite(fileID: fileID, line: line))
    part.problems = claim.problems
  }

  /// `unless …`: what excuses a violation; any one of several.
  public func unless(_ excuses: Excuse...) -> Property {
    changed { $0.excuses += excuses.map(\.syntax) }
  }

  /// `with attacker { … }`: another attacker for this property.
  public func with(_ attacker: Attacker) -> Property { changed { $0.attacker = attacker.syntax } }

  /// `within small`: the scenario to search.
  public func within(_ scenario: String) -> Property {
    changed { $0.scenario = Identifier(scenario) }
  }

  /// `expect V`: the verdict that is right. The first expectation that applies decides.
  public func expect(_ verdict: Verdict) -> Property { expecting(verdict, nil) }

  /// `expect V when F`
  public func expect(_ verdict: Verdict, when options: some OptionGuard) -> Property {
    expecting(verdict, .when(options.formula))
  }

  /// `expect V unless F`: the opposite where F holds.
  public func expect(_ verdict: Verdict, unless options: some OptionGuard) -> Property {
    expecting(verdict, .unless(options.formula))
  }

  private func expecting(
    _ verdict: Verdict, _ condition: ExpectationSyntax.Condition?
  ) -> Property {
    changed {
      $0.expectations.append(
        ExpectationSyntax(Identifier(verdict.rawValue), condition: condition, at: .none))
    }
  }

  private func changed(_ change: (inout PropertySyntax) -> Void) -> Property {
    guard case .property(var syntax) = part.kind else {
      preconditionFailure("a property's part is a property")
    }
    change(&syntax)
    var copy = self
    copy.part.kind = .property(syntax)
    return copy
  }
}

/// What excuses a violation of a property.
public struct Excuse: Sendable {
  let syntax: ExcuseSyntax

  /// The principal is dishonest.
  public static func dishonest(_ principal: Term) -> Excuse {
    Excuse(syntax: .dishonest(principal.unguarded, .none))
  }

  /// The attacker took the term (before an event, if one is given).
  public static func revealed(_ term: Term, before event: Occurrence? = nil) -> Excuse {
    Excuse(syntax: .revealed(term.unguarded, before: event?.syntax, .none))
  }
}
