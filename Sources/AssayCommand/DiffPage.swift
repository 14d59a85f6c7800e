// The same comparison as a page for a browser.

import AssayKit

struct DiffPage {
  private let difference: ProtocolDifference
  init(_ difference: ProtocolDifference) { self.difference = difference }

  var text: String {
    var body = ["<p>\(XMLText.escape(ProtocolDifferenceText(difference).summary))</p>"]
    if let verdicts = difference.verdicts, !verdicts.differing.isEmpty {
      body += ["<h2>Verdicts that changed</h2>", table(verdicts.differing)]
    }
    for file in difference.files {
      body += ["<h2>\(XMLText.escape(file.path))</h2>", list(file)]
    }
    return HTMLPage(title: "What changed", body: body).text
  }

  private func table(_ entries: [LockComparison.Entry]) -> String {
    HTMLPage.table(
      head: ["model", "configuration", "property", "what changed"],
      rows: entries.map { entry in
        [
          XMLText.escape(entry.key.model), XMLText.escape(entry.key.configuration ?? ""),
          "<b>\(XMLText.escape(entry.key.property))</b>",
          changes(entry).joined(separator: "<br/>"),
        ]
      })
  }

  private func changes(_ entry: LockComparison.Entry) -> [String] {
    var lines = entry.changes.map { change in
      let details = change.details.map { "<br/><code>\(XMLText.escape($0))</code>" }.joined()
      return "\(change.kind.rawValue): \(XMLText.escape(change.summary))\(details)"
    }
    if let parting = entry.parting {
      lines.append(
        "the attacks part at step \(parting.step): "
          + "<code>\(XMLText.escape(parting.old ?? "the end"))</code>, now "
          + "<code>\(XMLText.escape(parting.new ?? "the end"))</code>")
    }
    return lines
  }

  private func list(_ file: ProtocolDifference.File) -> String {
    HTMLPage.table(
      head: ["", "where", "what", "configurations"],
      rows: file.items.map { item in
        [
          item.difference.kind.rawValue, XMLText.escape(item.difference.role ?? "the model"),
          XMLText.escape(item.difference.text),
          item.configurations.isEmpty
            ? "all" : XMLText.escape(item.configurations.joined(separator: ", ")),
        ]
      })
  }
}
