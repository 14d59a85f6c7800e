// How a role can tell that a value it was sent is what a pattern says: by an operation that
// succeeds on such values only. Decrypting succeeds with the right key, checking a signature with
// the right verification key; an implementation notices when a declared destructor does not apply.

import Terms

/// Who has `others` can tell that a value is an instance of `whole`, and learns `revealed`.
struct Recogniser {
  var whole: Term
  var others: [Term]
  /// Nil if it only says yes or no.
  var revealed: Term?

  /// The arguments of `whole` that the operation fixes: those all of whose variables it reveals
  /// or that the role had to provide. The randomness of an encryption is not among them, nor is
  /// the key of a signature that was opened without checking.
  var covered: [Int] {
    guard case .apply(_, let arguments) = whole else { return [] }
    let fixed = Set((others + (revealed.map { [$0] } ?? [])).flatMap(\.variables))
    return arguments.indices.filter { fixed.isSuperset(of: arguments[$0].variables) }
  }

  func renamedApart(by offset: Int) -> Recogniser {
    Recogniser(
      whole: whole.renamedApart(by: offset), others: others.map { $0.renamedApart(by: offset) },
      revealed: revealed?.renamedApart(by: offset))
  }

  static func all(_ theory: Theory, _ signature: Signature) -> [Recogniser] {
    theory.analysisRules.map {
      Recogniser(
        whole: $0.premises[0], others: Array($0.premises.dropFirst()), revealed: $0.conclusion)
    } + [signatureCheck] + theory.rewriteRules.flatMap { fromEquation($0, signature) }
  }

  /// `sign(m, k)` is checked with `vk(k)`.
  private static let signatureCheck: Recogniser = {
    let (message, key) = (Term.variable(Variable(0)), Term.variable(Variable(1)))
    return Recogniser(
      whole: .apply(Signature.signature, [message, key]),
      others: [.apply(Signature.verificationKey, [key])], revealed: nil)
  }()

  /// `check(sg(m, k), m, pub(k)) = true` recognises its first argument, given the others. What
  /// it gives is revealed by the analysis rules.
  private static func fromEquation(_ rule: RewriteRule, _ signature: Signature) -> [Recogniser] {
    guard case .apply(let head, let arguments) = rule.left, signature[head].isPublic else {
      return []
    }
    return arguments.indices.compactMap { index in
      guard case .apply = arguments[index] else { return nil }
      var others = arguments
      others.remove(at: index)
      return Recogniser(whole: arguments[index], others: others, revealed: nil)
    }
  }
}
