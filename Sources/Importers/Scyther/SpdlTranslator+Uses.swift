// How a file uses its functions, which decides what they become: with how many arguments, whether
// of agents, and whether as tables of keys.

import Diagnostics

extension SpdlTranslator {
  mutating func noteUses() {
    for scope in scopes {
      for event in scope.events {
        for term in event.kind.terms { noteUses(in: term, scope.meanings) }
      }
    }
    for term in compromised {
      guard case .name(let name) = term, case .function(let index)? = meanings[name.text] else {
        noteUses(in: term, meanings)
        continue
      }
      if functions[index].inverse != nil {
        unsupported("a compromised key function", at: name.span)
      }
      functions[index].isSecret = false
    }
  }

  private mutating func noteUses(in term: SpdlTerm, _ scope: [String: SpdlMeaning]) {
    var waiting = [term]
    while let term = waiting.popLast() {
      waiting += term.parts
      switch term {
      case .apply(let name, let arguments, _): noteUse(of: name.text, arguments, scope)
      case .encrypt(let content, .name(let name), _): noteUse(of: name.text, content, scope)
      case .encrypt(_, .apply(let name, _, _), _):
        if case .function(let index)? = scope[name.text] { functions[index].isKeyTable = true }
      default: break
      }
    }
  }

  private mutating func noteUse(
    of name: String, _ arguments: [SpdlTerm], _ scope: [String: SpdlMeaning]
  ) {
    guard case .function(let index)? = scope[name] else { return }
    functions[index].isUsed = true
    functions[index].arities.insert(arguments.count)
    for (place, argument) in arguments.enumerated() {
      let earlier = functions[index].takesPrincipals[place] ?? true
      functions[index].takesPrincipals[place] = earlier && isPrincipal(argument, scope)
    }
  }
}

extension SpdlEventKind {
  /// The messages, patterns and parameters; not who sends to whom.
  var terms: [SpdlTerm] {
    switch self {
    case .send(_, _, _, let message), .receive(_, _, _, let message): message
    case .match(let pattern, let value, _): [pattern, value]
    case .claim(_, _, let kind, let arguments):
      ["Empty", "SID"].contains(kind.text) ? [] : arguments
    }
  }
}
