// Reads the repository as text: its Swift files line by line, and the targets of Package.swift.
// Text, not `swift package dump-package`: a second SwiftPM would wait for the one that runs the
// tests.

import Foundation

let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A line of Swift without its comment, and where it stands.
struct SourceLine {
  let target: String
  let place: String
  let text: String
}

func contents(of path: String) throws -> String {
  try String(contentsOf: repository.appending(path: path), encoding: .utf8)
}

func directories(in path: String) throws -> [String] {
  let names = try FileManager.default.contentsOfDirectory(
    atPath: repository.appending(path: path).path)
  return names.filter { name in
    var isDirectory: ObjCBool = false
    let full = repository.appending(path: path).appending(path: name).path
    return FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }.sorted()
}

/// Every line of the Swift files under `Sources`.
func sourceLines() throws -> [SourceLine] {
  var lines: [SourceLine] = []
  for target in try directories(in: "Sources") {
    let folder = "Sources/" + target
    let files = try FileManager.default.subpathsOfDirectory(
      atPath: repository.appending(path: folder).path)
    for file in files.sorted() where file.hasSuffix(".swift") {
      let text = try contents(of: "\(folder)/\(file)")
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        lines.append(
          SourceLine(
            target: target, place: "\(folder)/\(file):\(index + 1)",
            text: withoutComment(String(line))))
      }
    }
  }
  return lines
}

private func withoutComment(_ line: String) -> String {
  line.firstRange(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
}

/// The module that a line imports, if it is an import.
func importedModule(_ line: String) -> String? {
  // A regular expression on each line takes half a minute in a debug build.
  guard line.contains("import ") else { return nil }
  let pattern =
    /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?(\w+)/
  return line.firstMatch(of: pattern).map { String($0.1) }
}

extension String {
  /// Whether a name occurs that is no member and no part of a longer name.
  func mentions(_ name: String) -> Bool {
    ranges(of: name).contains { range in
      guard let before = self[..<range.lowerBound].last else { return true }
      return before != "." && before != "_" && !before.isLetter && !before.isNumber
    }
  }
}

/// The targets of a manifest that are not for tests (by kind or by folder), with what they
/// depend on.
func manifestTargets(_ manifest: String) -> [String: Set<String>] {
  let text = manifest.split(separator: "\n").map { withoutComment(String($0)) }
    .joined(separator: "\n")
  var targets: [String: Set<String>] = [:]
  var rest = text[...]
  while let start = rest.firstMatch(of: /\.(target|executableTarget|testTarget)\(/) {
    let body = balanced(rest[start.range.upperBound...], "(", ")")
    rest = rest[body.endIndex...]
    if start.1 == "testTarget" || body.contains(/path:\s*"Tests\//) { continue }
    guard let name = body.firstMatch(of: /name:\s*"(\w+)"/) else {
      continue
    }
    targets[String(name.1)] = dependencies(body)
  }
  return targets
}

private func dependencies(_ target: Substring) -> Set<String> {
  guard let start = target.firstRange(of: /dependencies:\s*\[/) else { return [] }
  let list = balanced(target[start.upperBound...], "[", "]")
  let names = list.matches(of: /(package:\s*)?"([^"]+)"/).filter { $0.1 == nil }
  return Set(names.map { String($0.2) })
}

/// The text up to the bracket that closes the one before it.
private func balanced(_ text: Substring, _ open: Character, _ close: Character) -> Substring {
  var depth = 1
  for index in text.indices {
    if text[index] == open { depth += 1 }
    if text[index] == close { depth -= 1 }
    if depth == 0 { return text[..<index] }
  }
  return text
}
