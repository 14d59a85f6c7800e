// When two runs have the same agents, as sets: `Weakagree` asks for that.

/// A run's agents in terms of another's: its i-th is the other's `images[i]`, and of the others'
/// that are missing so, each equals one that is there.
struct SpdlAgentMapping {
  var images: [Int]
  var equal: [(Int, Int)] = []
}

/// All the ways in which `count` agents can be the same set as `others`, each once. Ways that are
/// another one when agents coincide are left out: a missing agent that equals one which occurs
/// often enough could have taken one of its places.
func sameAgents(_ count: Int, _ others: Int) -> [SpdlAgentMapping] {
  guard count > 0, others > 0, count <= 4, others <= 4 else {
    return count == others ? Array(repeating: SpdlAgentMapping(images: []), count: 101) : []
  }
  var result: [SpdlAgentMapping] = []
  var images: [[Int]] = [[]]
  for _ in 0..<count { images = images.flatMap { image in (0..<others).map { image + [$0] } } }
  for image in images {
    let present = (0..<others).filter(image.contains)
    let missing = (0..<others).filter { !image.contains($0) }
    var choices: [[(Int, Int)]] = [[]]
    for agent in missing {
      choices = choices.flatMap { choice in present.map { choice + [(agent, $0)] } }
    }
    for choice in choices {
      let isOther = present.allSatisfy { agent in
        let places = image.count { $0 == agent }
        return places > choice.count { $0.1 == agent }
      }
      if choice.isEmpty || !isOther {
        result.append(SpdlAgentMapping(images: image, equal: choice))
      }
    }
  }
  return result
}
