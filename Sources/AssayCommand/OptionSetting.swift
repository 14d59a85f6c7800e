// `--option replayCache=on`

import ArgumentParser

struct OptionSetting: ExpressibleByArgument, Sendable {
  let name: String
  let isOn: Bool

  init(_ name: String, isOn: Bool) {
    self.name = name
    self.isOn = isOn
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1] == "on" || parts[1] == "off" else {
      return nil
    }
    name = String(parts[0])
    isOn = parts[1] == "on"
  }

  static let help = ArgumentHelp(
    "Switch an option on or off in every configuration.", valueName: "name=on|off")
}
