// What every page of the HTML report has: one file with nothing to load, light and dark, readable
// on a phone, and usable with the keyboard alone. There are no scripts: folding is HTML's own.
// Pages are well-formed XML too, so that tests read them with a parser.

package struct HTMLPage {
  let title: String
  /// The way up, as pairs of what is shown and the page; nil for the page itself.
  var trail: [(name: String, link: String?)] = []
  let body: [String]

  package init(title: String, trail: [(name: String, link: String?)] = [], body: [String]) {
    self.title = title
    self.trail = trail
    self.body = body
  }

  package var text: String {
    let trail = trail.map { step in
      let name = XMLText.escape(step.name)
      return step.link.map { "<a href=\"\($0)\">\(name)</a>" } ?? "<span>\(name)</span>"
    }
    let navigation = trail.isEmpty ? "" : "<nav>\(trail.joined(separator: " / "))</nav>\n"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <link rel="icon" href="data:,"/>
      <title>\(XMLText.escape(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header>\(navigation)<h1>\(XMLText.escape(title))</h1></header>
      <main>
      \(body.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }

  /// The way from a page, given by its path in the report, to another one.
  static func link(from page: String, to other: String) -> String {
    let depth = page.count { $0 == "/" }
    return String(repeating: "../", count: depth) + SARIFLocation.uri("./" + other)
  }

  package static func table(head: [String], rows: [[String]]) -> String {
    let heads = head.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let top = head.isEmpty ? "" : "<thead><tr>\(heads)</tr></thead>\n"
    let lines = rows.map { row in
      "<tr><th scope=\"row\">\(row[0])</th>"
        + row.dropFirst().map { "<td>\($0)</td>" }.joined() + "</tr>"
    }
    return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"table\"><table>\n"
      + "\(top)<tbody>\n\(lines.joined(separator: "\n"))\n</tbody>\n"
      + "</table></div>"
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1c2330; --quiet: #5b667a; --rule: #d0d5dd;
      --paper: #ffffff; --box: #f2f4f7; --link: #1d4ed8; --good: #176f2c; --bad: #b42318;
      --open: #8a6100; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6e9ef; --quiet: #98a2b3; --rule: #3a4353; --paper: #12161d;
        --box: #1b212b; --link: #8ab4ff; --good: #6fd08c; --bad: #ff8a80; --open: #e6b450; }
    }
    body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: var(--ink);
      background: var(--paper); margin: 0 auto; padding: 1rem; max-width: 60rem; }
    h1 { font-size: 1.4rem; margin: .3rem 0 .8rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.1rem; margin: 1.6rem 0 .5rem; overflow-wrap: anywhere; }
    nav { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
    a { color: var(--link); }
    a:focus-visible, summary:focus-visible, .wide:focus-visible {
      outline: 3px solid var(--link); outline-offset: 2px; }
    code, pre, .term { font-family: "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace;
      font-size: .85rem; }
    pre { background: var(--box); padding: .6rem .8rem; white-space: pre-wrap;
      overflow-wrap: anywhere; }
    .wide { overflow-x: auto; }
    .wide svg { min-width: 680px; width: 100%; max-width: 800px; height: auto; }
    table { border-collapse: collapse; }
    th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--rule); text-align: left;
      vertical-align: top; }
    tbody th { font-weight: normal; }
    thead th { color: var(--quiet); font-size: .85rem; }
    .verdict { font-weight: bold; }
    .passed { color: var(--good); }
    .unsettled { color: var(--open); }
    .violated, .failed { color: var(--bad); }
    ol.steps { padding-left: 2.2rem; }
    ol.steps > li { margin: .5rem 0; overflow-wrap: anywhere; }
    li.bad::marker, .bad > .says { color: var(--bad); }
    ul { margin: .1rem 0; padding-left: 1.2rem; }
    details { margin: .2rem 0; }
    summary { cursor: pointer; color: var(--quiet); }
    .place { color: var(--quiet); font-size: .85rem; }
    .ending { font-weight: bold; }
    .pages { display: flex; justify-content: space-between; gap: 1rem; margin-top: 2rem; }
    """
}

extension Finding.Level {
  /// The class that colours it.
  var name: String {
    switch self {
    case .passed: "passed"
    case .unsettled: "unsettled"
    case .violated: "violated"
    case .failed: "failed"
    }
  }
}
