// The same table as a page for a browser: one file, nothing to load, readable by light and by dark,
// the scope and the evidence of each verdict where the pointer or the keyboard goes.

import ProtocolModel
import Verification

package struct MatrixPage {
  private let matrix: OptionMatrix
  package init(_ matrix: OptionMatrix) { self.matrix = matrix }

  package var text: String {
    let names = MatrixNames(matrix)
    let heads = matrix.properties.map { "<th scope=\"col\"><span>\(Self.escape($0))</span></th>" }
    let rows = matrix.rows.map { row in
      "<tr><th scope=\"row\">\(Self.escape(names.name(of: row)))</th>"
        + matrix.properties.map { cell(row.result(of: $0)) }.joined() + "</tr>"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(Self.escape(matrix.path)): properties and options</title>
      <style>
      \(Self.style)
      </style>
      <h1>\(Self.escape(matrix.path))</h1>
      <div class="table" tabindex="0"><table>
      <thead><tr><th scope="col">options</th>\(heads.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      <p>\(Self.escape(MatrixText(matrix).sentence))</p>
      </html>

      """
  }

  private func cell(_ result: PropertyResult?) -> String {
    guard let result else { return "<td class=\"absent\" title=\"no such property\">·</td>" }
    let verdict = VerdictText(result: result, steps: nil)
    let scope = result.verdict == .holds ? " within \(result.scope)" : ""
    let note = result.note.map { ": \($0)" } ?? ""
    let title = "\(result.verdict.rawValue)\(scope)\(note) (\(result.evidence.rawValue))"
    return "<td class=\"\(result.verdict.rawValue)\" title=\"\(Self.escape(title))\">"
      + "\(verdict.symbol)<span class=\"word\"> \(result.verdict.rawValue)</span></td>"
  }

  static func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }

  private static let style = """
    :root { color-scheme: light dark; --good: #176f2c; --bad: #b3261e; --open: #8a6100; }
    @media (prefers-color-scheme: dark) {
      :root { --good: #6fd08c; --bad: #ff8a80; --open: #e6b450; }
    }
    body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem; }
    h1 { font-size: 1.2rem; }
    .table { overflow-x: auto; }
    table { border-collapse: collapse; }
    th, td { padding: .15rem .5rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
    tbody th { text-align: left; font-weight: normal; max-width: 26rem; }
    thead th { vertical-align: bottom; text-align: left; }
    thead th span { writing-mode: vertical-rl; transform: rotate(180deg); }
    thead th:first-child { vertical-align: bottom; }
    td { text-align: center; }
    .word { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
    .proved, .holds, .witness { color: var(--good); }
    .attack, .unreachable, .error { color: var(--bad); }
    .vacuous, .unknown { color: var(--open); }
    """
}
