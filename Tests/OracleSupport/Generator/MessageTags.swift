// The declared messages of a generated protocol, collected while its terms are written.

struct MessageTags {
  private(set) var declarations: [String] = []
  private var names: [String: String] = [:]

  func isTagged(_ term: GlobalTerm) -> Bool {
    if case .tagged = term { return true }
    return false
  }

  /// The term with its children already written.
  mutating func render(_ term: GlobalTerm, _ parts: [String]) -> String {
    let list = parts.joined(separator: ", ")
    switch term {
    case .tuple: return parts.count == 1 ? list : "(\(list))"
    case .tagged(let name, let children):
      return "\(constructor(name, children.map(\.sort)))(\(list))"
    case .symmetric: return "senc(\(list))"
    case .declared: return "enc(\(list))"
    case .hash: return "hash(\(list))"
    case .mac: return "mac(\(list))"
    case .derivedKey: return "kdf(\(list))"
    default: preconditionFailure("\(term) is written by its role")
    }
  }

  mutating func certificate(_ subject: String, _ key: String) -> String {
    let name = constructor("Certificate", ["Principal", "Key"])
    return "sign(\(name)(\(subject), \(key)), sk(Authority))"
  }

  /// Mutations change what a message carries: each list of sorts is a message of its own.
  private mutating func constructor(_ name: String, _ sorts: [String]) -> String {
    let key = "\(name)(\(sorts.joined(separator: ",")))"
    if let known = names[key] { return known }
    let same = names.values.count { $0.hasPrefix(name) }
    let unique = same == 0 ? name : "\(name)\(same + 1)"
    names[key] = unique
    let fields = sorts.enumerated().map { "f\($0): \($1)" }.joined(separator: ", ")
    declarations.append("message \(unique)(\(fields))")
    return unique
  }
}
