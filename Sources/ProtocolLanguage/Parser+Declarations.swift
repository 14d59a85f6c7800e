// A file and its declarations. The keywords of declarations are ordinary names elsewhere; here,
// where a declaration is expected, they decide.

import Diagnostics

extension Parser {
  mutating func file() -> SyntaxTree {
    var tree = SyntaxTree(declarations: [], at: span(from: 0))
    if atEnd {
      _ = fail(
        "this file declares nothing", .missingProtocolHeader,
        notes: ["a model begins with a line such as `protocol MyProtocol`"])
    }
    while !atEnd, !hasTooManyErrors {
      if at(.protocol) {
        protocolHeader(of: &tree)
      } else if let declaration = declaration() {
        tree.declarations.append(declaration)
      }
    }
    tree.closingComments = closingComments()
    tree.span = SourceSpan(file: fileID, start: 0, end: source.bytes.count)
    return tree
  }

  private mutating func protocolHeader(of tree: inout SyntaxTree) {
    let first = index
    var comments = leadingComments()
    if tree.protocolName != nil {
      _ = fail("a file describes one protocol", label: "this is the second")
    } else if tree.declarations.contains(where: { !$0.kind.isInclude }) {
      _ = fail("`protocol` stands before all declarations but `include`")
    }
    advance()
    do throws(Unwind) {
      let name = try name("the name of the protocol")
      attachComments(to: &comments, from: first)
      guard tree.protocolName == nil else { return }
      tree.protocolName = name
      tree.header = comments
    } catch {
      if !atDeclaration { skip { _ in false } }
    }
  }

  /// A declaration, or nil after reporting why there is none and going on to the next.
  private mutating func declaration() -> Declaration? {
    let first = index
    var comments = leadingComments()
    do throws(Unwind) {
      let kind = try declarationKind(&comments)
      if at(.when), let place = kind.placeOfGuard {
        _ = fail("the `when` of \(place)", .misplacedWhen)
      }
      let formula = try guardFormula()
      attachComments(to: &comments, from: first)
      return Declaration(kind, when: formula, at: span(from: first), comments: comments)
    } catch {
      if index == first || !atDeclaration { skip { _ in false } }
      return nil
    }
  }

  private mutating func declarationKind(_ comments: inout Comments) throws(Unwind)
    -> DeclarationKind
  {
    let first = index
    switch try declarationKeyword() {
    case .include: return .include(path: try path())
    case .option: return .option(try name("the name of an option"))
    case .sort: return .sort(try name("the name of a sort"), guessable: accept(.guessable))
    case .enumeration: return try enumeration()
    case .function: return try function()
    case .equation: return try equation()
    case .principal: return try principal()
    case .message: return try message(tagged: true)
    case .tuple: return try message(tagged: false)
    case .channel: return try channel()
    case .table: return try table()
    case .deterministic:
      try expect(.aenc)
      return .deterministicEncryption
    case .typed: return .typed
    case .unchecked: return .unchecked
    case .role: return .role(try role(&comments, from: first))
    case .attacker: return .attacker(try attackerBlock(from: first))
    case .property: return .property(try property())
    case .configuration: return try configuration()
    case .scenario: return try scenario()
    default: preconditionFailure("only keywords of declarations are returned")
    }
  }

  /// The keyword that opens a declaration; a misspelt one is reported and taken for what was
  /// probably meant.
  private mutating func declarationKeyword() throws(Unwind) -> Keyword {
    if let keyword, keyword.startsDeclaration, keyword != .protocol {
      advance()
      return keyword
    }
    let meant = misspelt(Keyword.declarations)
    let words = Keyword.declarations + (token.startsLine ? [] : Keyword.endsOfDeclarations)
    let unwind = expectedItem("a declaration", among: words)
    guard let meant, meant != .protocol, token(after: 1).kind == .name else { throw unwind }
    advance()
    return meant
  }
}

extension DeclarationKind {
  fileprivate var isInclude: Bool {
    if case .include = self { true } else { false }
  }

  /// Where the guard of this declaration belongs, if not behind it.
  fileprivate var placeOfGuard: String? {
    switch self {
    case .role: "a role stands before its `knows`"
    case .property: "a property stands before its colon"
    default: nil
    }
  }
}
