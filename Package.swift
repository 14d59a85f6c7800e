// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "assay",
  products: [
    .executable(name: "assay", targets: ["AssayCommand"]),
    .library(name: "AssayKit", targets: ["AssayKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(name: "Terms", swiftSettings: settings),
    .target(name: "ProtocolLanguage", dependencies: ["Diagnostics"], swiftSettings: settings),
    .target(
      name: "ProtocolModel", dependencies: ["ProtocolLanguage", "Terms", "Diagnostics"],
      swiftSettings: settings),
    .target(
      name: "Importers", dependencies: ["ProtocolModel", "ProtocolLanguage", "Diagnostics"],
      swiftSettings: settings),
    .target(name: "Traces", dependencies: ["ProtocolModel", "Terms"], swiftSettings: settings),
    .target(name: "CZ3"),
    .target(
      name: "Certificates", dependencies: ["ProtocolModel", "Terms"], swiftSettings: settings),
    .target(
      name: "Deduction", dependencies: ["Terms", "ArithmeticConstraints"], swiftSettings: settings),
    .target(name: "ArithmeticConstraints", dependencies: ["CZ3"], swiftSettings: settings),
    .target(
      name: "Exploration",
      dependencies: ["Deduction", "ArithmeticConstraints", "ProtocolModel", "Terms", "Traces"],
      swiftSettings: settings),
    .target(
      name: "Saturation",
      dependencies: ["Certificates", "ProtocolModel", "Terms"], swiftSettings: settings),
    .target(
      name: "Verification",
      dependencies: [
        "Exploration", "Saturation", "Certificates", "Traces", "ArithmeticConstraints",
        "ProtocolModel", "Terms", "Diagnostics",
      ],
      swiftSettings: settings),
    .target(
      name: "Reporting",
      dependencies: [
        "Verification", "Certificates", "Traces", "ProtocolModel", "Terms", "Diagnostics",
      ], swiftSettings: settings),
    .target(
      name: "Regression",
      dependencies: [
        "Verification", "Certificates", "Traces", "ProtocolModel", "Terms", "Diagnostics",
      ], swiftSettings: settings),
    .target(
      name: "AssayKit",
      dependencies: [
        "Importers", "Regression", "Reporting", "Verification", "Exploration", "Saturation",
        "Certificates",
        "Traces", "ProtocolModel", "ProtocolLanguage", "Terms", "Diagnostics",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "AssayCommand",
      dependencies: [
        "AssayKit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "AssayKitTests",
      dependencies: ["AssayKit", "ProtocolModel", "ProtocolLanguage", "Diagnostics"],
      swiftSettings: settings),
    .testTarget(
      name: "AssayCommandTests", dependencies: ["AssayCommand"], swiftSettings: settings),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "Verification", "Exploration", "Traces", "ProtocolModel", "Terms",
        "Diagnostics",
      ], exclude: ["Models", "Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "RegressionTests",
      dependencies: [
        "ModelSupport", "Regression", "Verification", "Exploration", "Saturation", "Traces",
        "ProtocolModel", "Terms", "Diagnostics",
      ], swiftSettings: settings),
    .testTarget(
      name: "VerificationTests",
      dependencies: [
        "Verification", "Exploration", "Saturation", "Certificates", "Traces", "ProtocolModel",
        "Terms",
      ], swiftSettings: settings),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: settings),
    .testTarget(
      name: "ProtocolLanguageTests", dependencies: ["ProtocolLanguage", "Diagnostics"],
      swiftSettings: settings),
    .testTarget(
      name: "ImportersTests",
      dependencies: [
        "Importers", "Verification", "ProtocolModel", "ProtocolLanguage", "Diagnostics",
      ], swiftSettings: settings),
    .testTarget(
      name: "TracesTests", dependencies: ["Traces", "ProtocolModel", "Terms", "Diagnostics"],
      swiftSettings: settings),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["Diagnostics"], swiftSettings: settings),
    .testTarget(
      name: "ArithmeticConstraintsTests", dependencies: ["ArithmeticConstraints"],
      swiftSettings: settings),
    .testTarget(
      name: "ProtocolModelTests",
      dependencies: ["ProtocolModel", "ProtocolLanguage", "Terms", "Diagnostics"],
      swiftSettings: settings),
    .testTarget(
      name: "ExplorationTests",
      dependencies: [
        "CountedAllocations", "Exploration", "Traces", "ProtocolModel", "Diagnostics",
      ], swiftSettings: settings),
    .target(name: "CountedAllocations", path: "Tests/CountedAllocations"),
    .target(
      name: "ModelSupport", dependencies: ["ProtocolModel", "Diagnostics"],
      path: "Tests/ModelSupport", swiftSettings: settings),
    .testTarget(
      name: "SaturationTests",
      dependencies: [
        "ModelSupport", "Saturation", "Certificates", "ProtocolModel", "Terms", "Diagnostics",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CertificatesTests",
      dependencies: [
        "ModelSupport", "Certificates", "Saturation", "ProtocolModel", "Terms", "Diagnostics",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DeductionTests", dependencies: ["Deduction", "Terms"], swiftSettings: settings),
    .testTarget(name: "TermsTests", dependencies: ["Terms"], swiftSettings: settings),
    .target(
      name: "OracleSupport", dependencies: ["ProtocolModel", "Terms"], path: "Tests/OracleSupport",
      swiftSettings: settings),
    .testTarget(
      name: "OracleTests",
      dependencies: [
        "OracleSupport", "ProtocolModel", "Terms", "ProtocolLanguage", "Diagnostics",
      ], swiftSettings: settings),
    .testTarget(
      name: "ModelTests",
      dependencies: [
        "Verification", "Exploration", "Traces", "ProtocolModel", "ProtocolLanguage", "Terms",
        "Diagnostics",
      ],
      exclude: ["regression.txt"], swiftSettings: settings),
    .testTarget(
      name: "MutantTests",
      dependencies: [
        "ModelSupport", "Verification", "Exploration", "ProtocolModel", "ProtocolLanguage",
        "Diagnostics",
      ], exclude: ["mutants.txt"], swiftSettings: settings),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "OracleSupport", "Verification", "Reporting", "Exploration", "Saturation", "Traces",
        "ProtocolModel", "ProtocolLanguage", "Diagnostics",
      ], swiftSettings: settings),
    .testTarget(
      name: "DifferentialTests",
      dependencies: [
        "OracleSupport", "Exploration", "Saturation", "Certificates", "Traces", "ProtocolModel",
        "Terms", "Diagnostics",
      ], swiftSettings: settings),
  ]
)

// Every target depends on all that its dependencies depend on. SwiftPM compiles a target anew when
// the module of a direct dependency changes; a value that reaches it through a layer between,
// whose own interface stays the same, would be read as it was laid out before.
let dependenciesByTarget = Dictionary(
  uniqueKeysWithValues: package.targets.map { ($0.name, $0.dependencies) })
for target in package.targets {
  var reached: [String] = []
  func visit(_ dependencies: [Target.Dependency]) {
    for case .byNameItem(let name, _) in dependencies where !reached.contains(name) {
      reached.append(name)
      visit(dependenciesByTarget[name] ?? [])
    }
  }
  visit(target.dependencies)
  let others = target.dependencies.filter { if case .byNameItem = $0 { false } else { true } }
  target.dependencies = others + reached.map { .byName(name: $0) }
}
