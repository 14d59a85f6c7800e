// Messages as an onlooker sees them who knows everything: the generator writes a protocol as an
// exchange of such messages and derives from them what each role sends, compares and binds.

indirect enum GlobalTerm: Hashable {
  /// A value that a session makes or is given.
  case atom(Atom)
  /// The principal that plays the role.
  case principal(Int)
  case tuple([GlobalTerm])
  /// A declared message.
  case tagged(String, [GlobalTerm])
  /// Encrypted for the principal that plays the role.
  case asymmetric(GlobalTerm, for: Int)
  case symmetric(GlobalTerm, key: GlobalTerm)
  /// Like `symmetric`, by a function with a declared equation.
  case declared(GlobalTerm, key: GlobalTerm)
  case signed(GlobalTerm, by: Int)
  case hash(GlobalTerm)
  case mac(GlobalTerm, key: GlobalTerm)
  case derivedKey(GlobalTerm)
  /// The long-term key that two roles' principals share.
  case shared(Int, Int)
  case publicKey(Int)
  /// The authority's word for the public key of the principal that plays the role.
  case certificate(Int)
  /// An integer atom plus a constant.
  case sum(Atom, Int)
  case constant(Int)

  struct Atom: Hashable {
    enum Kind: Hashable { case nonce, key, integer, brand }
    var name: String
    var kind: Kind
    var sort: String {
      switch kind {
      case .nonce: "Nonce"
      case .key: "Key"
      case .integer: "Int"
      case .brand: "Brand"
      }
    }
  }

  /// The declared sort of a message field that holds this.
  var sort: String {
    switch self {
    case .atom(let atom): atom.sort
    case .principal: "Principal"
    case .shared, .publicKey, .derivedKey: "Key"
    case .sum, .constant: "Int"
    default: "Message"
    }
  }

  var children: [GlobalTerm] {
    switch self {
    case .tuple(let parts), .tagged(_, let parts): parts
    case .asymmetric(let inner, _), .signed(let inner, _), .hash(let inner),
      .derivedKey(let inner):
      [inner]
    case .symmetric(let inner, let key), .declared(let inner, let key), .mac(let inner, let key):
      [inner, key]
    case .atom, .principal, .shared, .publicKey, .certificate, .sum, .constant: []
    }
  }

  var atoms: [Atom] {
    switch self {
    case .atom(let atom), .sum(let atom, _): [atom]
    default: children.flatMap(\.atoms)
    }
  }

  /// Whether somebody without keys sees this part.
  func shows(_ part: GlobalTerm) -> Bool {
    if self == part { return true }
    switch self {
    case .tuple, .tagged, .signed: return children.contains { $0.shows(part) }
    default: return false
    }
  }

  /// Adds an element to the outermost list.
  func adding(_ element: GlobalTerm, _ isAdded: inout Bool) -> GlobalTerm {
    switch self {
    case .tuple(let parts):
      isAdded = true
      return .tuple([parts[0], element] + parts.dropFirst())
    case .tagged(let name, let parts):
      isAdded = true
      return .tagged(name, parts + [element])
    case .asymmetric, .signed:
      return mappingChildren { isAdded ? $0 : $0.adding(element, &isAdded) }
    default: return self
    }
  }

  /// Rebuilds the term with changed children.
  func mappingChildren(_ change: (GlobalTerm) -> GlobalTerm) -> GlobalTerm {
    switch self {
    case .tuple(let parts): .tuple(parts.map(change))
    case .tagged(let name, let parts): .tagged(name, parts.map(change))
    case .asymmetric(let inner, let role): .asymmetric(change(inner), for: role)
    case .signed(let inner, let role): .signed(change(inner), by: role)
    case .hash(let inner): .hash(change(inner))
    case .derivedKey(let inner): .derivedKey(change(inner))
    case .symmetric(let inner, let key): .symmetric(change(inner), key: change(key))
    case .declared(let inner, let key): .declared(change(inner), key: change(key))
    case .mac(let inner, let key): .mac(change(inner), key: change(key))
    case .atom, .principal, .shared, .publicKey, .certificate, .sum, .constant: self
    }
  }
}

/// One message of the exchange.
struct GlobalStep {
  var sender: Int
  var receiver: Int
  var content: GlobalTerm
}
