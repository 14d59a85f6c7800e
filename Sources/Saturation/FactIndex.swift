// Clauses by one of their facts: by its predicate and by the symbol that its subject starts with.
// Lists are in the order of insertion, and nobody iterates over the dictionary.

struct FactIndex {
  private struct Key: Hashable {
    var predicate: Int32
    /// -1: a variable, -2: an integer.
    var head: Int32
  }
  private var lists: [Key: [ClauseID]] = [:]
  /// All with this predicate.
  private var all: [Int32: [ClauseID]] = [:]

  private func key(_ fact: ClauseTerm, _ terms: borrowing ClauseTerms) -> Key {
    let head = terms.subject(of: fact).map { terms.node($0).symbol } ?? 0
    return Key(predicate: terms.node(fact).symbol, head: head)
  }

  mutating func insert(_ id: ClauseID, under fact: ClauseTerm, _ terms: borrowing ClauseTerms) {
    let key = key(fact, terms)
    lists[key, default: []].append(id)
    all[key.predicate, default: []].append(id)
  }

  /// Those whose fact may unify with this one, which is also those that it may generalise.
  func candidates(for fact: ClauseTerm, _ terms: borrowing ClauseTerms) -> [ClauseID] {
    let key = key(fact, terms)
    if key.head == -1 { return all[key.predicate] ?? [] }
    return (lists[key] ?? []) + (lists[Key(predicate: key.predicate, head: -1)] ?? [])
  }

  /// Those whose fact may be more general.
  func generalisations(of fact: ClauseTerm, _ terms: borrowing ClauseTerms) -> [ClauseID] {
    let key = key(fact, terms)
    let variables = lists[Key(predicate: key.predicate, head: -1)] ?? []
    return key.head == -1 ? variables : (lists[key] ?? []) + variables
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
