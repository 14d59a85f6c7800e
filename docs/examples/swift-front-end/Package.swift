// swift-tools-version: 6.2
// A package that tests its own protocol: see docs/swift.md. `./dev test` runs its tests.
import PackageDescription

let package = Package(
  name: "voucher",
  dependencies: [
    // In a package of your own: .package(url: "…", from: "…")
    .package(name: "assay", path: "../../..")
  ],
  targets: [
    .target(
      name: "Voucher", dependencies: [.product(name: "AssayKit", package: "assay")],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "VoucherTests",
      dependencies: ["Voucher", .product(name: "AssayKit", package: "assay")],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ]
)
