// A run as it is told: who takes part, which messages went from whom to whom, what everyone did
// with them, and what it comes to. The text report, the chart and the JSON report all read this;
// none of them looks at a replayed run itself.
//
// A step of the story is a message (its sending and, if it was delivered untouched, its arrival),
// a reveal, or a transition that neither sends nor receives. This is how papers count: the attack
// on Needham-Schroeder has six.

import Diagnostics
import ProtocolModel
import Verification

package struct Story: Hashable, Sendable {
  /// A vertical line of the chart: a session, or the attacker in everybody's name.
  package struct Lane: Hashable, Sendable {
    /// What stands above the line: `Alice: Customer`.
    package var label: String
    /// What sentences call it: `Alice`, `the attacker`, `Mallory`.
    package var name: String
    package var isAttacker: Bool
    package init(label: String, name: String, isAttacker: Bool) {
      self.label = label
      self.name = name
      self.isAttacker = isAttacker
    }
  }

  package struct Step: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// `to` is nil for a message that nobody reads or receives.
      case message(from: Int, to: Int?)
      case local(Int)
      case reveal(from: Int)
    }
    /// From 1.
    package var number: Int
    package var kind: Kind
    /// What stands on the arrow: the outermost constructors.
    package var label: String
    /// The channel, unless it is the network.
    package var channel: String?
    /// What is sent, taken or revealed; nil for local steps.
    package var content: Outline?
    /// One sentence: who does what.
    package var sentence: String
    /// How the attacker comes by each part of what it sends.
    package var sources: [Source]
    /// What sessions record, remember and end with at this step, one sentence each.
    package var effects: [String]
    /// Whether the attacker reads the message, or takes the secret.
    package var isRead = false
    /// What the sessions that acted know afterwards.
    package var holdings: [Holding] = []
    /// Where the transition stands.
    package var site: Place?
    /// The same for people: `file:line`.
    package var place: String? { site.map { "\(escaped($0.fileName)):\($0.line)" } }
    package init(
      number: Int, kind: Kind, label: String, channel: String? = nil, content: Outline? = nil,
      sentence: String, sources: [Source] = [], effects: [String] = [], site: Place? = nil
    ) {
      self.number = number
      self.kind = kind
      self.label = label
      self.channel = channel
      self.content = content
      self.sentence = sentence
      self.sources = sources
      self.effects = effects
      self.site = site
    }
  }

  /// What a session knows after a step: the values of its variables.
  package struct Holding: Hashable, Sendable {
    package var lane: Int
    /// The state it is in.
    package var state: String
    package var values: [Value]
    package struct Value: Hashable, Sendable {
      package var name: String
      package var term: String
    }
  }

  /// How the attacker comes by a term.
  package struct Source: Hashable, Sendable {
    package var term: String
    package var how: String
    package init(term: String, how: String) {
      self.term = term
      self.how = how
    }
  }

  /// The dishonest principals and what they play; empty if the run needs none.
  package var needs: [String]
  package var lanes: [Lane]
  package var steps: [Step]
  /// What the run comes to, one sentence each.
  package var ending: [String]
  /// How the secret is derived at the end, where there is one.
  package var endingSources: [Source]

  package init(
    needs: [String], lanes: [Lane], steps: [Step], ending: [String], endingSources: [Source] = []
  ) {
    self.needs = needs
    self.lanes = lanes
    self.steps = steps
    self.ending = ending
    self.endingSources = endingSources
  }
}
