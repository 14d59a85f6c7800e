// The shrinker keeps what fails and drops the rest.

import Diagnostics
import OracleSupport
import ProtocolLanguage
import Testing

@Suite struct ShrinkerTests {
  @Test func keepsOnlyWhatMatters() {
    let text = """
      protocol Test
      message Last(f0: Nonce)
      role Initiator(A, B)
        knows pk(B), sk(A)
      {
        s0 -> s1 {
          fresh n: Nonce
          send aenc((n, A), pk(B))
        }
        s1 -> s2 {
          receive aenc((n, ?m, B), pk(A))
          send aenc(Last(m), pk(B))
        }
      }
      scenario default { 2 Initiator }

      """
    let small = Shrinker.shrink(text) { candidate in
      let source = SourceText(path: "random", text: candidate)
      let (_, diagnostics) = ProtocolParser.parse(source, file: SourceFileID(0))
      return diagnostics.isEmpty && candidate.contains("fresh n: Nonce")
        && candidate.contains("protocol")
    }
    #expect(
      small == """
        protocol Test
        role Initiator()
        {
          s0 -> s1 {
            fresh n: Nonce
          }
        }

        """)
  }

  @Test func removesAFieldEverywhere() {
    let text = "message M(a: Int, b: Int)\nsend M(1, f(2, 3))\n"
    let small = Shrinker.shrink(text) { candidate in
      let declared = candidate.contains("message M(b: Int)") || candidate == text
      return declared && candidate.contains("send M(f(") && candidate.contains("3")
    }
    #expect(small == "message M(b: Int)\nsend M(f(3))\n")
  }
}
