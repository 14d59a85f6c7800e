// The cache of results as users meet it. Without a home in the environment there is none, so no
// test touches the cache of whoever runs it.

import Foundation
import Testing

@Suite struct CacheTests {
  private let check = "$assay check --format json --cache kept ping.assay"

  @Test func aWarmCacheGivesTheSameBytes() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let none = try tool.shell("$assay check --format json ping.assay")
    for jobs in [1, 2, 3] {
      let answer = try tool.shell("\(check) --jobs \(jobs)")
      #expect(answer.output == none.output)
      #expect(answer.errors.isEmpty)
      #expect(answer.code == none.code)
    }
    #expect(try tool.shell("ls kept/results-1 | wc -l").output == "2\n")
    // Broken by the option, in the same folder.
    let broken = try tool.shell("\(check) --option unsigned=on")
    #expect(broken.code == 1)
    #expect(try tool.shell("\(check) --option unsigned=on").output == broken.output)
    #expect(try tool.shell(check).output == none.output)
  }

  @Test func damageIsSaidOnceAndMended() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let whole = try tool.shell(check)
    _ = try tool.shell("for f in kept/results-1/*; do echo damage > $f; done")
    let answer = try tool.shell(check)
    #expect(answer.output == whole.output)
    #expect(
      answer.errors
        == "note: 2 results in the cache kept/results-1 were damaged, and were decided again\n")
    #expect(try tool.shell(check).errors.isEmpty)
  }

  @Test func whereNothingCanBeWrittenItGoesOn() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let usual = try tool.shell("$assay check ping.assay")
    let answer = try tool.shell("touch file; $assay check --cache file/below ping.assay")
    #expect(answer.output == usual.output)
    #expect(answer.code == usual.code)
    #expect(answer.errors.hasPrefix("note: results are not remembered: cannot make the folder"))
    #expect(answer.errors.split(separator: "\n").count == 1)
  }

  @Test func proofsAreWrittenWhateverIsRemembered() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    let lines = "\(check) >/dev/null; $assay check --cache kept --proofs p ping.assay >/dev/null"
    _ = try tool.shell(lines)
    #expect(try tool.shell("ls p/ping").output == "answered.certificate\ncompletes.trace\n")
  }

  @Test func whereItIs() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(ping, to: "ping.assay")
    func folders(_ settings: String) throws -> String {
      let line = "env \(settings) $assay check ping.assay >/dev/null; ls -d h/.cache/* x/* n"
      return try tool.shell(line).output
    }
    #expect(try folders("HOME=$PWD/h ASSAY_CACHE=").isEmpty)
    #expect(try folders("HOME=$PWD/h") == "h/.cache/assay\n")
    #expect(try folders("HOME=$PWD/h XDG_CACHE_HOME=$PWD/x").contains("x/assay\n"))
    #expect(try folders("ASSAY_CACHE=n").contains("n\n"))
    let both = try tool.shell("$assay check --cache a --no-cache ping.assay")
    #expect(both.code == 2)
  }
}
