// JSON, written by hand: objects keep the order in which their fields are given, so that the same
// report is always the same bytes, and Foundation, which would cost half of the command's
// start-up time, stays out.

package indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSON])
  case object([Field])

  package struct Field: Hashable, Sendable {
    package let name: String
    package let value: JSON
    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  package static func strings(_ texts: some Sequence<String>) -> JSON {
    .array(texts.map(JSON.string))
  }

  package static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
}

extension JSON: CustomStringConvertible {
  /// Indented by two spaces, without a final line break. What holds only scalars and is short
  /// stays on one line.
  package var description: String {
    var text = ""
    write(to: &text, indentation: 0)
    return text
  }

  private static let longestLine = 80

  private func write(to text: inout String, indentation: Int) {
    switch self {
    case .array(let elements): write(elements.map { ("", $0) }, "[", "]", &text, indentation)
    case .object(let fields):
      write(fields.map { (Self.quoted($0.name) + ": ", $0.value) }, "{", "}", &text, indentation)
    default: text += scalar
    }
  }

  private func write(
    _ parts: [(prefix: String, value: JSON)], _ open: String, _ close: String,
    _ text: inout String, _ indentation: Int
  ) {
    if parts.allSatisfy(\.value.isScalar) {
      let line = open + parts.map { $0.prefix + $0.value.scalar }.joined(separator: ", ") + close
      if line.count <= Self.longestLine {
        text += line
        return
      }
    }
    let indent = "\n" + String(repeating: " ", count: indentation + 2)
    for (index, part) in parts.enumerated() {
      text += (index == 0 ? open : ",") + indent + part.prefix
      part.value.write(to: &text, indentation: indentation + 2)
    }
    text += "\n" + String(repeating: " ", count: indentation) + close
  }

  private var isScalar: Bool {
    switch self {
    case .null, .bool, .integer, .string: true
    case .array, .object: false
    }
  }

  /// The text of a scalar.
  private var scalar: String {
    switch self {
    case .null, .array, .object: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .string(let value): Self.quoted(value)
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = ""
    write(string, to: &text)
    return text
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
