// What several commands ask for in the same way.

import ArgumentParser
import AssayKit

enum SharedSettings {
  static func check(maximalSteps: Int, jobs: Int?) throws {
    if maximalSteps < 0 {
      throw ValidationError(
        "--max-steps has to be \(OptionTable.maximalSteps.range); this is \(maximalSteps)")
    }
    if let jobs, !OptionTable.jobsRange.contains(jobs) {
      throw ValidationError("--jobs has to be in \(OptionTable.jobs.range); this is \(jobs)")
    }
  }

  /// As many as were asked for, or as there are cores.
  static func workers(_ jobs: Int?) -> Workers {
    Workers(jobs: jobs ?? min(coreCount, OptionTable.jobsRange.upperBound))
  }

  /// The options that `--options a,b,c` names, in the order of their declaration.
  static func options(
    _ list: String, among declared: [String]
  ) -> Result<[String], Complaint> {
    let names = list.split(separator: ",").map { $0.trimmingBlanks }
    if names.isEmpty { return .failure(Complaint(message: "--options names no option")) }
    for name in names where !declared.contains(name) {
      return .failure(.unknown("option", name, among: declared))
    }
    return .success(declared.filter(names.contains))
  }
}

extension Complaint {
  static func tooManyOptions(_ count: Int) -> Complaint {
    Complaint(
      message: "\(count) options have too many sets",
      notes: ["name at most \(OptionSets.mostOptions) of them: --options name,name"])
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
