// The version that reports and `assay --version` carry.

package enum ToolVersion {
  package static let current = "0.1.0"
}
