// "Did you mean …?": the nearest of some names to a misspelt one.
//
// Optimal string alignment distance (insertions, deletions, substitutions and transpositions of
// neighbours; Damerau 1964), because a transposition is the commonest slip. A candidate counts as
// near within a third of the length of the word, so that short names do not attract each other.

/// The candidate nearest to `word`, or nil if none is near. Ties go to the name that sorts first,
/// so the order of `candidates` does not matter.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  let letters = Array(word.lowercased().utf8)
  guard (1...64).contains(letters.count) else { return nil }
  var best: (distance: Int, name: String)?
  for candidate in candidates where candidate != word {
    let other = Array(candidate.lowercased().utf8)
    let limit = max(1, max(letters.count, other.count) / 3)
    guard abs(letters.count - other.count) <= limit, other.count > 1 || letters == other else {
      continue
    }
    let distance = editDistance(letters, other)
    guard distance <= limit, distance < letters.count else { continue }
    if best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
  }
  return best?.name
}

/// The optimal string alignment distance of two byte strings, in three rolling rows.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in left.indices {
    var row: [Int] = []
    row.reserveCapacity(right.count + 1)
    row.append(i + 1)
    for j in right.indices {
      let substitution = last[j] + (left[i] == right[j] ? 0 : 1)
      var distance = min(substitution, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[right.count]
}
