// Charts in the forms for pages: SVG read back as XML, Mermaid and PlantUML line by line.

import Foundation
import Testing

@testable import Reporting
@testable import Verification

@Suite struct ChartTests {
  private func stories() -> [(Story, isAttack: Bool)] {
    Shop.report.models.flatMap { model in
      model.results.compactMap { result in
        Finding(result, in: model).story.map { ($0, result.verdict == .attack) }
      }
    }
  }

  private func attack(_ name: String) throws -> Story {
    let model = Shop.report.models[0]
    let result = try #require(model.results.first { $0.property.name == name })
    return try #require(Finding(result, in: model).story)
  }

  @Test func everythingStandsWithinTheWidth() throws {
    for (story, isAttack) in stories() {
      let root = try XMLTree.read(SequenceSVG(story, title: "x", isAttack: isAttack).text)
      #expect(root.name == "svg" && root.attributes["width"] == "800")
      let height = try #require(root.attributes["height"].flatMap(Int.init))
      for element in root.all {
        for (name, limit) in [("x", 800), ("x1", 800), ("x2", 800), ("y", height), ("y2", height)] {
          guard let value = element.attributes[name].flatMap(Int.init) else { continue }
          #expect((0...limit).contains(value), "\(element.name) \(element.attributes)")
        }
        guard element.attributes["class"] == "says", let x = element.attributes["x"] else {
          continue
        }
        #expect(Int(x)! + SequenceSVG.textWidth(element.text) <= 800, "\(element.text)")
      }
    }
  }

  @Test func aRowSaysInFullWhatItsArrowFolds() throws {
    let story = try attack("completes")
    let root = try XMLTree.read(SequenceSVG(story, title: "x", isAttack: false).text)
    let rows = root.all.filter { $0.attributes["class"] == "step" }
    #expect(rows.count == story.steps.count)
    for (row, step) in zip(rows, story.steps) {
      let title = try #require(row.children.first { $0.name == "title" })
      #expect(title.text.contains(step.sentence))
      for effect in step.effects { #expect(title.text.contains(effect)) }
    }
  }

  @Test func theAttackersStepsAreMarked() throws {
    let story = try attack("numberLost")
    let root = try XMLTree.read(SequenceSVG(story, title: "x", isAttack: true).text)
    let rows = root.all.filter { ($0.attributes["class"] ?? "").hasPrefix("step") }
    // It passes on the order, and takes a key.
    #expect(
      rows.map { $0.attributes["class"] }
        == ["step", "step bad", "step", "step", "step bad"])
    #expect(root.all.count { $0.attributes["class"] == "head bad" } == 1)
  }

  @Test func nothingIsLoadedAndNothingRuns() throws {
    let story = try attack("ordered")
    let text = SequenceSVG(story, title: "x", isAttack: true).text
    for word in ["href", "url(", "@import", "<script", "onload"] { #expect(!text.contains(word)) }
    #expect(text.contains("prefers-color-scheme: dark"))
  }

  @Test func longTermsAndOddNamesAreFoldedAndEscaped() throws {
    let long = Outline.group("f(", (0..<90).map { .word("x\($0)") }, ")")
    let odd = "<&\"'>\u{1B}]]>;#\n"
    let story = Story(
      needs: [],
      lanes: (0..<9).map { .init(label: "\(odd)\($0): R", name: odd, isAttacker: $0 == 4) },
      steps: [
        .init(number: 1, kind: .message(from: 0, to: 8), label: "f", content: long, sentence: odd),
        .init(
          number: 2, kind: .message(from: 8, to: nil), label: "f", content: .word(odd),
          sentence: odd),
        .init(number: 3, kind: .message(from: 3, to: 3), label: odd, sentence: odd),
        .init(number: 4, kind: .reveal(from: 2), label: "reveal", content: long, sentence: odd),
        .init(number: 5, kind: .local(8), label: String(repeating: "w", count: 200), sentence: odd),
      ], ending: [odd + String(repeating: " word", count: 60)])
    let root = try XMLTree.read(SequenceSVG(story, title: odd, isAttack: true).text)
    for text in root.all where text.attributes["class"] == "says" {
      #expect(Int(text.attributes["x"]!)! >= 0)
      #expect(Int(text.attributes["x"]!)! + SequenceSVG.textWidth(text.text) <= 800)
    }
    let mermaid = MermaidChart(story, title: odd).text
    let plant = PlantUMLChart(story, title: odd).text
    for text in [mermaid, plant] {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
    // Title block, name of the diagram, nine lanes, five steps, one ending.
    #expect(mermaid.split(separator: "\n").count == 3 + 1 + 9 + 5 + 1)
    #expect(plant.split(separator: "\n").count == 1 + 1 + 9 + 5 + 1 + 1)
  }

  @Test func noStoryAtAllIsDrawn() throws {
    let story = Story(needs: [], lanes: [], steps: [], ending: [])
    for form in ChartForm.allCases { _ = form.chart(of: story, title: "x") }
    _ = try XMLTree.read(SequenceSVG(story, title: "x", isAttack: false).text)
  }

  @Test func mermaidAndPlantUMLTellTheSteps() throws {
    let story = try attack("small")
    #expect(
      MermaidChart(story, title: "small").text == """
        ---
        title: "small"
        ---
        sequenceDiagram
          participant L0 as Alice: Bank
          actor L1 as Mallory, attacker
          L1-->>L0: 1. Charge(made1, made2, 2) over counter
          Note over L0,L1: In the tables of Alice, sum(a for (_, _, ?a) in paid) #lt;= 1 comes to 2 #lt;= 1

        """)
    #expect(
      PlantUMLChart(story, title: "small").text == """
        @startuml
        title small
        participant "Alice: Bank" as L0
        actor "Mallory, attacker" as L1 #FEE4E2
        L1 -[#B42318]-> L0 : 1. Charge(made1, made2, 2) over counter
        note over L0, L1 : In the tables of Alice, sum(a for (<U+005F>, <U+005F>, ?a) in paid) <U+003C><U+003D> 1 comes to 2 <U+003C><U+003D> 1
        @enduml

        """)
  }
}
