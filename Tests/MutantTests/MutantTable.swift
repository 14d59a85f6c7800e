// The fates of all mutants of some subjects as text: one paragraph for each subject.
//
//   SUBJECT: N proved, N hold
//     KIND: N attacked, N proved, …
//     proved KIND: TITLE

import ProtocolLanguage
import Synchronization

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
  let subject: Subject
  let judgements: [Judgement]

  init(_ subject: Subject, _ court: Court) {
    self.subject = subject
    judgements = distinctMutants(of: subject).map { court.judge($0, of: subject) }
  }

  var faults: [String] {
    judgements.flatMap { judgement in
      judgement.faults.map { "\(subject.name), without \(judgement.title): \($0)" }
    }
  }

  var text: String {
    let heading =
      "\(subject.name): \(subject.proved.count) proved, \(subject.held.count) hold"
    let counts = MutationKind.allCases.compactMap { kind -> String? in
      let figures = Self.figures(judgements.filter { $0.kind == kind })
      return figures.isEmpty ? nil : "  \(kind.rawValue): \(figures)"
    }
    let survivors = judgements.filter {
      [.proved, .holds, .unknown].contains($0.fate) || $0.isWider
    }.map {
      let properties = $0.properties.isEmpty ? "" : " (\($0.properties.joined(separator: ", ")))"
      let scope = $0.isWider ? " by two sessions of each role" : ""
      return "  \($0.fate.rawValue)\(scope) without \($0.kind.rawValue): \($0.title)\(properties)"
    }
    return ([heading] + counts + survivors).joined(separator: "\n") + "\n"
  }

  static func figures(_ judgements: [Judgement]) -> String {
    Fate.allCases.compactMap { fate in
      let count = judgements.count { $0.fate == fate }
      return count == 0 ? nil : "\(count) \(fate.rawValue)"
    }.joined(separator: ", ")
  }
}
