// `assay completions`: the script with which a shell completes `assay …` when Tab is pressed.

import ArgumentParser
import AssayKit

enum Shell: String, NamedChoice {
  case bash, zsh, fish

  var script: String {
    switch self {
    case .bash: Assay.completionScript(for: .bash)
    case .zsh: Assay.completionScript(for: .zsh)
    case .fish: Assay.completionScript(for: .fish)
    }
  }
}

struct Completions: Performing {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    _superCommandName: "assay",
    abstract: "Print the script that completes this command in a shell.",
    discussion: """
      bash: eval "$(assay completions bash)" in ~/.bashrc. zsh: write it to a file `_assay` in a folder of \
      $fpath. fish: write it to ~/.config/fish/completions/assay.fish.
      """)

  @Argument(help: "The shell.")
  var shell: Shell

  func perform() throws(FileError) -> AssayKit.ExitCode {
    Output.answer(shell.script + "\n", then: .success)
  }
}
