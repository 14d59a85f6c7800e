// The files of `proofs/`: certificates of what is proved, traces of what is attacked or witnessed.
// Where each stands, what is in it, and whether it is accepted again.

import Certificates
import ProtocolModel
import Traces

package enum ProofFile: Sendable {
  case certificate(Certificate)
  /// What the trace is about; the run itself is read when the model is at hand.
  case trace(TraceFile, text: String)

  /// The endings of their names.
  package static let endings = [".certificate", ".trace"]

  package static func read(_ text: String) -> Result<ProofFile, ProofFileError> {
    if text.hasPrefix("assay trace") {
      return parseTraceHeader(text).map { .trace($0, text: text) }
        .mapError { ProofFileError("\($0)") }
    }
    return Certificate.parse(text).map { .certificate($0) }.mapError { ProofFileError("\($0)") }
  }

  /// The path of the model as it was given when the file was written.
  package var modelPath: String { subject.path }
  package var configuration: String? { subject.configuration }
  /// The options that were on.
  package var options: [String] { subject.options }

  private var subject: (path: String, configuration: String?, options: [String], property: String) {
    switch self {
    case .certificate(let it): (it.path, it.configuration, it.options, it.property)
    case .trace(let it, _): (it.path, it.configuration, it.options, it.property)
    }
  }

  // MARK: Auditing

  /// Checks the file against the model that it names.
  ///
  /// - Returns: what it shows, in a few words, or why it shows nothing.
  package func audit(_ model: ProtocolModel) -> Result<String, ProofFileError> {
    guard let index = model.properties.firstIndex(where: { $0.name == subject.property })
    else {
      return .failure(ProofFileError("the model has no property \(subject.property)"))
    }
    switch self {
    case .certificate(let certificate):
      return check(certificate, model, property: index)
        .map { "\($0.claim.rawValue), \($0.clauses) clauses" }
        .mapError { ProofFileError("\($0)") }
    case .trace(_, let text):
      return parseTrace(text, in: model, property: index).mapError { ProofFileError("\($0)") }
        .flatMap { trace in
          Replayer(model: model.making(roomFor: trace, of: index)).replay(trace, property: index)
            .mapError { ProofFileError("\($0)") }
        }
        .map { _ in model.properties[index].isReachability ? "witness" : "attack" }
    }
  }
}

/// Why a file is not accepted: a plain sentence.
package struct ProofFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

extension ModelReport {
  /// The certificates and traces of the results, with their paths below a folder of proofs.
  package var proofFiles: [(path: String, text: String)] {
    results.compactMap { result in
      if let proof = result.proof {
        let path = evidencePath(of: result.property.name) + ".certificate"
        return proof.certificate.map { (path, $0) }
      }
      let file = TraceFile(path: path, of: model, property: result.index)
      return result.run.flatMap { file.text(of: $0.trace, in: model, property: result.index) }
        .map { (evidencePath(of: result.property.name) + ".trace", $0) }
    }
  }

  /// `models/classics/yahalom.assay` in the configuration `fixed` has its proofs in
  /// `classics/yahalom/fixed/`.
  package func evidencePath(of property: String) -> String {
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
