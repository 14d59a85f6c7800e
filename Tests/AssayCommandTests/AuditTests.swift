// `check --proofs` keeps what was proved and found, and `audit` accepts it again, and nothing else.

import Foundation
import Testing

@Suite struct AuditTests {
  /// `Ping` has a property that is proved, and one that is attacked when an option is off.
  private func prepared() throws -> Tool {
    let tool = try Tool()
    try tool.write(ping, to: "models/ping.assay")
    let check = try tool.shell("$assay check --proofs kept models --option unsigned=on")
    #expect(check.errors == "")
    _ = try tool.shell("$assay check --proofs kept models")
    return tool
  }

  private func files(_ tool: Tool) throws -> [String] {
    try tool.shell("find kept -type f | sort").output.split(separator: "\n").map(String.init)
  }

  @Test func whatWasKeptIsAccepted() throws {
    let tool = try prepared()
    defer { tool.remove() }
    let files = try files(tool)
    #expect(files.contains { $0.hasSuffix(".certificate") })
    #expect(files.contains { $0.hasSuffix(".trace") })
    let answer = try tool.shell("$assay audit kept")
    #expect(answer.code == 0, "\(answer.output)\(answer.errors)")
    #expect(answer.output == "\(files.count) \(files.count == 1 ? "file" : "files"): accepted\n")
    let all = try tool.shell("$assay audit --verbose kept/*/*.certificate")
    #expect(all.output.hasPrefix("✓ kept/"), "\(all.output)")
    #expect(all.output.contains("proved, "))
  }

  @Test func anotherModelIsNotWhatWasProved() throws {
    let tool = try prepared()
    defer { tool.remove() }
    // Another comment is no other model, another action is.
    try tool.write("// as before\n" + ping, to: "models/ping.assay")
    #expect(try tool.shell("$assay audit kept").code == 0)
    let changed = ping.replacing(
      "receive", with: "fresh unused: Nonce\n    receive", maxReplacements: 1)
    try tool.write(changed, to: "models/ping.assay")
    let answer = try tool.shell("$assay audit kept")
    #expect(answer.code != 0)
  }

  @Test func damagedFilesAreRejected() throws {
    let tool = try prepared()
    defer { tool.remove() }
    for file in try files(tool) {
      let text = try tool.read(file)
      for damage in ["", "x", String(text.prefix(text.count / 2)), "\u{0}\u{1}", text + "more\n"] {
        try tool.write(damage, to: file)
        let answer = try tool.shell("$assay audit \(file)")
        #expect(answer.code == 1, "\(file): \(answer.output)\(answer.errors)")
        #expect(answer.output.hasPrefix("✗ \(file): "))
        #expect(answer.output.hasSuffix("1 file: 0 accepted\n"))
      }
      try tool.write(text, to: file)
    }
  }

  @Test func badPathsAreSaid() throws {
    let tool = try prepared()
    defer { tool.remove() }
    for (path, why) in [
      ("gone", "cannot read gone: No such file or directory"),
      ("models", "there is no certificate and no trace in models"),
    ] {
      let answer = try tool.shell("$assay audit \(path)")
      #expect(answer.code == 2, "\(answer.errors)")
      #expect(answer.errors == "error: \(why)\n")
    }
    try tool.write("", to: "models/ping.assay")
    let answer = try tool.shell("$assay audit kept")
    #expect(answer.code == 2)
    #expect(answer.errors.contains("models/ping.assay"))
  }

  @Test func aFolderThatCannotBeMadeIsSaidBeforeTheSearch() throws {
    let tool = try prepared()
    defer { tool.remove() }
    let answer = try tool.shell("$assay check --proofs models/ping.assay/kept models")
    #expect(answer.code == 2)
    #expect(answer.output == "")
    #expect(answer.errors.contains("cannot make the folder models/ping.assay"))
    #expect(try tool.shell("$assay check --proofs '' models").code == 2)
  }

  /// The checker does not follow everywhere; what it cannot check is not proved, and no fault.
  @Test func aFunctionCalledLikeAWordOfCertificatesIsNotProved() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(
      """
      protocol Own
      function own(Principal): Nonce private
      role A(X) knows own(X) { start -> done { event Done(X)  send hash(own(X)) } }
      attacker { controls network; plays A }
      property p: secret own(X) of A unless dishonest(X)

      """, to: "own.assay")
    let answer = try tool.shell("$assay check own.assay")
    #expect(answer.code == 0 && answer.output.contains("holds within 2 A"), "\(answer.output)")
    let proof = try tool.shell("$assay check --engine prove own.assay")
    #expect(proof.code == 3 && proof.output.contains("`own` is a word of certificates"))
  }
}
