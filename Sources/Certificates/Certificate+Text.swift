// The text of a certificate (docs/certificates.md, "A certificate"), and back.

/// Why a text is no certificate.
package struct CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package var line: Int
  package var reason: String
  package var description: String { "line \(line): \(reason)" }
}

extension Certificate {
  package var text: String {
    var text = """
      assay certificate \(Self.version)
      file \(path)
      model \(model) \(modelHash)
      configuration \(configuration ?? "-")
      options \(Self.list(options))
      property \(property) \(propertyHash)
      shows \(claim.rawValue)

      """
    text.reserveCapacity(
      cases.reduce(text.utf8.count) { sum, part in
        part.clauses.reduce(sum + 200) { $0 + $1.utf8.count + 8 }
      })
    for part in cases {
      text += """

        case
        dishonest \(Self.list(part.dishonest))
        steps \(part.tracesSteps ? "traced" : "untraced")
        clauses

        """
      for (index, clause) in part.clauses.enumerated() {
        text += String(index + 1)
        text += ": "
        text += clause
        text += "\n"
      }
    }
    return text
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  package static func parse(_ text: String) -> Result<Certificate, CertificateError> {
    var reader = CertificateReader(text)
    do throws(CertificateError) {
      return .success(try reader.certificate())
    } catch {
      return .failure(error)
    }
  }
}

private struct CertificateReader {
  private let text: [UInt8]
  /// Where the lines are in the text.
  private var lines: [Range<Int>] = []
  private var place = 0

  init(_ text: String) {
    self.text = Array(text.utf8)
    var start = 0
    for (place, byte) in self.text.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(start..<place)
      start = place + 1
    }
    lines.append(start..<self.text.count)
  }

  private func error(_ reason: String) -> CertificateError {
    CertificateError(line: min(place, max(lines.count, 1)), reason: reason)
  }

  /// The next line that says something; nil at the end.
  private mutating func next() -> ArraySlice<UInt8>? {
    while place < lines.count {
      let line = text[lines[place]]
      place += 1
      if let first = line.first, first != UInt8(ascii: "#") { return line }
    }
    return nil
  }

  private func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// What follows a keyword on the next line.
  private mutating func value(_ keyword: String) throws(CertificateError) -> String {
    guard let line = next() else {
      throw error("the certificate ends where `\(keyword)` should stand")
    }
    guard line.starts(with: (keyword + " ").utf8) else {
      throw error("`\(keyword)` should stand here")
    }
    return string(line.dropFirst(keyword.utf8.count + 1))
  }

  private mutating func named(_ keyword: String) throws(CertificateError) -> (String, String) {
    let text = try value(keyword)
    guard let space = text.lastIndex(of: " ") else {
      throw error("`\(keyword)` has a name and a hash")
    }
    return (String(text[..<space]), String(text[text.index(after: space)...]))
  }

  private mutating func list(_ keyword: String) throws(CertificateError) -> [String] {
    let text = try value(keyword)
    return text == "none" ? [] : text.split(separator: ", ").map(String.init)
  }

  mutating func certificate() throws(CertificateError) -> Certificate {
    let version = try value("assay certificate")
    guard version == "\(Certificate.version)" else {
      throw error("this is version \(version) of the format, which is not known here")
    }
    let path = try value("file")
    let (model, modelHash) = try named("model")
    let configuration = try value("configuration")
    let options = try list("options")
    let (property, propertyHash) = try named("property")
    let word = try value("shows")
    guard let claim = Certificate.Claim(rawValue: word) else {
      throw error("a certificate does not show `\(word)`")
    }
    return Certificate(
      path: path, model: model, modelHash: modelHash,
      configuration: configuration == "-" ? nil : configuration, options: options,
      property: property, propertyHash: propertyHash, claim: claim, cases: try cases())
  }

  private mutating func cases() throws(CertificateError) -> [Certificate.Case] {
    var cases: [Certificate.Case] = []
    var line = next()
    while let word = line {
      guard string(word) == "case" else { throw error("`case` should stand here") }
      let dishonest = try list("dishonest")
      let steps = try value("steps")
      guard steps == "traced" || steps == "untraced" else {
        throw error("steps are traced or untraced")
      }
      guard next().map(string) == "clauses" else { throw error("`clauses` should stand here") }
      var clauses: [String] = []
      line = next()
      while let text = line, text.first != UInt8(ascii: "c") || string(text) != "case" {
        let number = String(clauses.count + 1)
        let rest = text.dropFirst(number.utf8.count)
        guard text.starts(with: number.utf8), rest.starts(with: ": ".utf8) else {
          throw error("clause \(number): should stand here")
        }
        clauses.append(string(rest.dropFirst(2)))
        line = next()
      }
      cases.append(
        Certificate.Case(dishonest: dishonest, tracesSteps: steps == "traced", clauses: clauses))
    }
    return cases
  }
}
