// Texts of models rewritten into texts that mean the same: by words for names, by the syntax tree
// and the formatter for the rest.

import Diagnostics
import ProtocolLanguage
import Testing

enum Rewriting {
  /// Every name of the author replaced, so that their order is another as well; a role's name and
  /// the small letter with which partners say it stay a pair.
  static func renamed(_ text: String) -> String {
    var result = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("include") || line.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") {
        result += line + "\n"
        continue
      }
      var word = ""
      for character in line + "\n" {
        if character.isLetter || character.isNumber || character == "_" {
          word.append(character)
        } else {
          result += renamedWord(word)
          word = ""
          result.append(character)
        }
      }
    }
    return result
  }

  private static func renamedWord(_ word: String) -> String {
    guard let first = word.first, first.isLetter, !reserved.contains(word) else { return word }
    return String(word.map { mirrored($0) }) + "9"
  }

  private static func mirrored(_ letter: Character) -> Character {
    guard let code = letter.asciiValue, letter.isLetter else { return letter }
    let (first, last): (UInt8, UInt8) = letter.isLowercase ? (97, 122) : (65, 90)
    return Character(UnicodeScalar(last - (code - first)))
  }

  private static let reserved = Set(
    """
    protocol include option sort enum function equation principal message tuple channel table \
    deterministic typed role knows distinct attacker controls plays reveals property configuration \
    scenario receive send fresh let match require event insert delete from into over to as when \
    unless not and or in of for at at most loops honest dishonest guessable safe private between \
    insecure authentic confidential secure secret hidden under reachable invariant requires \
    injectively then revealed before with within expect holds attack witness unreachable vacuous \
    unknown proved sum default network Principal Nonce Key Int Message aenc senc sign mac hash kdf \
    pk vk sk inverse
    """.split(separator: " ").map(String.init))

  /// Roles in the opposite order; everything else stays where it is.
  static func rolesReversed(_ text: String) throws -> String {
    try rewrite(text) { tree in
      let places = tree.declarations.indices.filter { tree.declarations[$0].isRole }
      let roles = places.map { tree.declarations[$0] }
      for (place, role) in zip(places, roles.reversed()) { tree.declarations[place] = role }
    }
  }

  /// `send a, b, c` as `send a, (b, c)`: two elements instead of three.
  static func tuplesNested(_ text: String) throws -> String {
    try rewriteActions(text) { action, _ in
      var action = action
      switch action.kind {
      case .send(let elements, let channel, let to):
        action.kind = .send(nested(elements, at: action.span), channel: channel, to: to)
      case .receive(let elements, let channel, let from):
        action.kind = .receive(nested(elements, at: action.span), channel: channel, from: from)
      default: break
      }
      return [action]
    }
  }

  private static func nested(
    _ elements: [ArgumentSyntax], at span: SourceSpan
  ) -> [ArgumentSyntax] {
    let rest = Array(elements.dropFirst())
    guard rest.contains(where: { $0.guardFormula == nil }) else { return elements }
    let tail = rest.count == 1 ? rest : nested(rest, at: span)
    return tail.count == 1
      ? [elements[0], tail[0]] : [elements[0], ArgumentSyntax(.tuple(tail, span))]
  }

  /// `receive p` as `receive ?whole` and `match whole as p`.
  static func receivedWhole(_ text: String) throws -> String {
    try rewriteActions(text) { action, number in
      guard case .receive(let elements, let channel, let from) = action.kind,
        action.guardFormula == nil, let pattern = oneTerm(elements, at: action.span)
      else { return [action] }
      let whole = Identifier("whole\(number)", at: action.span)
      let message = Identifier("Message", at: action.span)
      return [
        ActionSyntax(
          .receive(
            [ArgumentSyntax(.bind(whole, sort: message, action.span))], channel: channel,
            from: from), at: action.span),
        ActionSyntax(.match(.name(whole), as: pattern), at: action.span),
      ]
    }
  }

  /// `send t` as `let named = t` and `send named`.
  static func namedBeforeSent(_ text: String) throws -> String {
    try rewriteActions(text) { action, number in
      guard case .send(let elements, let channel, let to) = action.kind,
        let term = oneTerm(elements, at: action.span)
      else { return [action] }
      let name = Identifier("named\(number)", at: action.span)
      return [
        ActionSyntax(.define(name, term), when: action.guardFormula, at: action.span),
        ActionSyntax(
          .send([ArgumentSyntax(.name(name))], channel: channel, to: to),
          when: action.guardFormula, at: action.span),
      ]
    }
  }

  /// The one term that these elements mean, if it can be written without knowing the options.
  private static func oneTerm(_ elements: [ArgumentSyntax], at span: SourceSpan) -> TermSyntax? {
    if elements.count > 1 { return .tuple(elements, span) }
    return elements[0].guardFormula == nil ? elements[0].term : nil
  }

  private static func rewriteActions(
    _ text: String, _ change: (ActionSyntax, Int) -> [ActionSyntax]
  ) throws -> String {
    var number = 0
    return try rewrite(text) { tree in
      for index in tree.declarations.indices {
        guard case .role(var role) = tree.declarations[index].kind else { continue }
        for place in role.transitions.indices {
          role.transitions[place].actions = role.transitions[place].actions.flatMap {
            number += 1
            return change($0, number)
          }
        }
        tree.declarations[index].kind = .role(role)
      }
    }
  }

  private static func rewrite(
    _ text: String, _ change: (inout SyntaxTree) -> Void
  ) throws -> String {
    var (tree, diagnostics) = ProtocolParser.parse(
      SourceText(path: "rewritten.assay", text: text), file: SourceFileID(0))
    try #require(diagnostics.isEmpty)
    change(&tree)
    return format(tree)
  }
}

extension Declaration {
  fileprivate var isRole: Bool {
    if case .role = kind { true } else { false }
  }
}
