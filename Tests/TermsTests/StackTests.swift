// A stack grows, is cut back and keeps what lies below the cut.

import Terms
import Testing

@Suite struct StackTests {
  @Test func whatIsBelowACutStays() {
    var stack = Stack<Int>(reserving: 1)
    for value in 0..<100 { stack.append(value) }
    stack.cut(to: 40)
    stack.append(contentsOf: [7, 8])
    #expect(stack.indices.map { stack[$0] } == Array(0..<40) + [7, 8])
    #expect(stack.removeLast() == 8)
    let (last, count) = (stack.last, stack.count)
    #expect(last == 7)
    #expect(count == 41)
  }

  @Test func anElementIsChangedInPlace() {
    var stack = Stack(repeating: 1, count: 3)
    stack[1] += 5
    #expect(stack.indices.map { stack[$0] } == [1, 6, 1])
    stack.cut(to: 0)
    let (isEmpty, last) = (stack.isEmpty, stack.last)
    #expect(isEmpty)
    #expect(last == nil)
  }

  @Test func anIndexBeyondTheStackIsCaught() async {
    await #expect(processExitsWith: .failure) {
      let stack = Stack<Int>()
      _ = stack[0]
    }
    await #expect(processExitsWith: .failure) {
      var stack = Stack<Int>()
      stack.cut(to: 1)
    }
  }
}
