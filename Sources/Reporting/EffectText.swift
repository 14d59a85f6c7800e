// What a transition does besides sending and receiving, one sentence for each thing.

import ProtocolModel
import Terms
import Traces

struct EffectText {
  let model: ProtocolModel
  let printer: TermPrinter

  func effects(of step: ReplayedStep, by name: String) -> [String] {
    var effects: [String] = []
    for chosen in step.lookups {
      effects.append("\(name) finds (\(printer.list(chosen.entry))) in \(table(chosen.table))")
    }
    for event in step.events { effects.append("\(name) records \(text(event))") }
    for change in step.tableChanges {
      let entry = "(\(printer.list(change.entry)))"
      effects.append(
        change.isInsertion
          ? "\(name) inserts \(entry) into \(table(change.table))"
          : "\(name) deletes \(entry) from \(table(change.table))")
    }
    return effects
  }

  func text(_ event: RecordedEvent) -> String {
    "\(model.events[event.event.index].name)(\(printer.list(event.arguments)))"
  }

  private func table(_ table: TableID) -> String { model.tables[table.index].name }
}
