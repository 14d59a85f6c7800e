// A declared constant is a public constant of its sort (S1.6): parameters and credentials may be it.

import Testing

@Suite struct DeclaredConstantTests {
  @Test func aParameterMayBeADeclaredConstant() throws {
    try check(
      """
      protocol Brands
      sort Brand
      function visa: Brand
      role Shop(S, brand: Brand) {
        start -> sold {
          require brand == visa
          event Sells(S, brand)
        }
      }
      scenario default { 1 Shop }
      property sells: reachable Sells(S, visa)
      """, ["sells": .found])
  }
}
