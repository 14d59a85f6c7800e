// A lock file: the pins of a project's properties, and what is wrong with a text that is none.

package struct LockFile: Hashable, Sendable {
  /// In the order of their keys, each key once.
  package private(set) var pins: [Pin]

  package init(_ pins: [Pin] = []) {
    self.pins = pins.sorted { $0.key < $1.key }
  }

  package func pin(_ key: PinKey) -> Pin? { pins.first { $0.key == key } }

  /// Adds a pin, or puts it in the place of that with its key.
  package mutating func set(_ pin: Pin) {
    self = LockFile(pins.filter { $0.key != pin.key } + [pin])
  }

  package mutating func remove(_ key: PinKey) { pins.removeAll { $0.key == key } }

  /// The format that is written and read.
  package static let version = 1
  static let firstLine = "assay lock \(version)"
  static let secondLine =
    "# The verdicts that were accepted. Compare: assay check --locked. Change: assay review."

  package var text: String {
    ([Self.firstLine + "\n" + Self.secondLine + "\n"] + pins.map(\.text)).joined(separator: "\n")
  }
}

/// Why a text is no lock file.
package struct LockFileError: Error, Hashable, Sendable {
  /// From 1.
  package var line: Int
  /// One plain sentence, without a full stop.
  package var reason: String
  package var remedy: String

  static let restore =
    "take the file from version control again, or remove it, write it anew with `assay lock` and "
    + "look at what changes"
}
