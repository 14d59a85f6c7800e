// A trace as a text file: what its header says. The format is in docs/certificates.md, "Traces".
//
// The header names the model as it was given on the command line, because a trace means nothing
// without its model. There is no hash: a trace stands or falls with being replayed, so one that
// still is an attack on a changed model is still an attack.

import ProtocolModel

/// The header of a trace file: which property of which model the trace is about.
package struct TraceFile: Hashable, Sendable {
  /// The model's path as it was given.
  package var path: String
  package var model: String
  package var configuration: String?
  /// The options that are on, in the order of their declaration.
  package var options: [String]
  package var property: String

  package init(
    path: String, model: String, configuration: String?, options: [String], property: String
  ) {
    self.path = path
    self.model = model
    self.configuration = configuration
    self.options = options
    self.property = property
  }

  /// The header for a property, by its index in the model.
  package init(path: String, of model: ProtocolModel, property: Int) {
    self.init(
      path: path, model: model.name, configuration: model.configuration, options: model.options,
      property: model.properties[property].name)
  }

  /// The first line of every file: the format and its version.
  package static let firstLine = "assay trace 1"
}

/// Why a text is not a trace.
package struct TraceFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1.
  package var line: Int
  /// One plain sentence, without a full stop.
  package var sentence: String

  package init(line: Int, _ sentence: String) {
    self.line = line
    self.sentence = sentence
  }

  package var description: String { "line \(line): \(sentence)" }
}
