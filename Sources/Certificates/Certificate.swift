// What a proof consists of. docs/certificates.md says how it is written and what is checked.

package struct Certificate: Hashable, Sendable {
  package enum Claim: String, Hashable, Sendable { case proved, unreachable, vacuous }

  /// The format that is written and understood.
  package static let version = 1

  /// Where the model was read, as its user wrote it; so that an audit finds it. Nothing depends on it.
  package var path: String
  package var model: String
  /// The SHA-256 of the elaborated model, in hexadecimal.
  package var modelHash: String
  package var configuration: String?
  /// The options that are on.
  package var options: [String]
  package var property: String
  package var propertyHash: String
  package var claim: Claim
  package var cases: [Case]

  /// The closed set for one way in which named principals are honest or dishonest.
  package struct Case: Hashable, Sendable {
    /// In the order of their names.
    package var dishonest: [String]
    package var tracesSteps: Bool
    /// As text, each a line without its number: what the symbols mean is settled only when the
    /// model is translated.
    package var clauses: [String]
    package init(dishonest: [String], tracesSteps: Bool, clauses: [String]) {
      self.dishonest = dishonest
      self.tracesSteps = tracesSteps
      self.clauses = clauses
    }
  }

  package init(
    path: String, model: String, modelHash: String, configuration: String?, options: [String],
    property: String,
    propertyHash: String, claim: Claim, cases: [Case]
  ) {
    self.path = path
    self.model = model
    self.modelHash = modelHash
    self.configuration = configuration
    self.options = options
    self.property = property
    self.propertyHash = propertyHash
    self.claim = claim
    self.cases = cases
  }
}
