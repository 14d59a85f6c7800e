// Broken protocols of Scyther, each made by a seed, and what has to be true of all of them: an
// answer, places inside of the file, text that reads back if there was no error, and a model that
// means something.

import Diagnostics
import Importers
import ProtocolLanguage
import ProtocolModel

enum SpdlMutants {
  /// Between them they have every construct of the language; what is not supported is in the last.
  static let bases = [
    """
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
    """,
    """
    const pk2: Function; secret sk2, table: Function; inversekeyfunctions(pk2, sk2);
    const q: Function; secret unq: Function; inversekeys(q, unq); secret const z: Nonce;
    symmetric-role protocol p(A, B, S) {
      const inner: Nonce;
      role A { fresh x: Nonce; var t; var b: Agent; var y: SessionKey;
        send_1(A, B, A, {x, B}table(A, S)); read_2(B, A, {x, t, y}q((A, x)), b, {t}pk2(A));
        match((A, b), (A, B)); send_3(A, B, {y}sk2(A)); claim_a(A, SKR, y, x); claim(A, Empty); }
      role B { var m: Ticket; fresh y: SessionKey; claim_s(B, SID, y); recv_1(A, B, A, m);
        send_2(B, A, {m, inner, y}q((A, m)), B, {z}pk2(A)); recv_3(A, B, {y}sk2(A));
        claim(B, Running, A, y); claim(B, Commit, A, y); claim(B, Nisynch); }
      role S { knows table; }
    };
    """,
    """
    protocol p(I, R) { singular role I { var n: Nonce, Ticket; recv_1(R, I, n); }
      role R { fresh n: Nonce; send_1(R, I, n); claim(R, Nothing, n); } }
    option "--match=2"; run p.I(I, R); include "other.spdl"
    """,
  ]
  private static let pieces = bases.flatMap { $0.split(separator: " ").map { Array($0.utf8) } }

  private static let names = bases.map { $0.utf8.split { !isLetter($0) }.map(Array.init) }

  static func mutant(_ seed: UInt64) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    // What is not supported is never accepted, so it takes part less often.
    let number = below(20) % (bases.count - 1) + (below(20) == 0 ? 1 : 0)
    let base = Array(bases[number].utf8)
    var mutant = base
    for _ in 0...(below(2) * below(4)) {
      let place = below(mutant.count)
      switch below(12) {
      case 0: mutant.removeSubrange(place..<min(mutant.count, place + 1 + below(30)))
      case 1: mutant.insert(contentsOf: pieces[below(pieces.count)], at: place)
      case 2: mutant[place] = UInt8(below(256))
      case 3: mutant.insert(contentsOf: mutant[place..<min(mutant.count, place + 60)], at: place)
      case 4: mutant.swapAt(place, below(mutant.count))
      case 5: removeStatement(in: &mutant, at: place)
      default: replaceName(in: &mutant, at: place, by: names[number][below(names[number].count)])
      }
      if mutant.isEmpty { mutant = base }
    }
    return mutant
  }

  private static func removeStatement(in text: inout [UInt8], at place: Int) {
    let semicolon = UInt8(ascii: ";")
    guard let start = text[..<place].lastIndex(of: semicolon),
      let end = text[(start + 1)...].firstIndex(of: semicolon)
    else { return }
    text.removeSubrange((start + 1)...end)
  }

  /// The next name from a place on.
  private static func replaceName(in text: inout [UInt8], at place: Int, by name: [UInt8]) {
    guard let start = text[place...].firstIndex(where: isLetter) else { return }
    let end = text[start...].firstIndex { !isLetter($0) } ?? text.count
    text.replaceSubrange(start..<end, with: name)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  /// What is wrong with the answer, and whether the protocol was imported.
  static func examine(_ mutant: [UInt8]) -> (findings: [String], isImported: Bool) {
    var findings: [String] = []
    let matching: SpdlMatching = [.typed, .untyped, .typed, .atomic][mutant.count % 4]
    let imported = importSpdl(SourceText(path: "mutant.spdl", bytes: mutant), matching: matching)
    for diagnostic in imported.diagnostics {
      let (start, end) = (diagnostic.span.start, diagnostic.span.end)
      if start > end || end > mutant.count { findings.append("outside: \(diagnostic.message)") }
    }
    if imported.hasErrors { return (findings, false) }
    let direct = elaborate(imported.tree, sources: imported.sources, diagnostics: [])
    let text = format(imported.tree)
    let printed = elaborate(
      path: "mutant.assay", text: SourceText(path: "mutant.assay", text: text),
      resolvingIncludesWith: { _ throws(IncludeFailure) in nil })
    for found in direct.diagnostics + printed.diagnostics where found.severity == .error {
      // Scyther lets events compare what can never be equal.
      if found.code == .sortMismatch { continue }
      findings.append("imported, but \(found.code.rawValue): \(found.message)")
    }
    if direct.models.map(\.description) != printed.models.map(\.description) {
      findings.append("the printed text means something else")
    }
    return (findings, true)
  }
}
