// Role terms in a flat form that instantiates quickly: reading an indirect enum costs a reference
// count per node, reading this costs an index.

import Terms

/// Names a compiled term: an index into `CompiledTerms`.
struct TermCode: Hashable {
  var index: Int32
}

struct CompiledTerms {
  enum Kind: UInt8 { case variable, integer, name, application }

  struct Node {
    var kind: Kind
    /// The variable's slot, the index into `integers` or `names`, or the symbol.
    var payload: Int32
    var firstArgument: Int32
    var argumentCount: Int32
  }

  private(set) var nodes: [Node] = []
  private(set) var arguments: [TermCode] = []
  private(set) var integers: [Int] = []
  private(set) var names: [Name] = []

  mutating func compile(_ term: Term) -> TermCode {
    let node: Node
    switch term {
    case .variable(let variable):
      node = Node(
        kind: .variable, payload: Int32(variable.index), firstArgument: 0, argumentCount: 0)
    case .integer(let value):
      integers.append(value)
      node = Node(
        kind: .integer, payload: Int32(integers.count - 1), firstArgument: 0, argumentCount: 0)
    case .name(let name):
      let index = names.firstIndex(of: name) ?? names.count
      if index == names.count { names.append(name) }
      node = Node(kind: .name, payload: Int32(index), firstArgument: 0, argumentCount: 0)
    case .apply(let symbol, let children):
      let codes = children.map { compile($0) }
      node = Node(
        kind: .application, payload: symbol.index, firstArgument: Int32(arguments.count),
        argumentCount: Int32(codes.count))
      arguments.append(contentsOf: codes)
    }
    nodes.append(node)
    return TermCode(index: Int32(nodes.count - 1))
  }

  /// Their places among the arguments.
  mutating func compile(_ terms: [Term]) -> Range<Int> {
    let codes = terms.map { compile($0) }
    arguments.append(contentsOf: codes)
    return arguments.count - codes.count..<arguments.count
  }

  func argument(_ position: Int32, of pattern: CompiledPattern) -> TermCode {
    arguments[Int(pattern.firstArgument + position)]
  }
}
