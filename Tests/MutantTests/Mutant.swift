// One thing removed from a protocol.

import ProtocolLanguage

enum MutationKind: String, CaseIterable, Sendable {
  /// A comparison, a condition, a signature that is verified: the receiver's side only.
  case check
  /// An encryption or a signature, at every place that makes or reads it.
  case key
  /// What tells messages apart: a tag, a constant.
  case tag
  /// A fresh value: from one message, or made a constant.
  case nonce
  /// Anything else that a message carries: a name, an amount, a hash.
  case field
}

struct Mutant: Sendable {
  let kind: MutationKind
  /// What was removed, in one line.
  let title: String
  /// Ways to remove it consistently, the most cautious first: the first in which honest parties
  /// still come to the end is the mutant.
  let candidates: [SyntaxTree]
}

/// All mutants of a model without guards, in an order that depends on the text alone.
func mutants(of tree: SyntaxTree) -> [Mutant] {
  checkMutants(of: tree) + keyMutants(of: tree) + tagMutants(of: tree) + fieldMutants(of: tree)
    + elementMutants(of: tree) + nonceMutants(of: tree)
}

/// The names that a term of this file can mean, other than variables.
struct DeclaredNames {
  /// Messages and tuples with the number of their fields.
  private(set) var messages: [String: Int] = [:]
  /// Values of enumerations, functions without parameters, declared principals, empty messages.
  private(set) var constants: Set<String> = []

  init(_ tree: SyntaxTree) {
    for declaration in tree.declarations {
      switch declaration.kind {
      case .message(let name, let fields, _):
        messages[name.text] = fields.count
        if fields.isEmpty { constants.insert(name.text) }
      case .enumeration(_, let values): constants.formUnion(values.map(\.text))
      case .function(let name, let parameters, _, _) where parameters.isEmpty:
        constants.insert(name.text)
      case .principal(let name, _): constants.insert(name.text)
      default: break
      }
    }
  }
}

extension SyntaxTree {
  /// The fresh values of each role.
  var freshValues: [String: Set<String>] {
    var values: [String: Set<String>] = [:]
    for case .role(let role) in declarations.map(\.kind) {
      for action in role.transitions.flatMap(\.actions) {
        guard case .fresh(let names) = action.kind else { continue }
        values[role.name.text, default: []].formUnion(names.map(\.name.text))
      }
    }
    return values
  }
}
