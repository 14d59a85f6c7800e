// One line on standard error that says what is being searched, rewritten in place and removed at
// the end; only where standard error is a terminal, and never wider than it: only the last of
// several lines could be removed.

import AssayKit

struct Progress {
  private let isShown = Output.isTerminal(2)

  func show(_ job: VerificationJob, _ properties: [String]) {
    let configuration = job.configuration.map { " \($0)" } ?? ""
    show("\(job.path)\(configuration): \(properties.joined(separator: ", "))")
  }

  func show(_ text: String) {
    guard isShown else { return }
    let line = escaped(text)
    let room = min(80, Output.columns(2) ?? 80) - 2
    write("\r\u{1B}[2K" + line.prefix(max(0, room)))
  }

  func clear() {
    if isShown { write("\r\u{1B}[2K") }
  }

  private func write(_ text: String) {
    _ = Output.write(text, to: 2, named: "standard error")
  }
}
