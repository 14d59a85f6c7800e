// A pin as text: one field a line, each with the word that it starts with, in a fixed order, and a
// checksum over the others at the end. docs/lock.md has the grammar.

import Certificates

struct Field: Hashable, Sendable {
  var word: String
  var value: String
  /// In the file, from 1; 0 for one that is written.
  var line = 0

  var text: String { value.isEmpty ? word : "\(word) \(value)" }
}

extension Pin {
  package var text: String {
    let fields = self.fields
    let lines = fields.map(\.text) + ["checksum " + Self.checksum(of: fields)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A guard against slips of an editor, a merge or a disk, not against anybody.
  static func checksum(of fields: [Field]) -> String {
    String(SHA256.digest(fields.map(\.text).joined(separator: "\n")).prefix(16))
  }

  var fields: [Field] {
    var fields = [Field(word: "property", value: key.property)]
    fields.append(Field(word: "model", value: Self.encoded(key.model)))
    if let name = key.configuration { fields.append(Field(word: "configuration", value: name)) }
    fields += options.map { Field(word: "option", value: $0) }
    fields.append(Field(word: "says", value: says))
    fields += goal.fields
    fields += threat.fields
    if let expected { fields.append(Field(word: "expects", value: expected.rawValue)) }
    fields.append(Field(word: "verdict", value: verdict.rawValue))
    fields.append(Field(word: "scope", value: scope))
    if let attack { fields += attack.fields }
    fields.append(Field(word: "engine", value: engine.rawValue))
    fields.append(Field(word: "version", value: version))
    return fields
  }

  /// A path on one line: what would break it is written as `%0A`.
  static func encoded(_ path: String) -> String {
    var text = ""
    for scalar in path.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7F || scalar == "%" {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Nil if the text is not what `encoded` makes of any path.
  static func decoded(_ text: String) -> String? {
    var path = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        path.append(scalar)
        continue
      }
      guard let code = UInt32(String(String.UnicodeScalarView(rest.prefix(2))), radix: 16),
        let decoded = Unicode.Scalar(code)
      else { return nil }
      path.append(decoded)
      rest = rest.dropFirst(2)
    }
    let decoded = String(path)
    return encoded(decoded).utf8.elementsEqual(text.utf8) ? decoded : nil
  }
}

extension LockedGoal {
  var fields: [Field] {
    var fields = [Field(word: "claim", value: kind.rawValue)]
    func add(_ word: String, _ value: String?) {
      if let value { fields.append(Field(word: word, value: value)) }
    }
    add("of", role)
    add("term", term?.description)
    add("at", state)
    add("from", viewer)
    add("trigger", trigger?.description)
    for (first, alternative) in alternatives.enumerated() {
      for (second, chain) in alternative.enumerated() {
        for (third, event) in chain.enumerated() {
          add("require", "\(first + 1).\(second + 1).\(third + 1) \(event)")
        }
      }
    }
    add("comparison", comparison)
    for excuse in excuses {
      add("excuse", excuse.condition.description)
      add("before", excuse.before?.description)
    }
    for mark in landmarks {
      add(
        mark.isState ? "state" : "variable", "\(mark.name) \(mark.place) \(mark.use) \(mark.kind)")
    }
    for site in sites {
      let isTerm = site.hasPrefix(Self.termSite)
      add(isTerm ? "term-is" : "event", isTerm ? String(site.dropFirst(Self.termSite.count)) : site)
    }
    add("property-hash", hash)
    return fields
  }
}

extension LockedThreat {
  var fields: [Field] {
    var fields = powers.map { Field(word: "power", value: $0) }
    fields += means.map { Field(word: "means", value: $0) }
    fields += assumptions.map { Field(word: "assumes", value: $0) }
    fields += sessions.map { Field(word: "sessions", value: "\($0.count) \($0.role)") }
    if let total { fields.append(Field(word: "total", value: String(total))) }
    fields.append(Field(word: "loops", value: String(loops)))
    fields.append(Field(word: "threat-hash", value: hash))
    return fields
  }
}

extension AttackShape {
  var fields: [Field] {
    var fields = sessions.map { Field(word: "session", value: $0) }
    fields += steps.map { Field(word: "step", value: $0) }
    fields.append(Field(word: "shows", value: ending))
    fields.append(Field(word: "attack-hash", value: hash))
    return fields
  }
}
