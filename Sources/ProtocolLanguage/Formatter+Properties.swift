// Properties: the form on the first line if it fits, otherwise broken before its words; each
// clause but the excuses on a line of its own.

extension Formatter {
  mutating func write(_ property: PropertySyntax, trailing: String?) {
    let head = "property \(property.name.text)" + suffix(when: property.guardFormula) + ": "
    let segments = property.form.segments(after: head)
    let width = segments.map { $0.layout.width + 1 }.reduce(-1, +)
    let fits = indentation + width <= LineFiller.width
    var filler = LineFiller(indentation: indentation)
    for (index, segment) in segments.enumerated() {
      if index > 0 {
        if fits { filler.append(" ") } else { filler.startLine(indentation + segment.indentation) }
      }
      filler.put(segment.layout)
    }
    putExcuses(property.excuses, in: &filler)
    add(filler, trailing: trailing)
    indentation += 4
    writeClauses(of: property)
    indentation -= 4
  }

  private func putExcuses(_ excuses: [ExcuseSyntax], in filler: inout LineFiller) {
    guard !excuses.isEmpty else { return }
    let layout = Layout.list("unless ", excuses.map { .text($0.written) }, "")
    if filler.fits(1 + layout.width) {
      filler.append(" ")
    } else {
      filler.startLine(indentation + 4)
    }
    filler.put(layout)
  }

  private mutating func writeClauses(of property: PropertySyntax) {
    if let attacker = property.attacker {
      write(attacker, prefix: "with ", suffix: "", trailing: nil)
    }
    if let scenario = property.scenario { line("within \(scenario.text)") }
    for expectation in property.expectations {
      let head = "expect \(expectation.verdict.text)"
      switch expectation.condition {
      case .when(let formula): put(head + " when ", formula)
      case .unless(let formula): put(head + " unless ", formula)
      case nil: line(head)
      }
    }
  }

  /// A formula, broken before the operators of the outermost chain where it does not fit.
  private mutating func put(_ head: String, _ formula: OptionFormula) {
    var filler = LineFiller(indentation: indentation)
    filler.append(head)
    for (index, operand) in formula.writtenOperands().enumerated() {
      if index > 0 {
        if filler.fits(1 + operand.utf8.count) {
          filler.append(" ")
        } else {
          filler.startLine(indentation + 4)
        }
      }
      filler.append(operand)
    }
    add(filler)
  }
}

/// A part of a property and how far it is indented where it begins a line.
private struct Segment {
  var layout: Layout
  var indentation: Int
}

extension PropertyForm {
  fileprivate func segments(after head: String) -> [Segment] {
    switch self {
    case .secret(let term, let role, let state):
      return [claim(head + "secret ", of: term, role, state)]
    case .guessableSafe(let term, let role, let state):
      return [claim(head + "guessable-safe ", of: term, role, state)]
    case .hidden(let term, let role, let observer, let underNetwork):
      let end = " of \(role.text) from \(observer.text)" + (underNetwork ? " under network" : "")
      return [first(head + "hidden ", .term(term, close: end))]
    case .reachable(let events, let underNetwork):
      let conjuncts = events.enumerated().map { index, event in
        index == 0
          ? first(head + "reachable ", .event(event)) : rest("and ", event, indentation: 6)
      }
      return conjuncts
        + (underNetwork ? [Segment(layout: .text("under network"), indentation: 4)] : [])
    case .invariant(let left, let relation, let right, let role):
      let text = "\(left.written) \(relation.rawValue) \(right.written) of \(role.text)"
      return [first(head + "invariant ", .text(text))]
    case .correspondence(let trigger, let injectively, let alternatives):
      return [first(head, .event(trigger))] + segments(injectively, alternatives)
    }
  }

  private func segments(_ injectively: Bool, _ alternatives: [[[EventSyntax]]]) -> [Segment] {
    var segments: [Segment] = []
    var word = injectively ? "requires injectively " : "requires "
    for alternative in alternatives {
      for chain in alternative {
        for event in chain {
          segments.append(rest(word, event, indentation: segments.isEmpty ? 4 : 6))
          word = "then "
        }
        word = "and "
      }
      word = "or "
    }
    return segments
  }

  private func claim(
    _ head: String, of term: TermSyntax, _ role: Identifier, _ state: Identifier?
  ) -> Segment {
    let end = " of \(role.text)" + (state.map { " at \($0.text)" } ?? "")
    return first(head, .term(term, close: end))
  }

  private func first(_ head: String, _ layout: Layout) -> Segment {
    Segment(layout: .sequence([.text(head), layout]), indentation: 0)
  }

  private func rest(_ word: String, _ event: EventSyntax, indentation: Int) -> Segment {
    Segment(layout: .sequence([.text(word), .event(event)]), indentation: indentation)
  }
}

extension ExcuseSyntax {
  fileprivate var written: String {
    switch self {
    case .dishonest(let term, _): "dishonest(\(term.written))"
    case .revealed(let term, let event, _):
      "revealed(\(term.written))" + (event.map { " before \($0.written)" } ?? "")
    }
  }
}
