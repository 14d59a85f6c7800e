// The file of --output: whether it can be written is known before anything is searched, and what
// stood there before is never lost to a report that did not come.

import Foundation
import Testing

@Suite struct OutputFileTests {
  /// A search that nobody waits for, so that an answer shows that there was none.
  private let long = "timeout 60 $assay check ping.assay --engine explore --sessions 12"

  @Test func aPlaceThatCannotBeWrittenIsSaidBeforeTheSearch() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    try tool.write("x", to: "folder/file")
    for (path, why, remedy) in [
      ("gone/report", "there is no folder gone", "mkdir -p gone"),
      ("folder", "it is a folder", "such as folder/report.txt"),
      ("folder/file/report", "folder/file is not a folder", "in a folder"),
      ("/proc/report", "No such file or directory", "another file"),
      ("ping.assay", "it is the model", "another file"),
      ("./folder/../ping.assay", "it is the model", "another file"),
    ] {
      let answer = try tool.shell("\(long) --output \(path)")
      #expect(answer.code == 2, "\(path)")
      #expect(answer.output == "")
      #expect(answer.errors.hasPrefix("error: "), "\(answer.errors)")
      #expect(answer.errors.contains(why), "\(answer.errors)")
      #expect(answer.errors.contains(remedy), "\(answer.errors)")
    }
    #expect(try tool.shell("\(long) --output ''").errors == "error: --output names no file\n")
    #expect(try tool.read("ping.assay") == ping)
    #expect(try tool.shell("ls -A folder").output == "file\n")
  }

  @Test func aFailedWriteLeavesTheOldReport() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    try tool.write("old", to: "out/report")
    // A file may not grow beyond a size of nothing.
    let answer = try tool.shell(
      """
      (ulimit -f 0; $assay check ping.assay --output out/report 2>&1) | cat >&2
      code=${PIPESTATUS[0]}; ls -A out; exit $code
      """)
    #expect(answer.code == 4)
    #expect(answer.errors.contains("cannot write out/report: File too large"))
    #expect(answer.output == "report\n")
    #expect(try tool.read("out/report") == "old")
  }

  @Test func aDashIsStandardOutput() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let answer = try tool.shell("$assay check ping.assay --output -; ls")
    #expect(answer.output.hasPrefix("ping.assay\n"))
    #expect(answer.output.hasSuffix("exit 0\nping.assay\n"))
  }

  @Test func whatCannotBeFormattedDoesNotKeepTheOthersFromIt() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let bad = "option   a\n"
    try tool.write(bad, to: "a.assay")
    try tool.write(bad + String(repeating: "option b\n", count: 2000), to: "b.assay")
    try tool.write(bad, to: "c.assay")
    let answer = try tool.shell("ulimit -f 8; $assay format --in-place a.assay b.assay c.assay")
    #expect(answer.code == 4)
    #expect(answer.errors.contains("cannot write b.assay"))
    #expect(try tool.read("a.assay") == "option a\n")
    #expect(try tool.read("b.assay").hasPrefix(bad))
    #expect(try tool.read("c.assay") == "option a\n")
  }
}
