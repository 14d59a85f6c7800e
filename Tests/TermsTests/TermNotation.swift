// Terms for tests, written short.

import Terms

let x = Term.variable(Variable(0))
let y = Term.variable(Variable(1))
let z = Term.variable(Variable(2))

func constant(_ name: String) -> Term { .name(.constant(name, .nonce)) }

/// A signature with declared functions that are made when they are first named.
struct Functions {
  var signature = Signature()

  mutating func declare(_ name: String, _ arity: Int, isPublic: Bool = true) -> SymbolID {
    signature.add(
      Symbol(name, arity: arity, kind: .function, isPublic: isPublic, result: .message))
  }
}

/// The functions that the classical examples use.
struct Classics {
  var signature: Signature
  let enc, dec, first, second, couple, f, g, secret, one: SymbolID

  init() {
    var functions = Functions()
    enc = functions.declare("enc", 2)
    dec = functions.declare("dec", 2)
    first = functions.declare("first", 1)
    second = functions.declare("second", 1)
    couple = functions.declare("couple", 2)
    f = functions.declare("f", 2)
    g = functions.declare("g", 1)
    secret = functions.declare("secret", 1, isPublic: false)
    one = functions.declare("one", 0)
    signature = functions.signature
  }

  /// `dec(enc(x, y), y) → x`
  var decryption: RewriteRule {
    RewriteRule(
      left: .apply(dec, [.apply(enc, [x, y]), y]), right: x, variableCount: 2)
  }

  /// `first(couple(x, y)) → x`
  var projection: RewriteRule {
    RewriteRule(left: .apply(first, [.apply(couple, [x, y])]), right: x, variableCount: 2)
  }

  func rule(_ left: Term, _ right: Term) -> RewriteRule {
    RewriteRule(left: left, right: right, variableCount: left.variableBound)
  }

  func problems(_ rules: [RewriteRule]) -> [ConvergenceProblem] {
    convergenceProblems(of: rules, in: signature)
  }
}
