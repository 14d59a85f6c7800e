// Elaboration of damaged models: it says what is wrong, and never stops the process.
//
// A model that uses the whole language is damaged in every single place: each word left out, and
// each replaced by each of some others. Where the result still parses, it means something odd.

import Diagnostics
import Testing

@testable import ProtocolModel

@Suite struct HostileModelTests {
  static let model = """
    protocol P
    option o
    sort S guessable
    enum Use { sale , other }
    function f ( S , Key ) : S private
    function enc ( Message , Key ) : Message
    function dec ( Message , Key ) : Message
    equation dec ( enc ( x , k ) , k ) = x
    principal X honest
    message M ( n : Nonce , p : Int when o )
    tuple T ( a : Principal , u : Use )
    channel link : secure between A , B
    table seen ( who : Principal , n : Int ) of A
    role A ( A , b B , p : Int ) distinct A , B knows sk ( A ) , f ( _ , pk ( X ) ) {
      start -> done when o {
        receive aenc ( M ( ?n , ?q when o ) , pk ( A ) ) , sign ( T ( ?C , sale ) , sk ( A ) )
        fresh k : Key , m
        let y = q + 2 * p
        require ( B , ?z ) in seen and ( not y == z or ( A , _ ) not in seen )
        match n as ?w : Nonce
        insert ( C , y ) into seen
        delete ( _ , p ) from seen
        event E ( A , y , k )
        send M ( m , 3 when o ) , aenc ( n , pk ( A ) ) over link to B
      }
      done -> start { receive ?a over link from B }
    }
    role B ( B ) knows sk ( B ) { s -> t { receive ?g , ?h send dec ( g , h ) } }
    attacker { controls network ; plays A , B ; reveals sk ( B ) of B at t }
    property s : secret k of A at done unless dishonest ( B ) , revealed ( k ) before E ( A , _ , _ )
    property c : E ( A , y , k ) requires injectively E ( A , y , _ ) then E ( A , y , k )
    property r : reachable E ( A , y , k ) within small expect witness unless o
    property i : invariant 2 * sum ( n for ( V , ?n ) in seen ) <= 3 of A
    configuration on { o }
    scenario small { 1 A , 1 B , at most 1 , loops 1 }
    """

  @Test func theModelIsFine() {
    let result = elaborated(Self.model)
    #expect(result.diagnostics.filter { $0.severity == .error }.map(summary) == [])
  }

  @Test(arguments: ["", "A", "?n", "_"])
  func damage(replacement: String) {
    let lines = Self.model.split(separator: "\n")
    for (number, line) in lines.enumerated() {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      for index in words.indices {
        var damaged = words
        damaged[index] = Substring(replacement)
        var text = lines
        text[number] = Substring(damaged.joined(separator: " "))
        let result = elaborated(text.joined(separator: "\n"))
        #expect(result.models.isEmpty == result.hasErrors)
      }
    }
  }
}
