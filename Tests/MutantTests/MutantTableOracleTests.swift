// The fates of the mutants of one configuration of each classic, compared with mutants.txt: the one
// with most repairs. Left out are those whose mutants keep the engines busy; the campaign in
// MutantOracleTests has all of them.
//
// A change of a rule, of a property or of an engine's reach shows here as a mutant that is attacked,
// or proved, and was not. The command below writes the file anew and fails, so that no baseline slips
// in unread: look at the difference, say in the commit why it is right, and run again without.

import Foundation
import ModelSupport
import Testing

@Suite struct MutantTableOracleTests {
  static let recording =
    "ASSAY_RECORD=1 swift test -c release --scratch-path .build-oracle --filter MutantTableOracle"

  static let configurations = [
    "andrew-secure-rpc-concrete lowesFix", "ccitt-x509-one-pass withHash",
    "denning-sacco lowesFix", "denning-sacco-public-key abadiNeedham",
    "iso-9798-3-three-pass published", "iso-9798-3-two-pass published", "kao-chow version2",
    "kerberos-public-key standard", "needham-schroeder-public-key lowesFix",
    "needham-schroeder-symmetric-key", "neuman-stubblebine withSorts", "otway-rees withTags",
    "splice-as clarkJacob", "ssl-client-authentication abadiNeedham", "tls-handshake published",
    "tmn withSecrets", "wide-mouthed-frog lowesFix", "woo-lam pif", "woo-lam-mutual withTags",
    "yahalom", "yahalom-lowe", "yahalom-paulson paulsonSorted",
  ]

  @Test func theMutantsOfTheClassicsHaveTheirRecordedFates() throws {
    var text = ""
    for name in Self.configurations {
      let words = name.split(separator: " ").map(String.init)
      let subject = try #require(
        try Subject.all(ofFile: "models/classics/\(words[0]).assay").first {
          $0.configuration == (words.count > 1 ? words[1] : nil)
        }, "\(name)")
      let court = Court()
      let table = MutantTable(try subject.judged(court), court)
      #expect(table.faults == [])
      text += table.text
    }
    if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
      try text.write(to: Self.record, atomically: true, encoding: .utf8)
      Issue.record("recorded mutants.txt: read the difference, run again")
      return
    }
    let recorded = (try? String(contentsOf: Self.record, encoding: .utf8)) ?? ""
    if text == recorded { return }
    let changes = text.split(separator: "\n").difference(from: recorded.split(separator: "\n")).map
    {
      switch $0 {
      case .remove(let line, let element, _): "- \(line + 1): \(element)"
      case .insert(let line, let element, _): "+ \(line + 1): \(element)"
      }
    }
    Issue.record(
      """
      mutants.txt says otherwise:
      \(changes.joined(separator: "\n"))
      If these changes are meant, type
      \(Self.recording)
      """)
  }

  private static let record = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "mutants.txt")
}
