// What an observer holds, by what it starts with.
//
// Most goals start like few items. Each goal, each way to meet it and each question whether
// something new may be needed looks for the items that a term may be unified with; going through
// all of them was a fifth of the instructions of a long search. Items of one head (or of several, if
// they fall into one bucket) are linked in the order in which they were observed, so that ways are
// tried in the same order as without an index.

import Terms

struct ItemIndex: ~Copyable {
  private static let bucketCount = 128
  /// The first and the last item of each bucket; -1: none.
  private var first = Stack<Int32>(repeating: -1, count: Self.bucketCount)
  private var last = Stack<Int32>(repeating: -1, count: Self.bucketCount)
  /// For each item, the ones before and after it in its bucket.
  private var previous = Stack<Int32>()
  private var next = Stack<Int32>()
  /// How many items are variables, which may be anything: only viewers have such.
  private(set) var variableCount = 0

  private static func bucket(_ head: HeadKey) -> Int { Int(head.value) & (bucketCount - 1) }

  mutating func append(_ head: HeadKey) {
    let item = Int32(next.count)
    let bucket = Self.bucket(head)
    let before = last[bucket]
    previous.append(before)
    next.append(-1)
    if before < 0 { first[bucket] = item } else { next[Int(before)] = item }
    last[bucket] = item
    if head == .variable { variableCount += 1 }
  }

  mutating func removeLast(_ head: HeadKey) {
    let bucket = Self.bucket(head)
    let before = previous.removeLast()
    next.removeLast()
    last[bucket] = before
    if before < 0 { first[bucket] = -1 } else { next[Int(before)] = -1 }
    if head == .variable { variableCount -= 1 }
  }

  /// The first item that may start so; -1 if there is none. Follow with `item(after:)`.
  func firstItem(_ head: HeadKey) -> Int32 { first[Self.bucket(head)] }

  func item(after item: Int32) -> Int32 { next[Int(item)] }
}

extension ConstraintSystem {
  mutating func appendItem(_ item: Item) {
    items.append(item)
    itemIndex.append(item.shape.head)
  }

  mutating func cutItems(to count: Int) {
    while items.count > count { itemIndex.removeLast(items.removeLast().shape.head) }
  }

  /// The first item from `start` on, before `end`, that may be unified with a term of this shape;
  /// -1 if there is none. An item that is a variable is none of these.
  func firstItem(from start: Int32, before end: Int32, _ shape: Shape) -> Int32 {
    if start >= end { return -1 }
    var item =
      start > 0 && items[Int(start) - 1].shape.head == shape.head
      ? itemIndex.item(after: start - 1) : itemIndex.firstItem(shape.head)
    while item >= 0, item < end {
      if item >= start, items[Int(item)].shape.meets(shape) { return item }
      item = itemIndex.item(after: item)
    }
    return -1
  }
}
