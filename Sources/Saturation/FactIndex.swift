// Clauses by one of their facts. Lists are in the order of insertion, and nobody iterates over a
// dictionary.
//
// Hot in models of many roles: where each of n roles receives what each of n roles sends, n² clauses
// conclude much the same. So those for resolution are told apart by two symbols, and those for
// subsumption by the symbols that occur.

/// For resolution: by the predicate, and by the symbols that the subject and its first argument
/// start with.
struct FactIndex {
  /// -1: a variable, -2: an integer, -3: there is none.
  private struct Start {
    var predicate: Int32
    var head: Int32
    var next: Int32

    /// All with this predicate and head.
    var both: Int { Int(predicate) << 40 | Int(head + 4) << 20 }
    func all(next: Int32) -> Int { both | Int(next + 4) }
    func all(head: Int32) -> Int { Int(predicate) << 40 | Int(head + 4) << 20 }
  }
  private var lists: [Int: [ClauseID]] = [:]
  /// All with this predicate.
  private var all: [Int: [ClauseID]] = [:]

  private func start(_ fact: ClauseTerm, _ terms: borrowing ClauseTerms) -> Start {
    let predicate = terms.node(fact).symbol
    guard let subject = terms.subject(of: fact) else {
      return Start(predicate: predicate, head: 0, next: -3)
    }
    let node = terms.node(subject)
    let next = node.arity > 0 ? terms.node(terms.argument(0, of: node)).symbol : -3
    return Start(predicate: predicate, head: node.symbol, next: next)
  }

  mutating func insert(_ id: ClauseID, under fact: ClauseTerm, _ terms: borrowing ClauseTerms) {
    let start = start(fact, terms)
    lists[start.both, default: []].append(id)
    lists[start.all(next: start.next), default: []].append(id)
    all[Int(start.predicate), default: []].append(id)
  }

  /// Those whose fact may unify with this one: first those that start like it, then those about a
  /// variable.
  func candidates(for fact: ClauseTerm, _ terms: borrowing ClauseTerms) -> [ClauseID] {
    let start = start(fact, terms)
    if start.head == -1 { return all[Int(start.predicate)] ?? [] }
    let variables = lists[start.all(head: -1)] ?? []
    if start.next == -1 { return (lists[start.both] ?? []) + variables }
    let alike = lists[start.all(next: start.next)] ?? []
    guard let open = lists[start.all(next: -1)] else { return alike + variables }
    return merged(alike, open) + variables
  }

  /// Both in the order of insertion.
  private func merged(_ first: [ClauseID], _ second: [ClauseID]) -> [ClauseID] {
    var result: [ClauseID] = []
    result.reserveCapacity(first.count + second.count)
    var place = 0
    for id in first {
      while place < second.count, second[place].index < id.index {
        result.append(second[place])
        place += 1
      }
      result.append(id)
    }
    return result + second[place...]
  }
}

/// For subsumption: by the symbols of conclusions. What matches a fact has no symbol that the fact
/// does not have.
struct ConclusionIndex {
  private struct Key: Hashable {
    var predicate: Int32
    /// The two greatest symbols of the conclusion; -1 where there are fewer.
    var greatest: Int32
    var second: Int32
  }
  private var byGreatest: [Key: [ClauseID]] = [:]
  /// By the predicate and each symbol.
  private var bySymbol: [Int: [ClauseID]] = [:]
  /// By the predicate.
  private var all: [Int: [ClauseID]] = [:]

  private func key(_ predicate: Int32, _ symbol: Int32) -> Int {
    Int(predicate) << 32 | Int(symbol)
  }

  mutating func insert(_ id: ClauseID, under fact: ClauseTerm, _ terms: borrowing ClauseTerms) {
    let predicate = terms.node(fact).symbol
    let symbols = terms.symbols(below: fact)
    for symbol in symbols { bySymbol[key(predicate, symbol), default: []].append(id) }
    let key = Key(
      predicate: predicate, greatest: symbols.first ?? -1, second: symbols.dropFirst().first ?? -1)
    byGreatest[key, default: []].append(id)
    all[Int(predicate), default: []].append(id)
  }

  /// Calls `visit` with those whose conclusion may be more general.
  func forEachGeneralisation(
    of fact: ClauseTerm, _ terms: borrowing ClauseTerms, _ visit: (ClauseID) -> Void
  ) {
    let predicate = terms.node(fact).symbol
    let symbols = terms.symbols(below: fact) + [-1]
    for (place, greatest) in symbols.enumerated() {
      let rest = greatest == -1 ? symbols[place...] : symbols[(place + 1)...]
      for second in rest {
        let key = Key(predicate: predicate, greatest: greatest, second: second)
        for id in byGreatest[key] ?? [] { visit(id) }
      }
    }
  }

  /// Those whose conclusion may be an instance.
  func instances(of fact: ClauseTerm, _ terms: borrowing ClauseTerms) -> [ClauseID] {
    let predicate = terms.node(fact).symbol
    var shortest = all[Int(predicate)] ?? []
    for symbol in terms.symbols(below: fact) {
      let list = bySymbol[key(predicate, symbol)] ?? []
      if list.count < shortest.count { shortest = list }
    }
    return shortest
  }
}

extension ClauseTerms {
  /// The symbols of a fact's arguments, each once, the greatest first.
  fileprivate func symbols(below fact: ClauseTerm) -> [Int32] {
    var found: [Int32] = []
    let node = node(fact)
    for position in 0..<node.arity { collectSymbols(argument(position, of: node), &found) }
    found.sort(by: >)
    return found
  }

  private func collectSymbols(_ term: ClauseTerm, _ found: inout [Int32]) {
    let node = node(term)
    guard node.symbol >= 0 else { return }
    if !found.contains(node.symbol) { found.append(node.symbol) }
    for position in 0..<node.arity { collectSymbols(argument(position, of: node), &found) }
  }
}

/// Clauses that wait, the lightest first, of equals the oldest.
struct ClauseQueue {
  private var buckets: [[Clause]] = []
  private var firsts: [Int] = []
  private var lightest = 0

  mutating func push(_ clause: Clause) {
    while buckets.count <= clause.size {
      buckets.append([])
      firsts.append(0)
    }
    buckets[clause.size].append(clause)
    lightest = min(lightest, clause.size)
  }

  /// In the order in which they are taken.
  var waiting: [Clause] { buckets.indices.flatMap { buckets[$0][firsts[$0]...] } }

  mutating func pop() -> Clause? {
    while lightest < buckets.count {
      let first = firsts[lightest]
      if first < buckets[lightest].count {
        firsts[lightest] += 1
        return buckets[lightest][first]
      }
      buckets[lightest].removeAll(keepingCapacity: true)
      firsts[lightest] = 0
      lightest += 1
    }
    return nil
  }
}
