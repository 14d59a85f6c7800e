// Texts that are compared with a file beside the tests. A missing file is written and fails the
// run, so that no baseline slips in unseen; to accept a change, delete the file and run again.

import Foundation
import Testing

func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots/\(name)")
  guard let expected = try? String(contentsOf: url, encoding: .utf8) else {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name): read it and run again", sourceLocation: sourceLocation)
    return
  }
  if text == expected { return }
  let (old, new) = (
    expected.components(separatedBy: "\n"), text.components(separatedBy: "\n")
  )
  let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
  Issue.record(
    """
    \(name) differs from line \(line + 1) on
    - \(old.indices.contains(line) ? old[line] : "")
    + \(new.indices.contains(line) ? new[line] : "")
    """, sourceLocation: sourceLocation)
}
