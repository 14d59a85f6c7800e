// The table of everything Assay can say about an input. Codes are stable: a code is never given
// a new meaning, and `docs/diagnostics.md` has a row for each (a test compares the two).
// Lexical errors start at E0001, syntax at E0101, names and sorts at E0201, executability at
// E0301, options and scenarios at E0401, equations at E0501, files at E0601, imports at E0701; warnings with W.

package enum DiagnosticCode: String, CaseIterable, Sendable {
  case invalidCharacter = "E0001"
  case invalidEncoding = "E0002"
  case integerTooLarge = "E0003"
  case unterminatedString = "E0004"

  case unexpectedToken = "E0101"
  case nestingTooDeep = "E0102"
  case missingProtocolHeader = "E0103"
  case fileTooLarge = "E0104"
  case misplacedReceive = "E0105"
  case misplacedWhen = "E0106"

  case unknownName = "E0201"
  case duplicateName = "E0202"
  case unknownSort = "E0203"
  case sortMismatch = "E0204"
  case wrongArgumentCount = "E0205"
  case alreadyBound = "E0206"
  case notBound = "E0207"
  case unknownRole = "E0208"
  case unknownState = "E0209"
  case unknownTable = "E0210"
  case unknownChannel = "E0211"
  case unknownEvent = "E0212"
  case notAPattern = "E0213"
  case nonLinearArithmetic = "E0214"
  case secretInteger = "E0215"
  case noAddressee = "E0216"
  case wrongEndpoint = "E0217"
  case wildcardNotAllowed = "E0218"
  case foreignTable = "E0219"
  case reservedName = "E0220"
  case unboundExcuse = "E0221"
  case clauseNotAllowed = "E0222"
  case notGuessable = "E0223"
  case guessingUnderEquations = "E0224"

  case cannotBuild = "E0301"
  case cannotOpen = "E0302"
  case cannotCheck = "E0303"
  case termTooLarge = "E0304"
  case tooManyCases = "E0305"

  case unknownOption = "E0401"
  case duplicateConfiguration = "E0402"
  case unknownScenario = "E0403"
  case emptyScenario = "E0404"
  case invalidExpectation = "E0405"
  case noRoles = "E0406"
  case noProperties = "E0407"
  case tooManySessions = "E0408"

  case notSubtermConvergent = "E0501"
  case notConvergent = "E0502"

  case fileNotReadable = "E0601"
  case includeCycle = "E0602"
  case includeNotFound = "E0603"

  case importNotSupported = "E0701"
  case importNotValid = "E0702"

  case transitionNeverFires = "W0001"
  case stateNotReachable = "W0002"
  case unusedDeclaration = "W0003"
  case importIgnored = "W0004"

  package var severity: Severity { rawValue.hasPrefix("W") ? .warning : .error }
}
