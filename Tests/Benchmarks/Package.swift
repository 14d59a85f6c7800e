// swift-tools-version: 6.2
// Whole-process benchmarks of the `assay` program; see docs/performance.md. A package of its own:
// nothing here is built or run by the tests.
import PackageDescription

let package = Package(
  name: "assay-benchmarks",
  targets: [
    .executableTarget(
      name: "WholeProcess", swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "CorpusComparison", swiftSettings: [.treatAllWarnings(as: .error)]),
  ]
)
