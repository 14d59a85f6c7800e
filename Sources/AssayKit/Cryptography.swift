// The built-in constructors, under the names that the language gives them (docs/language.md,
// "Cryptography").

/// A principal's long-term secret key, one for each use.
public func sk(_ principal: Term, _ use: Term...) -> Term { .apply("sk", [principal] + use) }

/// The public encryption key of a principal, or of a secret key.
public func pk(_ owner: Term, _ use: Term...) -> Term { .apply("pk", [owner] + use) }

/// The verification key of a principal, or of a secret key.
public func vk(_ owner: Term, _ use: Term...) -> Term { .apply("vk", [owner] + use) }

/// Public-key encryption of a message under a key such as `pk(b)`.
public func aenc(_ message: Term, _ key: Term) -> Term { .apply("aenc", [message, key]) }

/// Symmetric encryption of a message under a key.
public func senc(_ message: Term, _ key: Term) -> Term { .apply("senc", [message, key]) }

/// A signature under a secret key; everybody can read the message.
public func sign(_ message: Term, _ key: Term) -> Term { .apply("sign", [message, key]) }

/// A message authentication code.
public func mac(_ message: Term, _ key: Term) -> Term { .apply("mac", [message, key]) }

/// A hash of one or more terms.
public func hash(_ terms: Term...) -> Term { .apply("hash", terms) }

/// A key that is derived from one or more terms.
public func kdf(_ terms: Term...) -> Term { .apply("kdf", terms) }

/// In a pattern, the secret key that belongs to a public one: `sign(p, inverse(k))` matches a
/// signature that k verifies.
public func inverse(_ key: Term) -> Term { .apply("inverse", [key]) }
