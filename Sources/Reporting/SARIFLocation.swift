// A place as SARIF writes it. Paths become URI references (RFC 3986): what is not unreserved is
// written as the bytes of its UTF-8, so that no name of a file can be read as anything else.

import Diagnostics
import Verification

enum SARIFLocation {
  static func json(
    _ place: Place, end: (line: Int, column: Int)?, message: String? = nil
  ) -> JSON {
    var region: [JSON.Field] = [
      .init("startLine", .integer(place.line)), .init("startColumn", .integer(place.column)),
    ]
    if let end, (end.line, end.column) > (place.line, place.column) {
      region += [
        .init("endLine", .integer(end.line)), .init("endColumn", .integer(end.column)),
      ]
    }
    var fields: [JSON.Field] = [
      .init(
        "physicalLocation",
        .object([
          .init("artifactLocation", .object([.init("uri", .string(uri(place.path)))])),
          .init("region", .object(region)),
        ]))
    ]
    if let message { fields.append(.init("message", .message(message))) }
    return .object(fields)
  }

  static func uri(_ path: String) -> String {
    let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    var text = relative.hasPrefix("/") ? "file://" : ""
    for byte in relative.utf8 { text += isPlain(byte) ? String(UnicodeScalar(byte)) : hex(byte) }
    return text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch UnicodeScalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": true
    default: false
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count < 2 ? "0" : "") + digits
  }
}

extension ModelReport {
  /// The position behind a span.
  func end(of span: SourceSpan) -> (line: Int, column: Int)? {
    guard sources.indices.contains(span.file.index) else { return nil }
    return sources[span.file.index].position(of: span.end)
  }
}
