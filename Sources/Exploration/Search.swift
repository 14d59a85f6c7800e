// The state of one exploration: sessions, what was sent, recorded and stored, and the attacker's
// constraint system. Depth first with stacks: every list grows along the path and is cut back on
// the way up, no state is ever copied.

import Deduction
import ProtocolModel
import Terms
import Traces

struct Session {
  var role: Int
  var state: Int
  var firstSlot: Int
  var hasStarted = false
  /// Where its counts start in `taken`.
  var firstCount: Int
  /// Where the session's flags start in `flags`.
  var firstFlag: Int
  var freshCount = 0
}

struct SentMessage {
  var channel: ChannelID
  var session: Int
  var term: TermID
  /// On channels with ends: who it is for.
  var recipient: TermID?
  var isDelivered = false
  /// Which of the attacker's observations it is; nil if it was not read.
  var observation: Int?
}

struct RecordedEvent {
  var event: EventID
  var firstArgument: Int
  var session: Int
}

struct TableEntry {
  var table: TableID
  var owner: TermID
  /// Where its values start in `entryValues`.
  var firstValue: Int
  /// Which insertion of the run made it.
  var insertion: Int
  var isLive = true
}

struct RevealRecord {
  var reveal: Int
  var session: Int
  var term: TermID
  /// How many events were recorded before it.
  var eventPoint: Int
}

/// One step of the path, as a trace will tell it.
enum PathStep {
  case transition(PathTransition)
  case reveal(session: Int, reveal: Int)
}

struct PathTransition {
  var session: Int
  var transition: Int
  /// How many messages the attacker had observed before.
  var observedBefore: Int
  var message: TermID?
  var delivered: Int?
  var sender: TermID?
  /// The entries that lookups took, each named by the insertion that made it, on the stack of
  /// lookups.
  var firstLookup: Int
  var lookupCount = 0
}

/// Something that a session saw: in its view, what it received in a step comes first, then what
/// it made fresh, then what it sent.
struct ViewMessage {
  enum Kind: Int { case received, fresh, sent }
  var session: Int
  var term: TermID
  var kind: Kind
  var step: Int
}

/// What a slot held before it was changed.
struct SlotChange {
  var slot: Int
  var old: TermID?
}

/// A step with the eager steps that it made possible, for the commutation of independent steps.
struct Block {
  var session: Int
  var order: StepOrder
  /// What there was before it.
  var knowledgeBefore: Int32
  var sentBefore: Int
  /// Nothing is moved past a barrier.
  var isBarrier = false
}

/// A claim of `secret`, `guessable-safe` or `hidden` that a session has made.
struct SecrecyClaim {
  var property: Int
  var session: Int
  var term: TermID
  var excuses: GroundedExcuses
}

/// Which value of a run a fresh name is.
struct FreshName {
  var slot: Int
  var session: Int
  var count: Int
}

struct Search: ~Copyable {
  private let pinned = Pinned()
  var compiled: CompiledModel
  let properties: [CompiledProperty]
  let reductions: Reductions
  var limits: ExplorationLimits
  let isCancelled: @Sendable () -> Bool
  /// The subtree to search, and how many of its numbers have been used; see Subtrees.
  var prefix: [Int] = []
  var depth = 0
  /// The steps to take, where they are given.
  var schedule: Schedule?
  var piece = Piece()

  var system: ConstraintSystem
  var sessions = Stack<Session>()
  var slots = Stack<TermID?>()
  /// What slots held before they were changed, for undoing.
  var slotTrail = Stack<SlotChange>()
  /// For each session, which states it is or has been in, then which reveals were used on it.
  var flags = Stack<Bool>()
  /// How often each session took each transition; only counted in roles with cycles.
  var taken = Stack<Int>()
  var sent = Stack<SentMessage>()
  var events = Stack<RecordedEvent>()
  var eventArguments = Stack<TermID>()
  var entries = Stack<TableEntry>()
  var entryValues = Stack<TermID>()
  var insertionCount = 0
  var reveals = Stack<RevealRecord>()
  var claims = Stack<SecrecyClaim>()
  /// The excuses of claims, then those of the property that is being checked.
  var excuses = Stack<GroundedExcuse>()
  var excuseArguments = Stack<TermID>()
  /// Frames of the properties being checked; see PropertyValues.
  var values = Stack<TermID?>()
  var chosenEvents = Stack<Int>()
  /// Messages that the attacker observed, in order, and how many items it held before each.
  var observed = Stack<TermID>()
  var observationPoints = Stack<Int32>()
  /// What sessions received, made and sent, in order; kept only for `hidden` properties.
  var viewMessages = Stack<ViewMessage>()
  var path = Stack<PathStep>()
  var pathLookups = Stack<Int>()
  var blocks = Stack<Block>()
  var interchangeable = InterchangeableSessions()
  /// The step under way is an eager one.
  var isContinuation = false

  var nameTerms: [TermID] = []
  /// By atom; those of declared names say nothing.
  var freshNames = Stack<FreshName>()

  var active: ActiveSteps
  var hopes: Hopes
  let compiledReveals: [TermCode]
  /// What sessions of each role have in their view from the start.
  private(set) var viewFamilies: [[Credential]] = []
  /// For each role, the properties that its sessions claim secrets for.
  let claimed: [[Int]]
  /// The uses of `sk(X, use)` that the model mentions.
  let keyUses: [TermCode]
  var findings: [Finding]
  /// Properties still looked for among the sessions of this round.
  var isOpen: [Bool]
  var statistics = ExplorationStatistics()
  var stopped: ExplorationCut? { didSet { isFinished = isFinished || stopped != nil } }
  /// Set for the honest run: what it is looking for is completion.
  var seeksCompletion = false
  /// By session, the group with which it has its turn; empty: it is always everybody's.
  var turns: [Int] = []
  /// By role, for the honest run.
  var haveFinalState: [Bool] = []
  var completedRun: Trace? { didSet { isFinished = isFinished || completedRun != nil } }
  /// The longest run so far, for an honest run that does not complete.
  var longestHonestRun: (length: Int, stops: [HonestRunStop]) = (-1, [])
  /// Whether nothing more is to be done.
  private(set) var isFinished = false

  init(
    compiled: CompiledModel, properties: [CompiledProperty], reductions: Reductions,
    limits: ExplorationLimits, isCancelled: @escaping @Sendable () -> Bool
  ) {
    var compiled = compiled
    compiledReveals = compiled.threat.reveals.map { compiled.compile([$0.term])[0] }
    keyUses = compiled.compile(compiled.model.keyUses)
    self.compiled = compiled
    self.properties = properties
    claimed = compiled.roles.indices.map { role in
      properties.indices.filter { properties[$0].claimant == role }
    }
    self.reductions = reductions
    self.limits = limits
    self.isCancelled = isCancelled
    active = ActiveSteps(all: compiled, properties)
    hopes = Hopes(compiled, active, properties)
    system = ConstraintSystem(signature: compiled.model.signature, theory: compiled.model.theory)
    findings = properties.map { _ in Finding() }
    isOpen = properties.map { _ in true }
    makeNames()
    addCredentials()
    if keepsViews { addViewFamilies() }
  }

  // MARK: Names and credentials

  private mutating func makeNames() {
    for principal in compiled.model.principals {
      let mayBeDishonest = !compiled.threat.plays.isEmpty
      let honesty: Honesty =
        switch principal.isHonest {
        case true?: .honest
        case false? where mayBeDishonest: .dishonest
        default: .undecided
        }
      _ = system.declare(.principal(principal.name), .principal, honesty: honesty)
    }
    for name in compiled.terms.names {
      if let known = system.names[name] {
        nameTerms.append(known)
      } else if case .constant(_, let sort) = name {
        nameTerms.append(system.declare(name, .constant(sort), honesty: .undecided))
      } else {
        preconditionFailure("a model mentions declared principals and constants only")
      }
    }
  }

  private mutating func addCredentials() {
    system.addCredentials(
      compiled.threat.plays.flatMap { role in
        let info = compiled.model.roles[role.index]
        let domains = info.variables.map(\.knownDomain)
        return info.knows.map { (term: $0, owner: info.owner, domains: domains) }
      })
  }

  private mutating func addViewFamilies() {
    for role in compiled.model.roles {
      let domains = role.variables.map(\.knownDomain)
      viewFamilies.append(
        role.knows.flatMap { system.viewCredentials($0, domains: domains) })
    }
  }

  /// The attacker reads a message. Where a declared equation takes the message apart only if an
  /// unbound variable in it has some shape, both cases are explored; nothing need be excluded in
  /// the second, which only knows less.
  mutating func observe(_ message: TermID, then next: (inout Search) -> Void) {
    observationPoints.append(system.knowledgePoint)
    observed.append(message)
    narrow(message, next)
  }

  private mutating func narrow(_ message: TermID, _ next: (inout Search) -> Void) {
    system.observe(message)
    for narrowing in system.takeNarrowings() {
      let mark = self.mark
      if system.suppose(narrowing) {
        forEachSolution(undoingTo: mark) { $0.narrow(message, next) }
      } else {
        undo(to: mark)
      }
    }
    next(&self)
  }

  var keepsViews: Bool { compiled.threat.separatesRoles }
}
