// One model under many sets of options.

import AssayKit

struct ModelFamily {
  /// As it is shown.
  let path: String
  /// The options that are declared, in order.
  let options: [String]
  let members: [OptionMatrix.Member]
  let sources: [SourceText]

  var models: [ProtocolModel] { members.compactMap(\.model) }
}

extension ModelLoader {
  /// The models of a file under sets of options; nil if there is something wrong with the file, of
  /// which everything has been said.
  ///
  /// - Parameter choose: the sets, given the declared options and those of the configurations.
  mutating func family(
    _ path: String, choose: ([String], [Set<String>]) -> Result<[Set<String>], Complaint>
  ) -> ModelFamily? {
    guard let text = read(path) else { return nil }
    var whole = elaborated(text, path, options: [:])
    report(&whole)
    if hasErrors { return nil }
    let declared = whole.declaredOptions
    let sets: [Set<String>]
    switch choose(declared, whole.models.map { Set($0.options) }) {
    case .success(let chosen): sets = OptionSets.sorted(chosen, by: declared)
    case .failure(let complaint):
      complain(complaint)
      return nil
    }
    let members = sets.map { set in
      OptionMatrix.Member(set, of: declared) {
        elaborated(text, path, options: $0, configuration: whole.configurations.first)
      }
    }
    return ModelFamily(
      path: text.path, options: declared, members: members, sources: whole.sources)
  }
}
