// The HTML report: an index with the matrix of verdicts, a page for every verdict and for every
// honest run, and beside the pages the certificates and traces that they speak of. Paths are those
// of `--proofs`, so `assay audit` takes the folder as it is.

import ProtocolModel
import Verification

package struct ReportSite {
  private let report: Report
  /// The honest run of each model of the report, in the same order.
  private let honestRuns: [HonestRunOutcome]

  package init(_ report: Report, honestRuns: [HonestRunOutcome]) {
    self.report = report
    self.honestRuns = honestRuns
  }

  /// Every file with its path below the report's folder.
  package var files: [(path: String, text: String)] {
    let findings = Finding.all(of: report)
    let evidence = report.models.flatMap(\.proofFiles)
    let written = Set(evidence.map(\.path))
    var files = [(path: "index.html", text: IndexPage(report, findings).page.text)]
    for (index, finding) in findings.enumerated() {
      let neighbours = (
        index > 0 ? findings[index - 1] : nil,
        index + 1 < findings.count ? findings[index + 1] : nil
      )
      let page = PropertyPage(
        finding, between: neighbours, evidence: finding.evidence.filter(written.contains))
      files.append((finding.page, page.page.text))
    }
    for (model, outcome) in zip(report.models, honestRuns) {
      files.append((model.honestPage, Self.honestPage(model, outcome).text))
    }
    return files + evidence
  }

  private static func honestPage(_ model: ModelReport, _ outcome: HonestRunOutcome) -> HTMLPage {
    var body = ["<p>One session of each role, all honest, on a network that only delivers.</p>"]
    if case .complete(let run) = outcome {
      let story = Storyteller(model).story(of: run, property: nil)
      body += StoryHTML(story, title: "the honest run", isAttack: false).blocks
    } else {
      body.append("<pre>\(XMLText.escape(HonestRunText(model, outcome).text))</pre>")
    }
    return HTMLPage(
      title: "Honest run of \(model.model.name)", trail: model.trail(from: model.honestPage),
      body: body)
  }
}

extension ModelReport {
  /// No property can have this name.
  var honestPage: String { evidencePath(of: "honest-run") + ".html" }

  func trail(from page: String) -> [(name: String, link: String?)] {
    [
      (name: "All verdicts", link: HTMLPage.link(from: page, to: "index.html")),
      (name: path, link: nil), (name: TextReport.title(of: model), link: nil),
    ]
  }
}

extension Finding {
  /// The path of its page.
  var page: String { model.evidencePath(of: result.property.name) + ".html" }

  /// Where its certificate or its trace would be; no text holds a run of a model whose path cannot
  /// stand on a line.
  var evidence: [String] {
    ["certificate", "trace"].map { model.evidencePath(of: result.property.name) + "." + $0 }
  }
}
