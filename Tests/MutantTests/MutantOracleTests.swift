// What becomes of the mutants of verified models.

import Foundation
import ModelSupport
import ProtocolLanguage
import ProtocolModel
import Testing
import Verification

@Suite struct MutantOracleTests {
  @Test func aSpecialisedModelHasTheVerdictsOfItsConfiguration() throws {
    let court = Court()
    for path in try Repository.modelPaths() {
      let originals = try models(of: try Repository.text(path), path: path)
      let pairs = zip(try Subject.all(ofFile: path), originals)
      // The one with the most options, in which the most must be left out or kept.
      if let (subject, original) = pairs.max(by: { $0.1.options.count < $1.1.options.count }) {
        let special = try #require(try models(of: format(subject.tree)).first)
        let verdicts = [original, special].map { model in
          court.results(of: model, nil, .explore).map { "\($0.property.name) \($0.verdict)" }
        }
        #expect(verdicts[0] == verdicts[1], "\(subject.name)")
      }
    }
  }

  /// `ASSAY_MUTANTS=models/classics` goes through all mutants of all models below a folder, prints
  /// the table, and tries to prove what is attacked.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_MUTANTS"] != nil))
  func campaign() throws {
    let folder = ProcessInfo.processInfo.environment["ASSAY_MUTANTS"] ?? ""
    var court = Court()
    court.crossExamines = true
    for path in try Repository.modelPaths() where path.hasPrefix(folder) {
      for subject in try Subject.all(ofFile: path) {
        let begin = Date()
        let judged = try subject.judged(court)
        if !judged.isVerified { continue }
        let table = MutantTable(judged, court)
        let time = String(format: "# %.1f s\n", Date().timeIntervalSince(begin))
        try FileHandle.standardOutput.write(contentsOf: Data((table.text + time).utf8))
        #expect(table.faults == [])
      }
    }
  }
}
