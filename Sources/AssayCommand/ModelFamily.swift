// One protocol under as many sets of options as a command asks for: read once, so that a file that
// is edited meanwhile changes nothing.

import AssayKit

struct ModelFamily {
  /// As it is shown.
  let path: String
  /// The options that are declared, in order.
  let options: [String]
  /// The sets of the model's configurations.
  let configurations: [Set<String>]
  let sources: [SourceText]
  private let loaded: LoadedProtocol
  /// Elaboration of one configuration has no use for the others.
  private let configuration: String?

  init(_ loaded: LoadedProtocol, _ elaborated: ElaboratedProtocol, at path: String) {
    self.path = path
    self.loaded = loaded
    options = elaborated.declaredOptions
    configurations = elaborated.models.map { Set($0.options) }
    configuration = elaborated.configurations.first
    sources = elaborated.sources
  }

  @Sendable func member(_ set: Set<String>) -> OptionMatrix.Member {
    OptionMatrix.Member(set, of: options) {
      elaborate(loaded, options: $0, configuration: configuration)
    }
  }

  /// What is wrong with the names of properties, given some of the models.
  func complaints(about selection: Selection, in models: [ProtocolModel]) -> [Complaint] {
    let file = LoadedModel(path: path, models: models, sources: sources)
    return Campaign([file], selecting: selection).complaints
  }
}
