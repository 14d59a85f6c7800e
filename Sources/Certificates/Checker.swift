// Whether a certificate shows what it says of a property of a model. No engine takes part: the
// model is translated anew, and every check is plain. docs/certificates.md says what is checked and
// why that is enough.

import ProtocolModel

/// What a certificate was found to show.
package struct CheckedProof: Hashable, Sendable {
  package var claim: Certificate.Claim
  /// How many clauses it has.
  package var clauses: Int
  package init(claim: Certificate.Claim, clauses: Int) {
    self.claim = claim
    self.clauses = clauses
  }
}

extension Certificate {
  /// A certificate of a property of a model.
  package init(
    of property: Int, in identified: IdentifiedModel, at path: String, claiming claim: Claim,
    cases: [Case]
  ) {
    let model = identified.model
    self.init(
      path: path, model: model.name, modelHash: identified.identity,
      configuration: model.configuration, options: model.options,
      property: model.properties[property].name,
      propertyHash: model.identity(of: model.properties[property]), claim: claim, cases: cases)
  }
}

/// Reads a certificate and checks it.
package func audit(
  _ text: String, _ model: IdentifiedModel, _ property: Int
) -> Result<CheckedProof, Rejection> {
  Certificate.parse(text).mapError { Rejection($0.description) }
    .flatMap { check($0, model, property: property) }
}

/// Why no certificate of a property can be checked, whatever it says; nil if one can.
package func refusal(of property: Int, in model: ProtocolModel) -> String? {
  guard let cases = CaseAssumptions.all(model, model.properties[property]) else {
    return CertificateChecker.tooManyCases
  }
  for dishonest in cases {
    let assumptions = CaseAssumptions(dishonest: dishonest, tracesSteps: false)
    if case .failure(let refusal) = translate(
      model, property: property, assumptions, isVacuity: false)
    {
      return refusal.reason
    }
  }
  return nil
}

/// Checks a certificate.
package func check(
  _ certificate: Certificate, _ model: ProtocolModel, property: Int
) -> Result<CheckedProof, Rejection> {
  check(certificate, IdentifiedModel(model), property: property)
}

private func check(
  _ certificate: Certificate, _ model: IdentifiedModel, property: Int
) -> Result<CheckedProof, Rejection> {
  do throws(Rejection) {
    let checker = CertificateChecker(certificate, model, property)
    try checker.checkSubject()
    try checker.checkCases()
    return .success(
      CheckedProof(
        claim: certificate.claim, clauses: certificate.cases.reduce(0) { $0 + $1.clauses.count }))
  } catch {
    return .failure(error)
  }
}

private struct CertificateChecker {
  private let certificate: Certificate
  private let model: ProtocolModel
  private let identity: String
  private let index: Int
  private var property: Property { model.properties[index] }
  private var isVacuity: Bool { certificate.claim == .vacuous }
  /// Terms, hypotheses and pairs of clauses that are looked at in each case; a proof of `models/`
  /// takes at most a hundredth of it.
  private static let mostWork = 250_000_000

  init(_ certificate: Certificate, _ model: IdentifiedModel, _ property: Int) {
    self.certificate = certificate
    self.model = model.model
    identity = model.identity
    index = property
  }

  static let tooManyCases = "too many principals may be honest or dishonest"

  // MARK: What it is about

  func checkSubject() throws(Rejection) {
    guard certificate.modelHash == identity else {
      throw Rejection("it is about another model, or about what this one was before")
    }
    guard certificate.options == model.options else {
      throw Rejection("it is about other options")
    }
    guard certificate.propertyHash == model.identity(of: property) else {
      throw Rejection("it is about another property, or about what this one was before")
    }
    switch (property.goal, certificate.claim) {
    case (.reachable, .unreachable), (.secret, .proved), (.guessableSafe, .proved),
      (.hidden, .proved), (.correspondence, .proved), (.secret, .vacuous),
      (.guessableSafe, .vacuous), (.hidden, .vacuous),
      (.correspondence, .vacuous):
      return
    default: throw Rejection("a property like this is not \(certificate.claim.rawValue)")
    }
  }

  // MARK: Cases

  func checkCases() throws(Rejection) {
    guard let expected = CaseAssumptions.all(model, property) else {
      throw Rejection(Self.tooManyCases)
    }
    for (number, dishonest) in expected.enumerated() {
      guard let part = certificate.cases.first(where: { $0.dishonest == dishonest }) else {
        throw Rejection("the case is missing in which the dishonest are \(dishonest)")
      }
      do throws(Rejection) {
        try check(part)
      } catch {
        throw expected.count == 1
          ? error : Rejection("case \(number + 1): \(error.description)")
      }
    }
    guard certificate.cases.count == expected.count else {
      throw Rejection("it has a case that there is not")
    }
  }

  private func check(_ part: Certificate.Case) throws(Rejection) {
    let assumptions = CaseAssumptions(dishonest: part.dishonest, tracesSteps: part.tracesSteps)
    let translated: TranslatedProperty
    switch translate(model, property: index, assumptions, isVacuity: isVacuity) {
    case .success(let result): translated = result
    case .failure(let refusal): throw Rejection(refusal.reason)
    }
    var terms = translated.terms
    var closure = ClosureCheck(
      try clauses(of: part, &terms), terms, Simplification(leftSides: translated.leftSides),
      Work(Self.mostWork))
    try closure.checkForm()
    try closure.checkInitial(translated.clauses)
    try closure.checkResolution()
    let goals = GoalCheck(
      requirement: translated.requirement, order: OrderCheck(recorded: translated.links),
      keys: translated.keys, isVacuity: isVacuity)
    try goals.check(&closure)
  }

  private func clauses(
    of part: Certificate.Case, _ terms: inout ClauseTerms
  ) throws(Rejection) -> [Clause] {
    var parser = ClauseParser(model)
    var clauses: [Clause] = []
    for (number, line) in part.clauses.enumerated() {
      switch parser.parse(line, &terms) {
      case .success(let clause): clauses.append(clause)
      case .failure(let failure):
        throw Rejection("clause \(number + 1) cannot be read: \(failure.reason)")
      }
    }
    return clauses
  }
}
