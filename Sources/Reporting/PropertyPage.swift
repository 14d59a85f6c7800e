// The page of one verdict: what was asked, against whom and how far, what came of it, the run if
// there is one, and where to look further.

import Diagnostics
import ProtocolModel
import Verification

struct PropertyPage {
  private let finding: Finding
  private let neighbours: (before: Finding?, after: Finding?)

  /// The paths of the certificate or the trace that were written.
  private let evidence: [String]

  init(_ finding: Finding, between neighbours: (Finding?, Finding?), evidence: [String]) {
    self.finding = finding
    self.evidence = evidence
    self.neighbours = (neighbours.0, neighbours.1)
  }

  private var result: PropertyResult { finding.result }
  private var model: ModelReport { finding.model }

  var page: HTMLPage {
    HTMLPage(
      title: result.property.name, trail: model.trail(from: finding.page),
      body: verdict + facts + gap + run + [further, pages])
  }

  private var verdict: [String] {
    let symbol = VerdictText(result: result, steps: nil).symbol
    let lines = [
      "<p class=\"verdict \(finding.level.name)\">\(symbol) \(XMLText.escape(finding.verdict))</p>",
      "<pre>\(XMLText.escape(model.model.text(result.property)))</pre>",
    ]
    guard result.verdict == .attack else { return lines }
    let headline = PropertyText(model: model.model, property: result.property).headline
    return lines + ["<p>\(XMLText.escape(headline)).</p>"]
  }

  private var facts: [String] {
    let place = finding.place.map { "\($0.path):\($0.line)" } ?? model.path
    let counts =
      StatisticsTable.exploration.map { ($0.help, $0.value(result.statistics)) }
      + StatisticsTable.proof.map { ($0.help, $0.value(result.proofStatistics)) }
    var rows = [
      ["stands at", XMLText.escape(place)],
      ["scope", XMLText.escape(scope)],
      ["expected", XMLText.escape(result.expected?.rawValue ?? "nothing")],
      ["decided by", result.engine.rawValue],
    ]
    if let note = result.note { rows.append(["note", XMLText.escape(note)]) }
    let statistics = counts.map { [XMLText.escape($0.0), $0.1.grouped] }
    return [
      HTMLPage.table(head: [], rows: rows),
      "<details><summary>How much work it was</summary>",
      HTMLPage.table(head: ["counted", "number"], rows: statistics),
      "<p class=\"place\">Properties with one attacker and scenario are decided by one search, "
        + "whose counts stand with each of them.</p></details>",
    ]
  }

  /// A proof is for any number of sessions, a run for the one that it is.
  private var scope: String {
    switch result.verdict {
    case .proved, .unreachable: "any number of sessions"
    case .attack, .witness: "a replayed run, found within \(result.scope)"
    case .holds, .vacuous, .unknown, .error: "\(result.scope)"
    }
  }

  private var gap: [String] {
    guard let gap = result.gap else { return [] }
    let lines = gap.details.map { "<li class=\"term\">\(XMLText.escape($0))</li>" }
    return [
      "<details><summary>\(XMLText.escape(gap.reason.prefix(1).uppercased() + gap.reason.dropFirst()))"
        + "</summary>",
      "<ul>\(lines.joined(separator: "\n"))</ul></details>",
    ]
  }

  private var run: [String] {
    guard let story = finding.story else { return [] }
    let needs = story.needs.isEmpty ? "nobody dishonest" : story.needs.joined(separator: "; ")
    let isAttack = result.verdict == .attack
    return (isAttack ? ["<p>Needs \(XMLText.escape(needs)).</p>"] : [])
      + StoryHTML(story, title: result.property.name, isAttack: isAttack).blocks
  }

  private var further: String {
    guard let path = evidence.first else {
      let isBounded = result.verdict == .holds || result.verdict == .vacuous
      return isBounded ? "<p>A verdict within a scope has no certificate.</p>" : ""
    }
    let kind = result.proof == nil ? "trace" : "certificate"
    return "<p><a href=\"\(HTMLPage.link(from: finding.page, to: path))\">The \(kind)</a>, which "
      + "<code>assay audit</code> checks again without the code that found it.</p>"
  }

  private var pages: String {
    func link(_ other: Finding?, _ relation: String, _ mark: (String, String)) -> String {
      guard let other else { return "<span></span>" }
      let name =
        other.result.property.name
        + (other.variant == finding.variant ? "" : " (\(other.variant))")
      return "<a rel=\"\(relation)\" href=\"\(HTMLPage.link(from: finding.page, to: other.page))\">"
        + "\(mark.0)\(XMLText.escape(name))\(mark.1)</a>"
    }
    return "<div class=\"pages\">\(link(neighbours.before, "prev", ("← ", "")))"
      + "\(link(neighbours.after, "next", ("", " →")))</div>"
  }
}
