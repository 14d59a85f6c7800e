// Whatever the bytes: an answer, in bounded time, and text that reads back if there was no error.

import Diagnostics
import Importers
import ProtocolLanguage
import Testing

@Suite struct SpdlMutantTests {
  private static let base = """
    usertype T; hashfunction h; const f, g: Function; inversekeys(f, g); const c: T;
    secret s: T; macro m = (c, {c}f); const A: Agent; untrusted A; compromised s, sk(A);
    protocol @x(P, Q) { role P { var t: Ticket; recv_!1(Q, P, {t}k(P, Q)); send_!2(P, Q, t); }
      role Q { } }
    protocol p(I, R) {
      role I { fresh n: Nonce; var k: T; send_1(I, R, {I, n, m}pk(R)); claim(I, Running, R, n);
        recv_2(R, I, {n, h(n), k}pk(I), {n}k); not match(k, c); claim(I, Nisynch);
        claim(I, Weakagree); claim(I, Secret, k); }
      role R { var n: Nonce; fresh k: T; recv_1(I, R, {I, n, m}pk(R));
        send_2(R, I, {n, h(n), k}pk(I), {n}k); claim(R, Commit, I, n); claim(R, Niagree);
        claim(R, Alive); claim(R, Reachable); }
    }
    """

  @Test func mutantsAreAnswered() {
    let bytes = Array(Self.base.utf8)
    let pieces = Self.base.split(separator: " ").map { Array($0.utf8) }
    var state: UInt64 = 1
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<2000 {
      var mutant = bytes
      for _ in 0...below(4) {
        let place = below(mutant.count)
        switch below(5) {
        case 0: mutant.removeSubrange(place..<min(mutant.count, place + 1 + below(30)))
        case 1: mutant.insert(contentsOf: pieces[below(pieces.count)], at: place)
        case 2: mutant[place] = UInt8(below(256))
        case 3: mutant.insert(contentsOf: mutant[place..<min(mutant.count, place + 60)], at: place)
        default: mutant.swapAt(place, below(mutant.count))
        }
        if mutant.isEmpty { mutant = bytes }
      }
      let imported = importSpdl(SourceText(path: "mutant.spdl", bytes: mutant))
      for diagnostic in imported.diagnostics {
        let isInside =
          diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= mutant.count
        #expect(isInside)
      }
      if imported.hasErrors { continue }
      let text = format(imported.tree)
      let (_, found) = ProtocolParser.parse(
        SourceText(path: "mutant.assay", text: text), file: SourceFileID(0))
      #expect(found.isEmpty, "\(String(decoding: mutant, as: UTF8.self))\n\(text)")
    }
  }
}
