// The fates of all mutants of a subject as text, one paragraph:
//
//   SUBJECT: N proved, N hold
//     KIND: N attacked, N proved, …
//     proved KIND: TITLE
//
// Files that ask different questions of one flow are one protocol: a mutant of it is attacked if any
// of the questions has an attack.

import Exploration
import ProtocolLanguage

/// The mutants of a subject that differ from it and from each other.
func distinctMutants(of subject: Subject) -> [Mutant] {
  var seen: Set<String> = [format(subject.tree)]
  return mutants(of: subject.tree).compactMap { mutant in
    let candidates = mutant.candidates.filter { seen.insert(format($0)).inserted }
    if candidates.isEmpty { return nil }
    return Mutant(kind: mutant.kind, title: mutant.title, candidates: candidates)
  }
}

struct MutantTable {
  private(set) var subjects: [Subject]
  private(set) var judgements: [Judgement]

  init(_ subject: Subject, _ court: Court, sharing workers: Workers = .alone) {
    subjects = [subject]
    let mutants = distinctMutants(of: subject)
    judgements = workers.map(mutants.count) { court.judge(mutants[$0], of: subject) }
  }

  /// Takes up what another file says of the same mutants.
  mutating func merge(_ other: MutantTable) {
    subjects += other.subjects
    for index in judgements.indices { judgements[index].merge(other.judgements[index]) }
  }

  /// Whether the other table is of the same protocol, and so of the same mutants.
  func isOfTheSameProtocol(as other: MutantTable) -> Bool {
    subjects[0].tree.protocolText == other.subjects[0].tree.protocolText
      && judgements.map(\.title) == other.judgements.map(\.title)
  }

  var faults: [String] {
    judgements.flatMap { judgement in
      judgement.faults.map { "\(name), without \(judgement.title): \($0)" }
    }
  }

  var name: String { subjects.map(\.name).joined(separator: " + ") }

  var text: String {
    let proved = subjects.reduce(0) { $0 + $1.proved.count }
    let held = subjects.reduce(0) { $0 + $1.held.count }
    let survivors = judgements.filter {
      [.proved, .holds, .unknown].contains($0.fate) || $0.isWider
    }.map {
      let properties = $0.properties.isEmpty ? "" : " (\($0.properties.joined(separator: ", ")))"
      let scope = $0.isWider ? " by two sessions of each role" : ""
      return "  \($0.fate.rawValue)\(scope) without \($0.kind.rawValue): \($0.title)\(properties)"
    }
    return (["\(name): \(proved) proved, \(held) hold"] + Self.counts(judgements) + survivors)
      .joined(separator: "\n") + "\n"
  }

  /// One line for each kind.
  static func counts(_ judgements: [Judgement]) -> [String] {
    MutationKind.allCases.compactMap { kind in
      let own = judgements.filter { $0.kind == kind }
      let figures = Fate.allCases.compactMap { fate in
        let count = own.count { $0.fate == fate }
        return count == 0 ? nil : "\(count) \(fate.rawValue)"
      }
      return own.isEmpty ? nil : "  \(kind.rawValue): \(figures.joined(separator: ", "))"
    }
  }
}

extension Judgement {
  fileprivate mutating func merge(_ other: Judgement) {
    faults += other.faults
    // In the order of Fate, and no model only if it is none for anybody.
    guard let own = Fate.allCases.firstIndex(of: fate),
      let new = Fate.allCases.firstIndex(of: other.fate)
    else { return }
    let pair = [fate, other.fate]
    if fate == other.fate {
      properties += other.properties
      isWider = isWider && other.isWider
    } else if pair.contains(.attacked) || pair.contains(.notExecutable) {
      if new < own { take(other) }
    } else if new > own {
      take(other)
    }
  }

  private mutating func take(_ other: Judgement) {
    (fate, properties, isWider, text) = (other.fate, other.properties, other.isWider, other.text)
  }
}

extension SyntaxTree {
  /// The model without its name and without what is asked of it.
  fileprivate var protocolText: String {
    var copy = self
    copy.protocolName?.text = "Any"
    copy.declarations.removeAll { declaration in
      switch declaration.kind {
      case .property, .attacker, .scenario: true
      default: false
      }
    }
    return format(copy)
  }
}
