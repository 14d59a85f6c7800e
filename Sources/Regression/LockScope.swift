// What a run is about. The pins of other models, properties and configurations are none of its
// business; they are counted, so that nobody takes them for compared.

package struct LockScope: Sendable {
  /// The lock's folder, which the paths of pins are relative to.
  private let base: [Substring]
  /// Models and folders of models.
  private let paths: [[Substring]]
  private let properties: [String]
  private let configuration: String?

  /// - Parameters:
  ///   - paths: absolute, without links; what is below a folder is meant with it.
  ///   - properties: all, if there are none.
  package init(
    base: String = "/", paths: [String], properties: [String] = [], configuration: String? = nil
  ) {
    self.base = base.split(separator: "/")
    self.paths = paths.map { $0.split(separator: "/") }
    self.properties = properties
    self.configuration = configuration
  }

  package func contains(_ key: PinKey) -> Bool {
    let model = absolute(key.model)
    return paths.contains { model.starts(with: $0) }
      && (properties.isEmpty || properties.contains(key.property))
      && (configuration == nil || configuration == key.configuration)
  }

  private func absolute(_ path: String) -> [Substring] {
    var parts = base
    for part in path.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }
}
