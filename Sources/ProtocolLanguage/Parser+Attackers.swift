// `attacker { controls network; plays Customer, Vendor; reveals sk(B) of Bank at asking }`

import Diagnostics

extension Parser {
  /// The block after the word `attacker`, which is token `first`.
  mutating func attackerBlock(from first: Int) throws(Unwind) -> AttackerSyntax {
    var attacker = AttackerSyntax(at: span(from: first))
    try expect(.leftBrace, "`{`")
    while !accept(.rightBrace) {
      if accept(.semicolon) { continue }
      try ability(of: &attacker)
    }
    attacker.span = span(from: first)
    return attacker
  }

  private mutating func ability(of attacker: inout AttackerSyntax) throws(Unwind) {
    let first = index
    if accept(.controls) {
      attacker.controls += try names("a channel")
    } else if accept(.plays) {
      attacker.plays += try names("a role")
    } else if accept(.reveals) {
      let term = try term()
      try expect(.of, "`of` and a role")
      let role = try name("a role")
      let state = accept(.at) ? try name("a state") : nil
      attacker.reveals.append(RevealSyntax(term, role: role, state: state, at: span(from: first)))
    } else {
      throw expectedItem(
        "`controls`, `plays`, `reveals` or `}`", among: [.controls, .plays, .reveals])
    }
  }
}
