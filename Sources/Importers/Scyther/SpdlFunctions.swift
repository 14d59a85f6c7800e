// What a function symbol of Scyther becomes. In Scyther `f(t)` is `{t}f`, and what opens it is what
// is declared as the inverse of `f`:
//
// - nothing: nobody opens it. Known to all it is a public function, `secret` a private one. This
//   is what the manual says of `Function` and of `hashfunction`.
// - `inversekeys(f, g)`, both known to all: everybody puts them on and takes them off, and
//   `{{x}f}g` is not `x`: two tags.
// - `inversekeys(f, g)`, one of them secret and never sent: the other is one-way.
// - `inversekeyfunctions(f, g)` with `g` secret (the manual also writes `inversekeys` for it): key
//   pairs of principals, `pk(X, use)` and `sk(X, use)`; `pk` and `sk` are such a pair.
// - `inversekeys(f, g)`, `g` secret and never sent, `f(t)` a key of something else than a principal:
//   `{m}f(t)` is a one-way function of both.

import Diagnostics
import ProtocolLanguage

struct SpdlFunction {
  enum Pairing { case direct, ofKeys }
  enum Form: Hashable {
    case function, tag
    /// `pk(X)`, `pk(X, use)`
    case publicKey(use: String?)
    case secretKey(use: String?)
    case unsupported
  }

  var name: Identifier
  /// The name in the model.
  var text: String
  var isSecret: Bool
  var inverse: Int?
  var pairing = Pairing.direct
  var form = Form.function

  // How the file uses it.
  var arities: Set<Int> = []
  /// By argument: whether a principal stands there everywhere.
  var takesPrincipals: [Int: Bool] = [:]
  /// In a message, a pattern or a claim; declarations do not count.
  var isUsed = false
  /// `{…}f(…)`
  var isKeyTable = false
  /// `{m}f(t)` is opened by nobody: a one-way function of `m` and `f(t)`.
  var isSealing = false

  /// All uses have this many arguments; nil: it takes one, which may be a tuple.
  var arity: Int? { arities.count == 1 ? arities.first : nil }
  var takesOneAgent: Bool { arity == 1 && takesPrincipals[0] == true }
  var isPredefined: Bool { ["pk", "sk", "k"].contains(name.text) }
}

extension SpdlTranslator {
  /// Decides what each function becomes, once all uses are known.
  mutating func classifyFunctions() {
    for index in functions.indices {
      guard let inverse = functions[index].inverse, index < inverse else { continue }
      let (first, second) = (functions[index], functions[inverse])
      let areKeys =
        first.pairing == .ofKeys || first.isKeyTable || second.isKeyTable
      switch (first.isSecret, second.isSecret) {
      case (false, true) where areKeys && isNeverOpened(index, by: inverse): seal(index, inverse)
      case (true, false) where areKeys && isNeverOpened(inverse, by: index): seal(inverse, index)
      case (false, true) where areKeys: pair(publicKey: index, secretKey: inverse)
      case (true, false) where areKeys: pair(publicKey: inverse, secretKey: index)
      case (false, false) where !areKeys:
        functions[index].form = .tag
        functions[inverse].form = .tag
      case (false, true) where !second.isUsed: functions[inverse].form = .unsupported
      case (true, false) where !first.isUsed: functions[index].form = .unsupported
      default:
        guard first.isUsed || second.isUsed else { break }
        functions[index].form = .unsupported
        functions[inverse].form = .unsupported
        unsupported(
          "the pair of keys `\(first.name.text)`, `\(second.name.text)`", at: first.name.span,
          notes: ["one of a pair of key functions has to be `secret`, or both known to all"])
      }
    }
  }

  /// Keys of agents are key pairs, whoever uses them; of other keys it matters whether anybody
  /// ever has an inverse.
  private func isNeverOpened(_ publicKey: Int, by secretKey: Int) -> Bool {
    let key = functions[publicKey]
    return key.isUsed && !key.isPredefined && !key.takesOneAgent && !functions[secretKey].isUsed
  }

  private mutating func seal(_ publicKey: Int, _ secretKey: Int) {
    functions[publicKey].isSealing = true
    functions[secretKey].form = .unsupported
    if sealing == nil { sealing = globals.unique("sealed") }
  }

  private mutating func pair(publicKey: Int, secretKey: Int) {
    guard functions[publicKey].name.text != "pk" || functions[secretKey].name.text != "sk" else {
      functions[publicKey].form = .publicKey(use: nil)
      functions[secretKey].form = .secretKey(use: nil)
      return
    }
    let use = functions[secretKey].text
    functions[publicKey].form = .publicKey(use: use)
    functions[secretKey].form = .secretKey(use: use)
  }

  /// The declarations of what the file uses.
  mutating func declareFunctions() {
    var uses: [Identifier] = []
    if let sealing {
      declare(
        .function(
          identifier(sealing, at: start),
          parameters: [identifier("Message", at: start), identifier("Message", at: start)],
          result: identifier("Message", at: start), .publicFunction), at: start)
    }
    for function in functions where function.isUsed {
      switch function.form {
      case .function:
        let count = function.arity ?? 1
        let sorts = (0..<count).map { place in
          identifier(
            function.arity != nil && function.takesPrincipals[place] == true
              ? "Principal" : "Message", at: function.name.span)
        }
        declare(
          .function(
            identifier(function.text, at: function.name.span), parameters: sorts,
            result: identifier("Message", at: function.name.span),
            function.isSecret ? .privateFunction : .publicFunction), at: function.name.span)
      case .tag:
        let fields = (0..<(function.arity ?? 1)).map { place in
          FieldSyntax(
            identifier("part\(place + 1)", at: function.name.span),
            sort: identifier("Message", at: function.name.span))
        }
        declare(
          .message(identifier(function.text, at: function.name.span), fields, tagged: true),
          at: function.name.span)
      case .publicKey(let use?), .secretKey(let use?):
        let name = identifier(use, at: function.name.span)
        if !uses.contains(where: { $0.text == use }) { uses.append(name) }
      case .publicKey, .secretKey, .unsupported: break
      }
    }
    if let first = uses.first {
      declare(.enumeration(identifier(keyUseSort, at: first.span), values: uses), at: first.span)
    }
  }
}
