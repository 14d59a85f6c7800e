// One change after the other: both sides, the new attack told in full, and a question.

import AssayKit
import Glibc

struct ReviewSession {
  enum Answer { case accept, reject, skip, quit }

  private let comparison: LockComparison
  private let report: Report
  /// Of every question; nil if they are asked.
  private let decision: Answer?
  private var accepted = 0
  private var rejected = 0

  init(_ comparison: LockComparison, _ report: Report, decision: Answer?) {
    self.comparison = comparison
    self.report = report
    self.decision = decision
  }

  mutating func perform(_ store: inout LockStore) throws(FileError) -> AssayKit.ExitCode {
    let differing = comparison.differing
    var lock = store.lock
    Interruption.onTimeout {
      Output.complain("\ninterrupted: what was accepted so far is pinned, the rest is as it was")
    }
    for (index, entry) in differing.enumerated() {
      if Interruption.hasBeenRequested { return .interrupted }
      let title = "\(index + 1) of \(differing.count)"
      let shown = Output.answer(text(of: entry, title), then: .success)
      if shown != .success { return shown }
      let answer = entry.result?.verdict == .error ? .skip : decision ?? ask()
      if Interruption.hasBeenRequested { return .interrupted }
      if answer == .quit { break }
      if answer == .reject { rejected += 1 }
      guard answer == .accept else { continue }
      lock.accept(entry)
      accepted += 1
      // One question at a time is written at once, all of them together.
      if decision == nil { try store.write(lock) }
    }
    if decision == .accept && accepted > 0 { try store.write(lock) }
    Interruption.claimAnswer()
    return Output.answer(summary(differing.count, store.path), then: code(differing.count))
  }

  private func code(_ count: Int) -> AssayKit.ExitCode {
    comparison.hasErrors ? .failure : accepted == count ? .success : .violated
  }

  private func summary(_ count: Int, _ path: String) -> String {
    if count == 0 { return "Everything is as pinned in \(escaped(path)).\n" }
    let open = count - accepted - rejected
    return "\(count) to look at: \(accepted) accepted, \(rejected) rejected"
      + (open > 0 ? ", \(open) left open" : "") + ".\n"
      + (accepted == count
        ? "" : "What was not accepted is pinned as it was: change the model, or review again.\n")
  }

  // MARK: Showing

  private func text(of entry: LockComparison.Entry, _ title: String) -> String {
    let style = Output.style
    var lines = ComparisonText.lines(of: entry)
    lines[0] = style.paint(lines[0], .bold) + "  (\(title))"
    lines += [""] + SideBySide(entry, width: style.width).lines + [""]
    lines += story(of: entry, style)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The new attack, unless it is the one that was pinned.
  private func story(of entry: LockComparison.Entry, _ style: Style) -> [String] {
    guard let result = entry.result, let run = result.run, result.verdict == .attack,
      let model = entry.model, entry.old?.attack != entry.new?.attack
    else { return [] }
    let story = Storyteller(report.models[model]).story(of: run, property: result.property)
    let needs = story.needs.isEmpty ? "nobody dishonest" : story.needs.joined(separator: "; ")
    return ["  The attack, now; it needs: \(needs)", ""]
      + StoryText(story, style: style).lines + [""]
  }

  // MARK: Asking

  private func ask() -> Answer {
    while true {
      let shown = Output.answer("[a]ccept, [r]eject, [s]kip, [q]uit? ", then: .success)
      guard shown == .success else { return .quit }
      guard let line = readAnswer() else {
        // The end of what is typed leaves the cursor behind the question.
        _ = Output.answer("\n", then: .success)
        return .quit
      }
      switch line.lowercased() {
      case "a", "accept", "y", "yes": return .accept
      case "r", "reject", "n", "no": return .reject
      case "s", "skip": return .skip
      case "q", "quit": return .quit
      default: continue
      }
    }
  }

  /// A line of standard input; nil at its end.
  private func readAnswer() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(0, &byte, 1)
      if count < 0 && errno == EINTR && !Interruption.hasBeenRequested { continue }
      if count <= 0 { return nil }
      if byte == UInt8(ascii: "\n") { break }
      if bytes.count < 100 { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self).filter { $0 != " " && $0 != "\r" }
  }
}
