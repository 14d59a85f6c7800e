// Compares Assay with another tool on a folder of that tool's protocols:
// CorpusComparison PROGRAM FOLDER [SECONDS]. The folder has a file `verdicts.tsv` with a header and
// the columns file, protocol, role, claim, term, verdict (attack, proved, bounded; timeout or
// rejected for a file as a whole). Every file is checked once, for at most SECONDS (10).
//
// A row per claim that differs, or that Assay does not settle; then the counts, the times, and the
// ten files that took longest. It ends with 1 if a claim that the other tool proved was attacked,
// or the other way round.

import Foundation
import Glibc

struct Claim {
  var theProtocol: String
  var role: String
  var name: String
  var verdict: String
}

func allowed(_ text: String) -> String {
  String(
    text.filter { $0 != "@" && $0 != "!" }.map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
    })
}

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("corpus: \(message)\n".utf8))
  exit(2)
}

/// How long a process takes from its start to its end, to a fifth of a millisecond; nil if it had to
/// be ended. (Foundation's `Process` tells of the end some 40 ms late.)
func time(_ command: [String], _ limit: Double) -> Double? {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
  defer { for argument in arguments { free(argument) } }
  var process = pid_t()
  let clock = ContinuousClock()
  let start = clock.now
  guard posix_spawn(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
    fail("cannot start \(command[0])")
  }
  while true {
    var status: Int32 = 0
    let seconds = (clock.now - start) / .seconds(1)
    if waitpid(process, &status, WNOHANG) == process {
      return status & 0x7f == 0 ? seconds : nil
    }
    if seconds >= limit { kill(process, SIGKILL) }
    usleep(200)
  }
}

/// The verdicts by property, and how long it took; nil verdicts after a timeout.
func check(_ program: String, _ path: String, _ limit: Double) -> ([String: String]?, Double) {
  let output = FileManager.default.temporaryDirectory.appending(
    path: "assay-corpus-\(ProcessInfo.processInfo.processIdentifier).json")
  defer { try? FileManager.default.removeItem(at: output) }
  let command = [program, "check", "--format", "json", "--output", output.path, path]
  let seconds = time(command, limit)
  guard let seconds else { return (nil, limit) }
  guard let data = try? Data(contentsOf: output),
    let report = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
    let results = report["results"] as? [[String: Any]]
  else { return ([:], seconds) }
  var verdicts: [String: String] = [:]
  for result in results {
    if let property = result["property"] as? String, let verdict = result["verdict"] as? String {
      verdicts[property] = verdict
    }
  }
  return (verdicts, seconds)
}

let severity = ["proved", "vacuous", "holds", "unknown", "error", "attack"]

/// The verdict on a claim, of which there may be one property for each partner.
func verdict(on claim: Claim, in verdicts: [String: String]) -> String {
  let short = "\(allowed(claim.role))_\(allowed(claim.name))"
  let long = "\(allowed(claim.theProtocol))_\(short)"
  let found = verdicts.filter { name, _ in
    [short, long].contains { name == $0 || name.hasPrefix($0 + "_") }
  }
  let worst = found.values.max {
    (severity.firstIndex(of: $0) ?? 4) < (severity.firstIndex(of: $1) ?? 4)
  }
  return worst ?? "missing"
}

let arguments = CommandLine.arguments
guard arguments.count > 2 else { fail("usage: CorpusComparison PROGRAM FOLDER [SECONDS]") }
let folder = arguments[2]
let limit = arguments.count > 3 ? Double(arguments[3]) ?? 10 : 10
guard let table = try? String(contentsOfFile: folder + "/verdicts.tsv", encoding: .utf8) else {
  fail("there is no verdicts.tsv in \(folder)")
}
var files: [String] = []
var claims: [String: [Claim]] = [:]
for line in table.split(separator: "\n").dropFirst() {
  let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  guard fields.count > 5 else { fail("a line of verdicts.tsv has too few columns: \(line)") }
  if claims[fields[0]] == nil { files.append(fields[0]) }
  claims[fields[0], default: []].append(
    Claim(theProtocol: fields[1], role: fields[2], name: fields[3], verdict: fields[5]))
}

var counts: [String: Int] = [:]
var times: [(seconds: Double, file: String)] = []
var contradictions = 0
for file in files {
  let (verdicts, seconds) = check(arguments[1], folder + "/" + file, limit)
  times.append((seconds, file))
  for claim in claims[file] ?? [] {
    if claim.name == "-" {
      let found = verdicts?.values.sorted().joined(separator: " ") ?? "no answer"
      print("\(file): \(claim.verdict) there, here: \(found.isEmpty ? "rejected" : found)")
      for verdict in verdicts.map({ Array($0.values) }) ?? ["no answer"] {
        counts["\(claim.verdict), here \(verdict)", default: 0] += 1
      }
      continue
    }
    let mine = verdicts.map { verdict(on: claim, in: $0) } ?? "no answer"
    counts["\(claim.verdict), here \(mine)", default: 0] += 1
    let contradicts =
      claim.verdict == "attack" && mine == "proved" || claim.verdict == "proved" && mine == "attack"
    if contradicts { contradictions += 1 }
    if contradicts || !["attack", "proved"].contains(mine)
      || claim.verdict == "bounded" && mine == "attack"
    {
      print("\(file): \(claim.role) \(claim.name): \(claim.verdict) there, here \(mine)")
    }
  }
}

print("\nclaims, by the other tool's verdict and by Assay's:")
for (key, count) in counts.sorted(by: { $0.key < $1.key }) { print("  \(key): \(count)") }
let sorted = times.map(\.seconds).sorted()
let milliseconds = { (seconds: Double) in String(Int((seconds * 1000).rounded())) }
print(
  "\(files.count) files: \(milliseconds(sorted.reduce(0, +))) ms, median "
    + "\(milliseconds(sorted[sorted.count / 2])) ms")
for (seconds, file) in times.sorted(by: { $0.seconds > $1.seconds }).prefix(10) {
  print("  \(milliseconds(seconds)) ms  \(file)")
}
exit(contradictions == 0 ? 0 : 1)
