// From the text of a model to what a lock says of it.

import Diagnostics
import Exploration
import ModelSupport
import ProtocolModel
import Verification

@testable import Regression

func report(of text: String, path: String = "test.assay") throws -> Report {
  Campaign(
    [LoadedModel(path: path, models: try models(of: text, path: path), sources: [])],
    selecting: Selection()
  ).run(engines: .live)
}

extension LockFile {
  /// What `assay lock` writes of a model.
  init(of text: String, path: String = "test.assay") throws {
    let lock = LockComparison(
      LockFile(), try report(of: text, path: path), in: LockScope(paths: ["/" + path]), path: { $0 }
    )
    self.init(lock.entries.compactMap(\.new))
  }

  /// What `assay check --locked` finds of another version.
  func compared(with text: String, path: String = "test.assay") throws -> LockComparison {
    LockComparison(
      self, try report(of: text, path: path), in: LockScope(paths: ["/" + path]), path: { $0 })
  }
}

extension LockComparison {
  var kinds: Set<Change.Kind> { Set(entries.flatMap { $0.changes.map(\.kind) }) }
}

extension String {
  /// With all of some pieces replaced, each of which has to be there.
  func replacing(_ changes: [(String, String)]) throws -> String {
    var text = self
    for (old, new) in changes {
      guard text.contains(old) else { throw MissingPiece(text: old) }
      text = text.replacing(old, with: new)
    }
    return text
  }
}

struct MissingPiece: Error {
  let text: String
}
