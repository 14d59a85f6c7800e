import ModelSupport
import Testing

@testable import Regression

/// docs/lock.md names every kind of change and every word of the file.
@Suite struct DocumentationTests {
  private let page: String

  init() throws { page = try Repository.text("docs/lock.md") }

  @Test(arguments: Change.Kind.allCases)
  func everyKindIsExplained(_ kind: Change.Kind) {
    let row = page.split(separator: "\n").first {
      $0.hasPrefix("| ") && $0.contains("`\(kind.rawValue)`")
    }
    #expect(row?.contains("| \(kind.heading) |") == true)
    #expect(Change.Kind.headings.contains(kind.heading))
  }

  @Test func everyWordOfTheFileIsInItsGrammar() throws {
    let grammar = page.split(separator: "```")[3]
    let pins = try Known.lowe.get().pins + Known.purchase.get().pins
    for word in Set(pins.flatMap { $0.fields.map(\.word) }) {
      #expect(grammar.contains("\"\(word)\""), "\(word)")
    }
    for kind in LockedGoal.Kind.allCases { #expect(page.contains("`\(kind.rawValue)`")) }
  }
}
