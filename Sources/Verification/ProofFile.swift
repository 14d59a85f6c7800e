// The files of `proofs/`: where each stands, and whether it is accepted again.

import Certificates
import ProtocolModel

package struct ProofFile: Sendable {
  package let certificate: Certificate

  /// The endings of their names.
  package static let endings = [".certificate"]

  package static func read(_ text: String) -> Result<ProofFile, ProofFileError> {
    Certificate.parse(text).map { ProofFile(certificate: $0) }
      .mapError { ProofFileError("\($0)") }
  }

  /// The path of the model as it was given when the file was written.
  package var modelPath: String { certificate.path }
  package var configuration: String? { certificate.configuration }
  /// The options that were on.
  package var options: [String] { certificate.options }

  /// Checks the file against the model that it names.
  ///
  /// - Returns: what it shows, in a few words, or why it shows nothing.
  package func audit(_ model: ProtocolModel) -> Result<String, ProofFileError> {
    guard let index = model.properties.firstIndex(where: { $0.name == certificate.property })
    else {
      return .failure(ProofFileError("the model has no property \(certificate.property)"))
    }
    return check(certificate, model, property: index)
      .map { "\($0.claim.rawValue), \($0.clauses) clauses" }
      .mapError { ProofFileError("\($0)") }
  }
}

/// Why a file is not accepted: a plain sentence.
package struct ProofFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

extension ModelReport {
  /// The certificates of the results, with their paths below a folder of proofs.
  package var proofFiles: [(path: String, text: String)] {
    results.compactMap { result in
      result.proof.map { (proofPath(result.property.name) + ".certificate", $0.certificate) }
    }
  }

  /// `models/classics/yahalom.assay` in the configuration `fixed` has its proofs in
  /// `classics/yahalom/fixed/`.
  private func proofPath(_ property: String) -> String {
    var parts = path.split(separator: "/").map(String.init).filter { $0 != "." && $0 != ".." }
    if parts.first == "models" { parts.removeFirst() }
    if let name = parts.popLast() {
      parts.append(name.hasSuffix(".assay") ? String(name.dropLast(6)) : name)
    }
    let options = model.options.isEmpty ? nil : model.options.joined(separator: "+")
    if let variant = model.configuration ?? options { parts.append(variant) }
    return (parts + [property]).joined(separator: "/")
  }
}
