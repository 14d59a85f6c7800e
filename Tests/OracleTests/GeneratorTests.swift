// Generated protocols are legal text, the same for the same seed.

import Diagnostics
import OracleSupport
import ProtocolLanguage
import Testing

@Suite struct GeneratorTests {
  @Test func parses() {
    for seed in 0..<300 as Range<UInt64> {
      let generated = ProtocolGenerator.generate(seed: seed)
      let source = SourceText(path: "random", text: generated.text)
      let (_, diagnostics) = ProtocolParser.parse(source, file: SourceFileID(0))
      #expect(diagnostics.isEmpty, "\(generated.text)\n\(diagnostics)")
    }
  }

  @Test func repeatsItself() {
    let texts = (0..<2).map { _ in ProtocolGenerator.generate(seed: 42).text }
    #expect(texts[0] == texts[1])
  }

  @Test func keepsToItsFeatures() {
    for seed in 0..<100 as Range<UInt64> {
      let generated = ProtocolGenerator.generate(seed: seed, features: [.tables])
      #expect(generated.features.isSubset(of: [.tables]))
    }
  }
}
