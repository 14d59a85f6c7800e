// The minimal sets of options for people: each with what it rests on, how one comes to it from no
// option, and which larger sets are attacked; then what was left open, and what all this took.

import Diagnostics
import ProtocolModel
import Verification

package struct HardeningText {
  private let answer: Hardening
  private let style: Style
  package init(_ answer: Hardening, style: Style = .plain) {
    self.answer = answer
    self.style = style
  }

  package var text: String {
    let parts = [head] + answer.solutions.indices.map(solution) + [attacks, open, summary]
    return parts.filter { !$0.isEmpty }
      .map { $0.map(\.withoutTrailingBlanks).joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private func wrap(_ text: String, _ indent: Int, hanging: Int = 2) -> [String] {
    StoryText.wrap(
      text, indent: String(repeating: " ", count: indent),
      hanging: String(repeating: " ", count: indent + hanging))
  }

  private func name(_ options: [String]) -> String {
    options.isEmpty ? "no option" : options.joined(separator: ", ")
  }

  // MARK: The answer

  private var head: [String] {
    let question =
      "\(answer.options.of("option")), "
      + answer.properties.of("property has", "properties have") + " to hold"
    return [escaped(answer.path) + ": " + question] + wrap(sentence, 0)
  }

  private var sentence: String {
    let count = answer.solutions.count
    let among = answer.isInterrupted ? searchedSoFar : ""
    if count == 0 {
      return "There is no set of these options under which every property is known to hold\(among)."
    }
    let sets = count == 1 ? "one set" : count.of("set")
    return
      "Every property holds under \(sets) of options and under no smaller part of \(count == 1 ? "it" : "any")\(among):"
  }

  private var searchedSoFar: String {
    answer.completeUpTo.map { " among those of at most \($0.of("option"))" } ?? " so far"
  }

  private func solution(_ number: Int) -> [String] {
    let solution = answer.solutions[number]
    var lines = [
      "  " + String(number + 1) + "  " + style.paint(name(solution.options), .bold)
    ]
    for (verdict, phrase) in [(Verdict.proved, "proved"), (.witness, "reached")] {
      let names = solution.results.filter { $0.verdict == verdict }.map(\.property.name)
      if !names.isEmpty { lines += wrap("✓ \(phrase): " + names.joined(separator: ", "), 5) }
    }
    for result in solution.results where result.verdict == .holds {
      lines += wrap("○ \(result.property.name) holds within \(result.scope)", 5)
    }
    lines += solution.chain.flatMap(link)
    return lines + wrap(larger(than: solution), 5)
  }

  private func link(_ link: Hardening.Link) -> [String] {
    let added = "+ " + link.added.joined(separator: ", ")
    guard let number = link.attack else { return wrap(added, 5) }
    let end = link.isStopped ? "" : " alone does not stop it"
    return wrap(
      "\(answer.attacks[number].property) is attacked under \(name(link.before)) "
        + "(attack \(number + 1)): \(added)\(end)", 5)
  }

  private func larger(than solution: Hardening.Solution) -> String {
    if solution.supersets.isEmpty { return "It has all options." }
    var attacked: [String] = []
    var (holding, without, open) = (0, 0, 0)
    for superset in solution.supersets {
      let added = superset.options.filter { !solution.options.contains($0) }
      switch superset.standing {
      case .attacked(let number, _):
        attacked.append("+ \(added.joined(separator: ", ")) (\(answer.attacks[number].property))")
      case .holds: holding += 1
      case .noModel: without += 1
      case nil, .unsettled: open += 1
      }
    }
    let count = solution.supersets.count
    if holding == count { return "Every property holds under all \(count.of("larger set")) too." }
    var parts: [String] = []
    if holding > 0 { parts.append("under \(holding.grouped) every property holds") }
    if !attacked.isEmpty {
      parts.append("\(attacked.count.grouped) attacked: \(attacked.joined(separator: "; "))")
    }
    if without > 0 { parts.append("\(without.grouped) without a model") }
    if open > 0 { parts.append("\(open.grouped) not decided, no known attack is one there") }
    return "Of \(count.of("larger set")): " + parts.joined(separator: "; ") + "."
  }

  // MARK: What speaks against the others

  /// Those that the ways to the solutions meet; without a solution all.
  private var attacks: [String] {
    let met = Set(answer.solutions.flatMap(\.chain).compactMap(\.attack))
    let shown = answer.attacks.indices.filter { met.isEmpty || met.contains($0) }
    if shown.isEmpty { return [] }
    let title =
      shown.count == answer.attacks.count
      ? "Attacks" : "Attacks, \(shown.count.grouped) of \(answer.attacks.count.grouped)"
    return [title]
      + shown.flatMap { number -> [String] in
        let attack = answer.attacks[number]
        let steps = attack.result.run?.trace.steps.count ?? 0
        let stops =
          attack.stoppedBy.isEmpty
          ? "no option alone stops it" : "stopped by " + attack.stoppedBy.joined(separator: " or ")
        return wrap(
          "\(number + 1)  \(attack.property) in \(steps.of("step")) under \(name(attack.options)); "
            + stops, 2, hanging: 3)
      }
  }

  private var open: [String] {
    let shown = answer.open.prefix(Self.mostOpen)
    if shown.isEmpty { return [] }
    let rest = answer.open.count - shown.count
    return ["Not known to hold, and not attacked"]
      + shown.flatMap { wrap("\(name($0.options)): \(reason($0.standing))", 2) }
      + (rest > 0 ? ["  and \(rest.grouped) more"] : [])
  }
  private static let mostOpen = 10

  private func reason(_ standing: Hardening.Standing) -> String {
    switch standing {
    case .noModel(let problem): "no model: \(problem)"
    case .unsettled(let results):
      results.map { result in
        "\(result.property.name) is \(result.verdict.rawValue)"
          + (result.note.map { " (\($0))" } ?? "")
      }.joined(separator: "; ")
    case .attacked, .holds: ""
    }
  }

  // MARK: What it took

  private var summary: [String] {
    let share = answer.decided * 1000 / max(1, answer.setCount)
    let decided =
      "\(answer.decided.grouped) of \(answer.setCount.grouped) sets decided "
      + "(\(share / 10).\(share % 10) %), \(answer.decidedSupersets.grouped) of them larger than a solution"
    let replayed = answer.excluded[.replayed, default: 0]
    let followed = answer.excluded[.followed, default: 0]
    let excluded =
      "\((replayed + followed).grouped) excluded by attacks found under others "
      + "(\(replayed.grouped) replayed, \(followed.grouped) step by step with other messages)"
    let covered = "\(answer.covered.grouped) contain a solution"
    let end = answer.isInterrupted ? " Interrupted: more sets were to be looked at." : ""
    return wrap([decided, excluded, covered].joined(separator: "; ") + "." + end, 0)
  }
}

extension Array {
  fileprivate func of(_ singular: String, _ plural: String? = nil) -> String {
    count.of(singular, plural)
  }
}
