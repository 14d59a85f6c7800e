// The shop, decided once for all tests of this target.

import Diagnostics
import Foundation
import ProtocolModel

@testable import Verification

enum Shop {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static let report: Report = {
    let url = folder.appendingPathComponent("Models/shop.assay")
    let bytes = try! Data(contentsOf: url)
    let text = SourceText(path: "models/shop.assay", bytes: Array(bytes))
    let elaborated = elaborate(path: text.path, text: text, resolvingIncludesWith: { _ in nil })
    let file = LoadedModel(
      path: text.path, models: elaborated.models, sources: elaborated.sources)
    var report = Campaign([file], selecting: Selection()).run(engines: .live)
    report.complaints = elaborated.diagnostics.map { Complaint($0, in: elaborated.sources) }
    return report
  }()

  /// The same with one thing that is wrong with the input, names that no format may take for its
  /// own, and every verdict.
  static let odd: Report = {
    var report = Shop.report
    report.isInterrupted = true
    report.notBegun = [
      VerificationJob(path: "b \"<&>\u{1B}.assay", configuration: "x|y", options: [])
    ]
    report.complaints = [
      Complaint(message: "there is no property `x`", notes: ["did you mean `y`?"]),
      Complaint(
        code: .cannotBuild, message: "a \"quote\", <tag> & 100%\u{1}\r\n::error::x",
        place: Place(path: "a b/\u{7}:,%\u{e9}.assay", line: 3, column: 7)),
    ]
    let path = "odd \u{1B}[31m<&\"'|`,:%\u{2028}\n::error::.assay"
    for index in report.models.indices { report.models[index].path = path }
    for (index, verdict) in Verdict.allCases.enumerated() {
      report.models[0].results[index].verdict = verdict
      report.models[0].results[index].note = "a note]]> \u{0}"
      if verdict != .attack && verdict != .witness { report.models[0].results[index].run = nil }
    }
    return report
  }()
}
