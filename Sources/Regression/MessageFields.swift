// A message as its fields: what it carries, and under which encryption or signature.
//
// Tuples and message constructors do not protect anything, so they only say where a field stands. What
// a hash or a declared function is of is one field.

import ProtocolModel
import Terms

struct MessageField: Hashable {
  /// The innermost message constructor around it; nil in a bare tuple.
  var message: String?
  /// Its place in that constructor, and in the tuples below it.
  var place: [Int]
  var content: String
  /// From the outside in: `encrypted for pk(B)`, `signed with sk(A)`.
  var protection: [String]
}

struct MessageFields {
  let model: ProtocolModel
  let variables: [VariableInfo]
  /// Bound before the message is taken; nil where a role builds the message.
  let bound: Set<Variable>?
  /// What the other version calls the places of a message's fields (FieldOrder).
  var order: FieldOrder?

  func fields(of term: Term) -> [MessageField] {
    var found: [MessageField] = []
    var taken: Set<Variable> = []
    collect(term, nil, [], [], &taken, &found)
    return found
  }

  private func collect(
    _ term: Term, _ message: String?, _ place: [Int], _ protection: [String],
    _ taken: inout Set<Variable>, _ found: inout [MessageField]
  ) {
    func leaf(_ content: String) {
      found.append(
        MessageField(message: message, place: place, content: content, protection: protection))
    }
    guard case .apply(let id, let arguments) = term else { return leaf(content(term, &taken)) }
    func inside(_ how: String) {
      collect(arguments[0], message, place, protection + [how], &taken, &found)
    }
    switch id {
    case Signature.pair:
      for (index, argument) in arguments.enumerated() {
        collect(argument, message, place + [index], protection, &taken, &found)
      }
    case Signature.randomisedEncryption: inside("encrypted for \(text(arguments[1]))")
    case Signature.deterministicEncryption:
      inside("encrypted without randomness for \(text(arguments[1]))")
    case Signature.symmetricEncryption: inside("encrypted under \(text(arguments[1]))")
    case Signature.signature: inside("signed with \(text(arguments[1]))")
    default:
      let symbol = model.signature[id]
      guard symbol.kind == .message else { return leaf(text(term)) }
      if arguments.isEmpty { return leaf(symbol.name) }
      for (index, argument) in arguments.enumerated() {
        let place = order?.place(of: index, in: symbol.name) ?? index
        collect(argument, symbol.name, [place], protection, &taken, &found)
      }
    }
  }

  /// A variable that a receiver binds is written as such: to compare it is something else.
  private func content(_ term: Term, _ taken: inout Set<Variable>) -> String {
    guard let bound, case .variable(let variable) = term else { return text(term) }
    if variables[variable.index].isHidden { return "_" }
    if bound.contains(variable) || !taken.insert(variable).inserted { return text(term) }
    return "?" + text(term)
  }

  func text(_ term: Term) -> String {
    TermText(signature: model.signature, variables: variables)(term)
  }
}
