// The layers: which target may import which. This table is the only one; a new edge is a commit
// of its own, with a line in docs/architecture.md.

/// A target and what it may import, lowest first.
struct Layer {
  let target: String
  let imports: Set<String>
  /// Modules from other packages and of the system.
  let external: Set<String>
}

let layers: [Layer] = {
  var layers: [Layer] = []
  func add(_ target: String, _ imports: Set<String>, external: Set<String> = []) {
    layers.append(Layer(target: target, imports: imports, external: external))
  }
  /// Every layer so far, except the C interface that `ArithmeticConstraints` owns.
  func allAbove() -> Set<String> { Set(layers.map(\.target)).subtracting(["CZ3"]) }

  add("Diagnostics", [])
  add("Terms", [])
  add("ProtocolLanguage", ["Diagnostics"])
  add("ProtocolModel", ["ProtocolLanguage", "Terms", "Diagnostics"])
  add("Traces", ["ProtocolModel", "Terms"])
  add("CZ3", [])
  add("ArithmeticConstraints", ["CZ3", "Terms"])
  add("Certificates", ["ProtocolModel", "Terms", "Traces", "ArithmeticConstraints"])
  add("Deduction", ["Terms", "ArithmeticConstraints"])
  add(
    "Exploration", ["Deduction", "ArithmeticConstraints", "ProtocolModel", "Terms", "Traces"],
    external: ["Glibc", "Synchronization"])
  add(
    "Saturation", ["Terms", "ArithmeticConstraints", "ProtocolModel", "Traces", "Certificates"],
    external: ["Synchronization"])
  add("Verification", allAbove())
  add(
    "Reporting",
    ["Verification", "Certificates", "Traces", "ProtocolModel", "Terms", "Diagnostics"])
  add(
    "Regression",
    [
      "Verification", "Certificates", "Traces", "ProtocolModel", "ProtocolLanguage", "Terms",
      "Diagnostics",
    ],
    external: ["Foundation", "Glibc"])
  add("Importers", ["ProtocolLanguage", "ProtocolModel", "Terms", "Diagnostics"])
  add("AssayKit", allAbove())
  add(
    "AssayCommand", ["AssayKit"],
    external: ["ArgumentParser", "Foundation", "Glibc", "Synchronization"])
  return layers
}()

/// Only these touch files, the clock or standard output.
let layersWithEffects: Set<String> = ["AssayCommand", "Regression"]
