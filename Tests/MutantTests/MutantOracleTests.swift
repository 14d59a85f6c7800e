// What becomes of the mutants of verified models.

import Exploration
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

  /// `ASSAY_MUTANTS=models/classics` goes through all mutants of all models below a folder, prints the
  /// tables, and tries to prove what is attacked; `ASSAY_MUTANTS='models/set-card allFixes'` has those
  /// of some configurations. With `ASSAY_MUTANT_FILES=FOLDER` each mutant is written there as a file.
  @Test(.enabled(if: environment["ASSAY_MUTANTS"] != nil))
  func campaign() throws {
    let wanted = (Self.environment["ASSAY_MUTANTS"] ?? "").split(separator: " ").map(String.init)
    var court = Court()
    court.crossExamines = true
    let workers = Workers(jobs: ProcessInfo.processInfo.activeProcessorCount)
    var tables: [MutantTable] = []
    for path in try Repository.modelPaths() where path.hasPrefix(wanted.first ?? "") {
      for subject in try Subject.all(ofFile: path)
      where wanted.count == 1 || wanted.dropFirst().contains(subject.configuration ?? "") {
        let judged = try subject.judged(court)
        if !judged.isVerified { continue }
        let table = MutantTable(judged, court, sharing: workers)
        #expect(table.faults == [])
        try say("# \(table.name)\n")
        if let same = tables.firstIndex(where: { $0.isOfTheSameProtocol(as: table) }) {
          tables[same].merge(table)
        } else {
          tables.append(table)
        }
      }
    }
    for table in tables {
      try say(table.text)
      if let files = Self.environment["ASSAY_MUTANT_FILES"] {
        try write(table, to: URL(filePath: files))
      }
    }
    let counts = MutantTable.counts(tables.flatMap(\.judgements)).joined(separator: "\n")
    try say("all of \(wanted.joined(separator: " ")), \(tables.count) protocols\n\(counts)\n")
  }

  private func say(_ text: String) throws {
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }

  private static let environment = ProcessInfo.processInfo.environment

  private func write(_ table: MutantTable, to folder: URL) throws {
    let name = table.subjects[0].name.replacing(".assay", with: "").replacing(" ", with: "/")
    let place = folder.appending(path: name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (number, judgement) in table.judgements.enumerated() {
      let what = "// \(table.name) without \(judgement.kind.rawValue): \(judgement.title)\n"
      let fate = "// \(judgement.fate.rawValue) \(judgement.properties.joined(separator: ", "))\n"
      try (what + fate + judgement.text).write(
        to: place.appending(path: "\(number + 1).assay"), atomically: true, encoding: .utf8)
    }
  }
}
