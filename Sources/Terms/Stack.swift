// A stack of plain values, for everything that grows along a path of the search and is cut back.
//
// An Array asks on every change whether it is shared, and destroys its elements one by one when it
// is cut. These stacks belong to one search, are never copied and hold nothing that has to be
// destroyed, so a change is a store and a cut is an assignment. Indices are checked as in Array.
//
// A stack is one pointer, with its count and capacity in front of the elements: structures of
// several stacks stay small enough to be passed in registers. It is public and not package,
// because the optimiser specialises and inlines across modules only what is public (measured:
// half of the instructions of a search).

public struct Stack<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline struct Header: BitwiseCopyable {
    @usableFromInline var count: Int
    @usableFromInline var capacity: Int
    @usableFromInline init(count: Int, capacity: Int) {
      self.count = count
      self.capacity = capacity
    }
  }

  /// Where the elements start.
  @usableFromInline var base: UnsafeMutableRawPointer

  public init(reserving capacity: Int = 64) {
    base = Self.allocate(max(capacity, 1))
  }

  /// A stack of so many equal elements.
  public init(repeating element: Element, count: Int) {
    self.init(reserving: count)
    elements.initialize(repeating: element, count: count)
    header.pointee.count = count
  }

  deinit { Self.deallocate(base) }

  @inlinable var header: UnsafeMutablePointer<Header> {
    (base - MemoryLayout<Header>.stride).assumingMemoryBound(to: Header.self)
  }
  @inlinable var elements: UnsafeMutablePointer<Element> {
    base.assumingMemoryBound(to: Element.self)
  }

  @inlinable public var count: Int { header.pointee.count }
  @inlinable public var isEmpty: Bool { count == 0 }
  @inlinable public var last: Element? { isEmpty ? nil : elements[count - 1] }
  @inlinable public var indices: Range<Int> { 0..<count }

  @inlinable public subscript(index: Int) -> Element {
    _read {
      precondition(index >= 0 && index < count, "an index beyond the stack")
      yield elements[index]
    }
    _modify {
      precondition(index >= 0 && index < count, "an index beyond the stack")
      yield &elements[index]
    }
  }

  /// - Complexity: amortised constant.
  @inlinable public mutating func append(_ element: Element) {
    let count = self.count
    if count == header.pointee.capacity { grow() }
    (elements + count).initialize(to: element)
    header.pointee.count = count + 1
  }

  @inlinable public mutating func append(contentsOf other: some Sequence<Element>) {
    for element in other { append(element) }
  }

  @discardableResult
  @inlinable public mutating func removeLast() -> Element {
    precondition(!isEmpty, "the stack is empty")
    header.pointee.count -= 1
    return elements[count]
  }

  /// Removes the elements from `count` on.
  @inlinable public mutating func cut(to count: Int) {
    precondition(count >= 0 && count <= self.count, "a cut beyond the stack")
    header.pointee.count = count
  }

  @usableFromInline mutating func grow() {
    let larger = Self.allocate(header.pointee.capacity * 2)
    larger.assumingMemoryBound(to: Element.self).initialize(from: elements, count: count)
    (larger - MemoryLayout<Header>.stride).assumingMemoryBound(to: Header.self).pointee.count =
      count
    Self.deallocate(base)
    base = larger
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    let front = MemoryLayout<Header>.stride
    let start = UnsafeMutableRawPointer.allocate(
      byteCount: front + capacity * MemoryLayout<Element>.stride, alignment: 16)
    start.initializeMemory(as: Header.self, to: Header(count: 0, capacity: capacity))
    let base = start + front
    base.bindMemory(to: Element.self, capacity: capacity)
    return base
  }

  private static func deallocate(_ base: UnsafeMutableRawPointer) {
    (base - MemoryLayout<Header>.stride).deallocate()
  }
}
