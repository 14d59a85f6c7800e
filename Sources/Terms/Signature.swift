// The signature of a model: every function symbol with its arity and what the attacker may do
// with it. The built-in cryptography has fixed ids, so that no layer ever looks a name up.
//
// All symbols are constructors. What takes terms apart are the analysis rules of the theory
// (see Theory), not symbols of their own; the symbols of declared equations are the exception:
// they stand in rules and are also constructors where no rule applies.

/// Names a function symbol: an index into the signature of one model.
public struct SymbolID: Hashable, Sendable, BitwiseCopyable {
  public let index: Int32
  @inlinable public init(_ index: Int) { self.index = Int32(index) }
  @inlinable public static func == (left: SymbolID, right: SymbolID) -> Bool {
    left.index == right.index
  }
}

/// Names a sort: an index into the sorts of one model.
public struct SortID: Hashable, Sendable, BitwiseCopyable {
  public let index: Int32
  @inlinable public init(_ index: Int) { self.index = Int32(index) }
  @inlinable public static func == (left: SortID, right: SortID) -> Bool {
    left.index == right.index
  }
  /// Any term at all.
  @inlinable public static var message: SortID { SortID(0) }
  @inlinable public static var principal: SortID { SortID(1) }
  @inlinable public static var integer: SortID { SortID(2) }
  @inlinable public static var nonce: SortID { SortID(3) }
  @inlinable public static var key: SortID { SortID(4) }
  /// The names of the sorts above, in the order of their ids.
  package static let builtinNames = ["Message", "Principal", "Int", "Nonce", "Key"]
}

/// A function symbol.
package struct Symbol: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The built-in cryptography and pairing; see the ids on `Signature`.
    case builtin
    /// A `message`: a tag that everyone can put on and take off.
    case message
    /// A declared function; private ones the attacker cannot apply.
    case function
  }
  package let name: String
  package let arity: Int
  package let kind: Kind
  /// Whether everyone can build a term with this symbol from its arguments.
  package let isPublic: Bool
  package let result: SortID
  /// The sorts of the arguments as declared; `message` where nothing was declared.
  package let parameters: [SortID]

  package init(
    _ name: String, arity: Int, kind: Kind, isPublic: Bool, result: SortID,
    parameters: [SortID]? = nil
  ) {
    self.name = name
    self.arity = arity
    self.kind = kind
    self.isPublic = isPublic
    self.result = result
    self.parameters = parameters ?? Array(repeating: .message, count: arity)
  }
}

/// All function symbols of one model.
public struct Signature: Hashable, Sendable {
  package private(set) var symbols: [Symbol]

  /// `pair(a, b)`; longer tuples nest to the right.
  @inlinable public static var pair: SymbolID { SymbolID(0) }
  /// `aenc(m, pk, r)`: public-key encryption with its randomness made explicit.
  @inlinable public static var randomisedEncryption: SymbolID { SymbolID(1) }
  /// `aenc(m, pk)` in a model that declares `deterministic aenc`.
  @inlinable public static var deterministicEncryption: SymbolID { SymbolID(2) }
  /// `senc(m, k)`
  @inlinable public static var symmetricEncryption: SymbolID { SymbolID(3) }
  /// `sign(m, sk)`: a signature with message recovery.
  @inlinable public static var signature: SymbolID { SymbolID(4) }
  /// `hash(m)`
  @inlinable public static var hash: SymbolID { SymbolID(5) }
  /// `mac(m, k)`
  @inlinable public static var mac: SymbolID { SymbolID(6) }
  /// `kdf(m)`: key derivation; several arguments are one tuple.
  @inlinable public static var keyDerivation: SymbolID { SymbolID(7) }
  /// `pk(k)`: the encryption key that belongs to the secret key k.
  @inlinable public static var publicKey: SymbolID { SymbolID(8) }
  /// `vk(k)`: the verification key that belongs to the secret key k.
  @inlinable public static var verificationKey: SymbolID { SymbolID(9) }
  /// `sk(X)`: the long-term secret key of a principal; private.
  @inlinable public static var secretKey: SymbolID { SymbolID(10) }
  /// `sk(X, use)`: a long-term secret key of a principal for one use; private.
  @inlinable public static var secretKeyForUse: SymbolID { SymbolID(11) }

  package init() {
    func builtin(_ name: String, _ arity: Int, _ result: SortID, isPublic: Bool = true) -> Symbol {
      Symbol(name, arity: arity, kind: .builtin, isPublic: isPublic, result: result)
    }
    symbols = [
      builtin("pair", 2, .message),
      builtin("aenc", 3, .message),
      builtin("aenc", 2, .message),
      builtin("senc", 2, .message),
      builtin("sign", 2, .message),
      builtin("hash", 1, .message),
      builtin("mac", 2, .message),
      builtin("kdf", 1, .key),
      builtin("pk", 1, .key),
      builtin("vk", 1, .key),
      builtin("sk", 1, .key, isPublic: false),
      builtin("sk", 2, .key, isPublic: false),
    ]
  }

  package mutating func add(_ symbol: Symbol) -> SymbolID {
    symbols.append(symbol)
    return SymbolID(symbols.count - 1)
  }

  package subscript(id: SymbolID) -> Symbol { symbols[Int(id.index)] }
}
