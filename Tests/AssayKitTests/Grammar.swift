// Everything that the language can say and the other models of these tests do not; a model of
// nothing in particular.

import AssayKit

enum Grammar {
  static let text = """
    protocol Grammar

    option one
    option two

    sort Brand when one or not two and one
    sort Number guessable
    enum Empty { }
    function number(Left, Right): Number private when one
    function open(Message, Key): Message
    function shut(Message, Key): Message
    function visa: Brand
    equation open(shut(x, k), k) = x
    principal Authority honest
    principal Somebody
    principal Mallory dishonest
    deterministic aenc when one
    typed when (one or two) and not (one and two)

    message Nothing
    tuple Pair(left: Nonce when one and two, right: Message when one)

    channel a: insecure between Left, Right
    channel b: authentic between Left, Right
    channel c: confidential between Left, Right when two
    table seen(x: Nonce) of Left when two

    role Left(A, B: Principal, right C, k: Key, brand: Brand) distinct B, C when one
      knows sk(A), sk(A, use), visa, inverse(k) when two
    {
      start -> middle when two {
        receive (?x when one), _, ?y: Key, -3 over b from ?Z
        fresh n, m
        fresh s: Nonce, t: Key when one
        send senc((x, n), y), (mac(kdf(n, m), k) when two), Nothing over c to Z
      }
      start -> middle { }
      middle -> end {
        require x in seen or x != n and not (k == t and x not in seen) when one
        insert x into seen
        delete _ from seen
      }
    }

    role Right(A) { }

    attacker { controls network, a; reveals k of Left; reveals n of Left at middle }

    property p when two: secret n of Left at middle
        unless dishonest(A), revealed(k) before E(n), revealed(hash(n, m))
        with attacker { }
        within small
        expect attack when one
        expect holds unless two
        expect unknown
    property guess: guessable-safe n of Left at middle
    property q: hidden n of Left from Right under network
    property r: E(x) requires injectively F(x) and G then H(_) or F(_)
    property s: reachable E(x) and F(x) under network

    configuration both { one, two }

    scenario default { 1 Left, 2 Right, at most 2, loops 1 }
    scenario small { 1 Left }
    """

  static let (one, two) = (ProtocolOption("one"), ProtocolOption("two"))
  static let brand = Sort("Brand").when(one || !two && one)
  static let number = Sort("Number", guessable: true)
  static let (left, right): (RoleName, RoleName) = ("Left", "Right")
  static let open = Function("open", .message, .key, returns: .message)
  static let shut = Function("shut", .message, .key, returns: .message)
  static let visa = Function("visa", returns: Sort("Brand"))
  static let nothing = Message("Nothing")
  static let channels = [
    Channel("a", .insecure, between: left, right),
    Channel("b", .authentic, between: left, right),
    Channel("c", .confidential, between: left, right).when(two),
  ]
  static let seen = Table("seen", ["x": .nonce], of: left).when(two)
  static let (e, f, g, h) = (Event("E"), Event("F"), Event("G"), Event("H"))
  static let (x, y, k, n, m): (Term, Term, Term, Term, Term) = ("x", "y", "k", "n", "m")

  static let model = Model("Grammar") {
    one
    two
    values
    nothing
    Message(untagged: "Pair", ["left": .nonce.when(one && two), "right": .message.when(one)])
    channels
    seen
    roles
    Attacker(
      controls: .network, channels[0],
      reveals: Reveal(k, of: left), Reveal(n, of: left, at: "middle"))
    properties
    Configuration("both", one, two)
    Scenario(sessions: [left: 1, right: 2], atMost: 2, loops: 1)
    Scenario("small", sessions: [left: 1])
  }

  @ModelBuilder static var values: [ModelPart] {
    brand
    number
    Enumeration("Empty")
    Function("number", left.sort, right.sort, returns: number, access: .private).when(one)
    [open, shut, visa]
    Equation(open(shut(x, k), k), equals: x)
    Principal("Authority", .honest)
    Principal("Somebody")
    Principal("Mallory", .dishonest)
    DeterministicEncryption().when(one)
    TypedMessages().when((one || two) && !(one && two))
  }

  @ModelBuilder static var roles: [ModelPart] {
    Role(
      left, owner: "A", Term("B").of(.principal), right("C"), k.of(.key), Term("brand").of(brand),
      distinct: ["B", "C"], knows: sk("A"), sk("A", "use"), visa(), inverse(k).when(two)
    ) {
      Transition(from: "start", to: "middle") {
        Receive(bind(x).when(one), .any, bind(y, .key), -3, over: channels[1], from: bind("Z"))
        Fresh(n, m)
        Fresh(Term("s").of(.nonce), Term("t").of(.key)).when(one)
        Send(
          senc(tuple(x, n), y), mac(kdf(n, m), k).when(two), nothing(), over: channels[2],
          to: "Z")
      }.when(two)
      Transition(from: "start", to: "middle") {}
      Transition(from: "middle", to: "end") {
        Require(seen.contains(x) || x != n && !(k == "t" && !seen.contains(x))).when(one)
        Insert(x, into: seen)
        Delete(.any, from: seen)
      }
    }.when(one)
    Role(right, owner: "A") {}
  }

  @ModelBuilder static var properties: [ModelPart] {
    Property("p", .secret(n, of: left, at: "middle"))
      .unless(.dishonest("A"), .revealed(k, before: e(n)), .revealed(hash(n, m)))
      .with(Attacker()).within("small")
      .expect(.attack, when: one).expect(.holds, unless: two).expect(.unknown)
      .when(two)
    Property("guess", .guessableSafe(n, of: left, at: "middle"))
    Property("q", .hidden(n, of: left, from: right, underNetwork: true))
    Property("r", .every(e(x), requiresInjectively: f(x).and(g()).then(h(.any)).or(f(.any))))
    Property("s", .reachable(e(x), f(x), underNetwork: true))
  }
}
