// A reader of the part of JSON Schema that docs/report.schema.json uses: enough to say that a
// report has the shape that the schema promises, and that the schema forgets no field.

import Foundation

struct SchemaValidator {
  private let root: [String: Any]

  init(schemaAt path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    root = try JSONSerialization.jsonObject(with: data) as! [String: Any]
  }

  /// What is wrong with a document, each with the path to it.
  func errors(in text: String) throws -> [String] {
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return errors(document, root, at: "$")
  }

  private func errors(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      return errors(value, definition(reference), at: path)
    }
    var found: [String] = []
    if let types = schema["type"], !names(types).contains(where: { isOf($0, value) }) {
      found.append("\(path): not \(types)")
    }
    if let constant = schema["const"], !isEqual(constant, value) {
      found.append("\(path): not \(constant)")
    }
    if let allowed = schema["enum"] as? [Any], !allowed.contains(where: { isEqual($0, value) }) {
      found.append("\(path): \(value) is not one of \(allowed)")
    }
    if let minimum = schema["minimum"] as? Int, let number = value as? Int, number < minimum {
      found.append("\(path): less than \(minimum)")
    }
    if let object = value as? [String: Any] { found += members(object, schema, at: path) }
    if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (index, item) in array.enumerated() {
        found += errors(item, items, at: "\(path)[\(index)]")
      }
    }
    return found
  }

  private func members(
    _ object: [String: Any], _ schema: [String: Any], at path: String
  ) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    let required = schema["required"] as? [String] ?? []
    var found = required.filter { object[$0] == nil }.map { "\(path): no \($0)" }
    for (name, value) in object.sorted(by: { $0.key < $1.key }) {
      if let property = properties[name] {
        found += errors(value, property, at: "\(path).\(name)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path): unexpected \(name)")
      }
    }
    return found
  }

  private func definition(_ reference: String) -> [String: Any] {
    let definitions = root["$defs"] as! [String: [String: Any]]
    return definitions[String(reference.dropFirst("#/$defs/".count))]!
  }

  private func names(_ types: Any) -> [String] { types as? [String] ?? [types as! String] }

  private func isEqual(_ left: Any, _ right: Any) -> Bool {
    (left as! NSObject).isEqual(right as! NSObject)
  }

  private func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": isBoolean(value)
    case "integer": value is Int && !isBoolean(value)
    default: false
    }
  }

  private func isBoolean(_ value: Any) -> Bool {
    guard let number = value as? NSNumber else { return false }
    return hasCharacterEncoding(number)
  }
}

/// Foundation's reader makes booleans numbers whose type encoding is a character.
private func hasCharacterEncoding(_ number: NSNumber) -> Bool {
  String(cString: number.objCType) == "c"
}
