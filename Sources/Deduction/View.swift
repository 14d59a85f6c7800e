// Deduction from a principal's view, for `hidden` properties.
//
// A message that the attacker may still choose at will can be the tuple of everything that the
// attacker knew when it was sent. So where the viewer can read such a message, it may use the
// attacker's items up to that point. Of several such messages the latest is enough, because the
// attacker's knowledge only grows; but what the viewer needs in order to read one is a premise,
// so the messages that it can read at once come last in the list.

import Terms

/// A freely chosen message that the viewer may be able to read.
package struct OpenItem {
  package var variable: TermID
  /// The point of the run whose knowledge it may contain.
  package var point: Int32
  fileprivate var item: Int
  fileprivate var isReadAtOnce: Bool
}

extension ConstraintSystem {
  /// Demands that the viewer derives `term` from the items added since `first`, and from what the
  /// attacker may have put into `open`.
  package mutating func demandFromView(
    _ term: TermID, itemsFrom first: Int32, through open: OpenItem?
  ) -> Bool {
    viewerFirst = first
    viewerExtra = open?.point ?? 0
    demandFromView(term)
    guard let item = open.map({ items[$0.item] }) else { return true }
    guard unifyEquations(of: item) else { return false }
    for offset in 0..<item.premiseCount {
      demandFromView(premises[Int(item.firstPremise + offset)])
    }
    return true
  }

  private mutating func demandFromView(_ term: TermID) {
    push(
      Goal(
        term: term, first: viewerFirst, deadline: knowledgePoint, observer: .viewer, ancestor: -1,
        next: pending))
  }

  /// The messages among the viewer's items that the attacker may choose at will, latest first, up
  /// to the first that the viewer reads without a key.
  package func openItems(from first: Int32) -> [OpenItem] {
    var found: [OpenItem] = []
    for index in Int(first)..<items.count {
      let term = resolve(items[index].term)
      guard let variable = store.variable(term), substitution.domain(of: variable) == .any
      else { continue }
      found.append(
        OpenItem(
          variable: term, point: substitution.deadline(of: variable, for: .attacker), item: index,
          isReadAtOnce: items[index].premiseCount + items[index].equationCount == 0))
    }
    found.sort { ($0.point, $1.item) > ($1.point, $0.item) }
    let end = found.firstIndex(where: \.isReadAtOnce).map { $0 + 1 } ?? found.count
    return Array(found[..<end])
  }

  /// Whether the last of the open items can be read at once.
  package func readsAtOnce(_ items: [OpenItem]) -> Bool { items.last?.isReadAtOnce ?? false }
}
