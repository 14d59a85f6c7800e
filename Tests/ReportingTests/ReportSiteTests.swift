// The HTML report, read as XML: pages for everything, links that lead somewhere, nothing loaded.

import Foundation
import Testing

@testable import Reporting
@testable import Verification

@Suite struct ReportSiteTests {
  private static let runs = Shop.report.models.map {
    Verifier(engines: .live).honestRun(of: $0.model)
  }

  private func files(_ report: Report) -> [String: String] {
    let files = ReportSite(report, honestRuns: Self.runs).files
    let byPath = Dictionary(files.map { ($0.path, $0.text) }) { first, _ in first }
    #expect(byPath.count == files.count, "two files have one path")
    return byPath
  }

  private func pages(_ report: Report) -> [(path: String, text: String)] {
    files(report).filter { $0.key.hasSuffix(".html") }.sorted { $0.key < $1.key }
      .map { (path: $0.key, text: $0.value) }
  }

  @Test func everyVerdictHasAPageAndItsEvidence() throws {
    let files = files(Shop.report)
    let results = Shop.report.models.flatMap(\.results)
    let pages = files.keys.filter { $0.hasSuffix(".html") }
    #expect(pages.count == 1 + results.count + Shop.report.models.count)
    #expect(files.count { $0.key.hasSuffix(".trace") } == results.count { $0.run != nil })
    #expect(files.count { $0.key.hasSuffix(".certificate") } == results.count { $0.proof != nil })
    #expect(files["shop/careful/ordered.html"] != nil)
    #expect(files["shop/careful/honest-run.html"] != nil)
  }

  @Test func everyLinkLeadsSomewhere() throws {
    for report in [Shop.report, Shop.odd] {
      let files = files(report)
      for page in pages(report) {
        let links = try XMLTree.read(page.text).all.compactMap { $0.attributes["href"] }
          .filter { $0 != "data:," }
        #expect(!links.isEmpty, "\(page.path)")
        for link in links {
          var folders = page.path.split(separator: "/").dropLast().map(String.init)
          for step in try #require(link.removingPercentEncoding).split(separator: "/") {
            if step == ".." { folders.removeLast() } else { folders.append(String(step)) }
          }
          let target = folders.joined(separator: "/")
          #expect(files[target] != nil, "\(page.path) links to \(link)")
        }
      }
    }
  }

  @Test func nothingIsLoadedAndNothingRuns() throws {
    for page in pages(Shop.odd) {
      let names = Set(try XMLTree.read(page.text).all.map(\.name))
      #expect(names.isDisjoint(with: ["script", "img", "iframe", "object", "embed"]))
      #expect(!page.text.contains("url(") && !page.text.contains("@import"))
      #expect(!page.text.contains("<tag>"))
    }
  }

  @Test func pagesHaveWhatAReaderOfThemNeeds() throws {
    for page in pages(Shop.report) {
      let all = try XMLTree.read(page.text).all
      #expect(all.first?.attributes["lang"] == "en")
      #expect(all.count { $0.name == "h1" } == 1 && all.count { $0.name == "main" } == 1)
      // What scrolls can be reached with the keyboard, and is named.
      for element in all where element.attributes["class"] == "wide" {
        #expect(element.attributes["tabindex"] == "0" && element.attributes["aria-label"] != nil)
      }
    }
  }

  @Test func thePageOfAnAttackTellsIt() throws {
    let text = try #require(files(Shop.report)["shop/careful/ordered.html"])
    for part in [
      "attack in 3 steps, expected holds", "models/shop.assay:67", "<svg ",
      "How the attacker computes it", "Who knows what now", "the attacker has read",
      "href=\"../../shop/careful/ordered.trace\"", "amount = 1",
    ] { #expect(text.contains(part), "\(part)") }
    let within = try #require(files(Shop.report)["shop/careful/cardSecret.html"])
    #expect(within.contains("holds within 1 Customer, 1 Shop, 1 Bank"))
    #expect(within.contains("A verdict within a scope has no certificate."))
    #expect(within.contains("<summary>No proof, because"))
  }

  @Test func theIndexHasEveryCell() throws {
    let index = try #require(files(Shop.report)["index.html"])
    let links = try XMLTree.read(index).all.filter { $0.name == "a" }
    let results = Shop.report.models.flatMap(\.results)
    #expect(links.count == results.count + Shop.report.models.count)
  }
}
