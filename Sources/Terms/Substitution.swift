// A substitution: the bindings of the search's variables, with a trail.
//
// Bindings are never composed: a term is read through them (`resolve`). Every change is recorded
// on the trail with what was there before, so that going back to a mark undoes exactly what was
// done since and copies nothing (Warren 1983).
//
// Besides its binding, a variable has a domain (which values it may take), an honesty (for
// principals) and, for each of two observers, the point of the run up to which the observer must
// derive it. They live here because unifying two variables has to merge all of them.

/// Which values a variable of the search may take.
public enum VariableDomain: Hashable, Sendable, BitwiseCopyable {
  case any
  case integer
  case principal
  case constant(SortID)
  case sorted(SortID)

  /// Whether the attacker has to derive the value: it may have structure, or be secret.
  @inlinable public var isDerived: Bool {
    switch self {
    case .integer, .principal, .constant: false
    case .any, .sorted: true
    }
  }
}

public enum Honesty: Sendable, BitwiseCopyable { case undecided, honest, dishonest }

/// What an atom is; the search's table of atoms says which one.
public enum AtomClass: Hashable, Sendable, BitwiseCopyable {
  case principal
  case constant(SortID)
  case fresh(SortID)
}

/// Who derives: the attacker, or the principal whose view a `hidden` property looks at.
public enum Observer: Sendable, BitwiseCopyable { case attacker, viewer }

public struct Substitution: ~Copyable {
  private let pinned = Pinned()
  @usableFromInline
  struct Cell: BitwiseCopyable {
    /// -1: unbound
    @usableFromInline var binding: Int32 = -1
    @usableFromInline var term: TermID
    @usableFromInline var domain: VariableDomain
    /// In a variable that may take anything, `honest` says: no dishonest principal.
    @usableFromInline var honesty: Honesty = .undecided
    /// The observers' deadlines; `noDeadline` if they need not derive it.
    @usableFromInline var attackerDeadline: Int32 = Substitution.noDeadline
    @usableFromInline var viewerDeadline: Int32 = Substitution.noDeadline
  }

  @usableFromInline
  struct Atom: BitwiseCopyable {
    @usableFromInline var atomClass: AtomClass
    @usableFromInline var honesty: Honesty
  }

  @usableFromInline
  enum Change: BitwiseCopyable {
    case binding(VariableID)
    case honesty(VariableID, Honesty)
    case atomHonesty(AtomID, Honesty)
    case attackerDeadline(VariableID, Int32)
    case viewerDeadline(VariableID, Int32)
  }

  @inlinable public static var noDeadline: Int32 { .max }

  @usableFromInline var cells = Stack<Cell>(reserving: 256)
  @usableFromInline var atoms = Stack<Atom>()
  @usableFromInline var trail = Stack<Change>(reserving: 1024)
  /// The result sorts of the signature's symbols.
  private let resultSorts: [SortID]
  /// Whether a symbol is a public constant: what a parameter of its sort may denote (S1.6).
  private let isConstant: [Bool]

  package init(signature: Signature) {
    resultSorts = signature.symbols.map(\.result)
    isConstant = signature.symbols.map { $0.arity == 0 && $0.isPublic }
  }

  public struct Mark: Sendable, BitwiseCopyable {
    @usableFromInline var cells: Int32
    @usableFromInline var atoms: Int32
    @usableFromInline var trail: Int32

    @inlinable public init(cells: Int32, atoms: Int32, trail: Int32) {
      self.cells = cells
      self.atoms = atoms
      self.trail = trail
    }
  }

  @inline(__always) @inlinable public var mark: Mark {
    Mark(cells: Int32(cells.count), atoms: Int32(atoms.count), trail: Int32(trail.count))
  }

  /// How many changes there have been on this path.
  @inlinable public var trailCount: Int { trail.count }

  /// Undoes everything since the mark. Release the term store to its own mark as well.
  @inline(__always) @inlinable public mutating func undo(to mark: Mark) {
    if trail.count > Int(mark.trail) { undoTrail(to: mark) }
    cells.cut(to: Int(mark.cells))
    atoms.cut(to: Int(mark.atoms))
  }

  @usableFromInline mutating func undoTrail(to mark: Mark) {
    while trail.count > Int(mark.trail) {
      switch trail.removeLast() {
      case .binding(let x): cells[Int(x.index)].binding = -1
      case .honesty(let x, let old): cells[Int(x.index)].honesty = old
      case .atomHonesty(let a, let old): atoms[Int(a.index)].honesty = old
      case .attackerDeadline(let x, let old): cells[Int(x.index)].attackerDeadline = old
      case .viewerDeadline(let x, let old): cells[Int(x.index)].viewerDeadline = old
      }
    }
  }
}

// MARK: - Variables and atoms

extension Substitution {
  package mutating func makeVariable(
    _ domain: VariableDomain, in store: inout TermStore
  ) -> TermID {
    let term = store.makeVariable(VariableID(index: Int32(cells.count)))
    cells.append(Cell(term: term, domain: domain))
    return term
  }

  package mutating func makeAtom(
    _ atomClass: AtomClass, honesty: Honesty = .undecided, in store: inout TermStore
  ) -> TermID {
    atoms.append(Atom(atomClass: atomClass, honesty: honesty))
    return store.atom(AtomID(index: Int32(atoms.count - 1)))
  }

  @inlinable public var variableCount: Int { cells.count }
  @inlinable public var atomCount: Int { atoms.count }

  @inlinable public func term(of variable: VariableID) -> TermID {
    cells[Int(variable.index)].term
  }
  @inlinable public func domain(of variable: VariableID) -> VariableDomain {
    cells[Int(variable.index)].domain
  }
  @inlinable public func atomClass(of atom: AtomID) -> AtomClass {
    atoms[Int(atom.index)].atomClass
  }

  @inlinable public func isBound(_ variable: VariableID) -> Bool {
    cells[Int(variable.index)].binding >= 0
  }

  /// Follows bindings until an unbound variable or another head.
  @inline(__always) @inlinable public func resolve(_ term: TermID, in store: borrowing TermStore)
    -> TermID
  {
    var term = term
    while let variable = store.variable(term) {
      let binding = cells[Int(variable.index)].binding
      if binding < 0 { return term }
      term = TermID(index: binding)
    }
    return term
  }

  /// What a bound variable is bound to, one step.
  @inlinable public func next(after variable: VariableID) -> TermID {
    TermID(index: cells[Int(variable.index)].binding)
  }

  /// The next variable bound by a trail entry at or after `position`, which moves behind it.
  package func nextBound(_ position: inout Int, before end: Int) -> VariableID? {
    while position < end {
      position += 1
      if case .binding(let variable) = trail[position - 1] { return variable }
    }
    return nil
  }

  /// Which variable the trail's entry at `position` changed, and what it is bound to if that is the
  /// change; nil if it changed no variable.
  package func change(at position: Int) -> (variable: VariableID, value: TermID?)? {
    switch trail[position] {
    case .binding(let variable): (variable, next(after: variable))
    case .honesty(let variable, _), .attackerDeadline(let variable, _),
      .viewerDeadline(let variable, _):
      (variable, nil)
    case .atomHonesty: nil
    }
  }

  /// The variables bound by the trail's entries from `start` on, oldest first.
  package func forEachBound(since start: Int, _ visit: (VariableID) -> Void) {
    for index in start..<trail.count {
      if case .binding(let variable) = trail[index] { visit(variable) }
    }
  }
}

// MARK: - Deadlines

extension Substitution {
  @inlinable public func deadline(of variable: VariableID, for observer: Observer) -> Int32 {
    switch observer {
    case .attacker: cells[Int(variable.index)].attackerDeadline
    case .viewer: cells[Int(variable.index)].viewerDeadline
    }
  }

  /// Says that the observer must derive the variable from what it knows at `point`; an earlier
  /// deadline stays.
  package mutating func setDeadline(
    _ point: Int32, of variable: VariableID, for observer: Observer
  ) {
    let old = deadline(of: variable, for: observer)
    guard point < old else { return }
    switch observer {
    case .attacker:
      trail.append(.attackerDeadline(variable, old))
      cells[Int(variable.index)].attackerDeadline = point
    case .viewer:
      trail.append(.viewerDeadline(variable, old))
      cells[Int(variable.index)].viewerDeadline = point
    }
  }
}

// MARK: - Honesty

extension Substitution {
  /// The honesty of a resolved term; nil if it is no principal (or an unbound variable that need
  /// not be one).
  package func honesty(_ term: TermID, in store: borrowing TermStore) -> Honesty? {
    switch store.head(term) {
    case .variable(let x):
      return domain(of: x) == .principal ? cells[Int(x.index)].honesty : nil
    case .atom(let atom):
      let info = atoms[Int(atom.index)]
      return info.atomClass == .principal ? info.honesty : nil
    default: return nil
    }
  }

  /// Decides the honesty of a resolved principal.
  ///
  /// - Returns: false if it is decided otherwise already, or if the term is no principal.
  package mutating func decide(
    _ honesty: Honesty, for term: TermID, in store: borrowing TermStore
  ) -> Bool {
    guard let current = self.honesty(term, in: store) else { return false }
    if current == honesty { return true }
    guard current == .undecided else { return false }
    switch store.head(term) {
    case .variable(let x):
      trail.append(.honesty(x, current))
      cells[Int(x.index)].honesty = honesty
    case .atom(let atom):
      trail.append(.atomHonesty(atom, current))
      atoms[Int(atom.index)].honesty = honesty
    default: return false
    }
    return true
  }
}

extension Substitution {
  /// Says that an unbound variable that may take anything is no dishonest principal.
  package mutating func exclude(_ x: VariableID) {
    guard cells[Int(x.index)].honesty != .honest else { return }
    trail.append(.honesty(x, cells[Int(x.index)].honesty))
    cells[Int(x.index)].honesty = .honest
  }
}

// MARK: - Binding

extension Substitution {
  /// Binds an unbound variable to a resolved term that does not contain it, and merges what is
  /// known about both.
  ///
  /// - Returns: false if the variable's domain or honesty forbids it.
  mutating func bind(_ x: VariableID, to term: TermID, in store: borrowing TermStore) -> Bool {
    if case .variable(let y) = store.head(term) { return link(x, y, in: store) }
    guard accepts(cells[Int(x.index)].domain, term, in: store) else { return false }
    let honesty = cells[Int(x.index)].honesty
    if honesty != .undecided, self.honesty(term, in: store) != nil,
      !decide(honesty, for: term, in: store)
    {
      return false
    }
    record(x, term)
    return true
  }

  /// Joins two unbound variables: the one with the wider domain is bound to the other.
  private mutating func link(
    _ x: VariableID, _ y: VariableID, in store: borrowing TermStore
  ) -> Bool {
    guard let keepsFirst = Self.narrower(domain(of: x), domain(of: y)) else { return false }
    // Equal domains: the older variable stays, so that bindings point towards the past.
    let (kept, bound) =
      keepsFirst ?? (x.index < y.index) ? (x, y) : (y, x)
    let honesty = cells[Int(bound.index)].honesty
    if honesty != .undecided {
      if domain(of: kept) == .any {
        exclude(kept)
      } else if domain(of: kept) == .principal, !decide(honesty, for: term(of: kept), in: store) {
        return false
      }
    }
    if domain(of: kept).isDerived {
      setDeadline(deadline(of: bound, for: .attacker), of: kept, for: .attacker)
      setDeadline(deadline(of: bound, for: .viewer), of: kept, for: .viewer)
    }
    record(bound, term(of: kept))
    return true
  }

  private mutating func record(_ x: VariableID, _ term: TermID) {
    trail.append(.binding(x))
    cells[Int(x.index)].binding = term.index
  }

  /// - Returns: nil if no value lies in both domains, `.some(nil)` if they are equal, else
  ///   whether the first is the narrower.
  private static func narrower(_ a: VariableDomain, _ b: VariableDomain) -> Bool?? {
    if a == b { return .some(nil) }
    switch (a, b) {
    case (_, .any): return true
    case (.any, _): return false
    case (.constant(let s), .sorted(let t)) where s == t: return true
    case (.sorted(let s), .constant(let t)) where s == t: return false
    default: return nil
    }
  }

  /// Whether every value of `y` is one of `x`'s.
  package func domainCovers(_ x: VariableID, _ y: VariableID) -> Bool {
    guard let isFirstNarrower = Self.narrower(domain(of: x), domain(of: y)) else { return false }
    return isFirstNarrower != true
  }

  private func accepts(
    _ domain: VariableDomain, _ term: TermID, in store: borrowing TermStore
  ) -> Bool {
    switch (domain, store.head(term)) {
    case (.any, _): true
    case (.integer, .integer): true
    case (.principal, .atom(let atom)): atomClass(of: atom) == .principal
    case (.constant(let sort), .atom(let atom)): atomClass(of: atom) == .constant(sort)
    case (.constant(let sort), .application(let symbol)):
      isConstant[Int(symbol.index)] && resultSorts[Int(symbol.index)] == sort
    case (.sorted(let sort), .application(let symbol)):
      resultSorts[Int(symbol.index)] == sort
    case (.sorted(let sort), .atom(let atom)):
      switch atomClass(of: atom) {
      case .principal: sort == .principal
      case .constant(let s), .fresh(let s): s == sort
      }
    default: false
    }
  }
}
