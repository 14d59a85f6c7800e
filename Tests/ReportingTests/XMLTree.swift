// XML read back with Foundation's parser, which knows nothing of the writers.

import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element with what it holds.
final class XMLElementRead {
  let name: String
  let attributes: [String: String]
  var children: [XMLElementRead] = []
  var text = ""
  /// Itself and all below it, in order.
  var all: [XMLElementRead] { [self] + children.flatMap(\.all) }
  init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }
}

final class XMLTree: NSObject, XMLParserDelegate {
  private var open = [XMLElementRead("", [:])]
  var root: XMLElementRead? { open.first?.children.first }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let element = XMLElementRead(name, attributes)
    open[open.count - 1].children.append(element)
    open.append(element)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    open[open.count - 1].text += text
  }

  static func read(_ text: String) throws -> XMLElementRead {
    let parser = XMLParser(data: Data(text.utf8))
    let tree = XMLTree()
    parser.delegate = tree
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return try #require(tree.root)
  }
}
