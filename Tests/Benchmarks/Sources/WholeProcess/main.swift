// Times whole processes: WholeProcess PROGRAM RUNS ARGUMENTS…, once per model given after `--`.
//
// Every model is checked RUNS times after one warm-up; a row gives minimum, median and maximum of
// processor time and of wall time in milliseconds, and the largest resident size in MiB. Output of
// the program goes to /dev/null. Processor time is the figure to compare: wall time depends on what
// else the machine does.

import Glibc

struct Measurement {
  var processor: Double
  var wall: Double
  var residentMiB: Double
}

func fail(_ message: String) -> Never {
  let line = "benchmark: \(message)\n"
  line.withCString { _ = write(2, $0, strlen($0)) }
  exit(2)
}

func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func run(_ command: [String]) -> Measurement {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
  defer { for argument in arguments { free(argument) } }
  var process = pid_t()
  let start = now()
  guard posix_spawn(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
    fail("cannot start \(command[0])")
  }
  var status: Int32 = 0
  var usage = rusage()
  guard wait4(process, &status, 0, &usage) == process else { fail("lost \(command[0])") }
  return Measurement(
    processor: (seconds(usage.ru_utime) + seconds(usage.ru_stime)) * 1000,
    wall: (now() - start) * 1000, residentMiB: Double(usage.ru_maxrss) / 1024)
}

func row(_ values: [Double]) -> String {
  let sorted = values.sorted()
  return [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]].map {
    let tenths = Int(($0 * 10).rounded())
    let text = "\(tenths / 10).\(tenths % 10)"
    return String(repeating: " ", count: max(0, 9 - text.count)) + text
  }.joined()
}

let arguments = CommandLine.arguments
guard arguments.count > 3, let runs = Int(arguments[2]), runs > 0 else {
  fail("usage: WholeProcess PROGRAM RUNS MODEL…")
}
print("processor ms: min, median, max      wall ms: min, median, max      MiB   model")
for model in arguments[3...] {
  let command = [arguments[1], "check", model]
  _ = run(command)
  let measurements = (0..<runs).map { _ in run(command) }
  let peak = measurements.map(\.residentMiB).max() ?? 0
  print(
    row(measurements.map(\.processor)), row(measurements.map(\.wall)),
    "   \(Int(peak.rounded()))   \(model)")
}
