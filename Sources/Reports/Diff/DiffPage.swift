internal import Workflows

/// Two stored runs side by side as one page that needs no other file, no network and no script.
package enum DiffPage {
    /// The page in UTF-8. No text of a scenario's or an agent's becomes markup in it, and its policy forbids whatever is
    /// not in it.
    package static func html(_ comparison: RunComparison) -> [UInt8] {
        let (first, second) = (comparison.first, comparison.second)
        let title = "\(DiffWords.name(first)) and \(DiffWords.name(second))"
        let body =
            "<h1>\(text(title))</h1>\n" + head([("first", first), ("second", second)])
            + table(DiffTable(comparison))
            + (comparison.isEmpty ? "<p>Nothing differs.</p>\n" : "")
            + comparison.outputs.map(output).joined()
        let policy =
            "default-src 'none'; style-src '\(ContentHash.text(of: style))'; base-uri 'none'; form-action 'none'"
        return Array(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>\(text(title))</title>
            <style>\(style)</style>
            </head>
            <body>
            \(body)</body>
            </html>

            """.utf8
        )
    }

    private static func head(_ runs: [(side: String, run: ComparedRun)]) -> String {
        "<dl>\n"
            + runs.map { side, run in
                let facts = [
                    DiffWords.name(run), DiffWords.line(run.id), DiffWords.line(run.status),
                    DiffWords.totals(run), "\(DiffWords.line(run.file)), seed \(run.seed)",
                ]
                return "<dt>\(side)</dt><dd>\(text(facts.joined(separator: " · ")))</dd>\n"
            }
            .joined() + "</dl>\n"
    }

    private static func table(_ table: DiffTable) -> String {
        func row(_ cells: [String], isHead: Bool = false) -> String {
            zip(table.titles, cells).enumerated().map { place, pair in
                let isNumber = ["time", "tokens", "cost"].contains(pair.0)
                let mark = isNumber ? " class=\"number\"" : ""
                let heads = isHead ? " scope=\"col\"" : place == 0 ? " scope=\"row\"" : nil
                let name = heads == nil ? "td" : "th"
                return "<\(name)\(heads ?? "")\(mark)>\(text(pair.1))</\(name)>"
            }
            .joined()
        }
        let rows = zip(table.rows, table.marks).map { cells, isMarked in
            "<tr\(isMarked ? " class=\"marked\"" : "")>\(row(cells))</tr>\n"
        }
        let head = "<thead><tr>\(row(table.titles, isHead: true))</tr></thead>"
        return "<div class=\"wide\"><table>\n\(head)\n<tbody>\n" + rows.joined()
            + "</tbody>\n</table></div>\n"
    }

    private static func output(_ output: OutputDifference) -> String {
        let title =
            "output of \(DiffWords.line(output.phase.name)): \(DiffWords.extent(output)) "
            + "(\(output.first.short) → \(output.second.short))"
        guard let patch = output.patch else { return "<h2>\(text(title))</h2>\n" }
        let lines = PatchText.lines(patch).map { kind, line in
            "<span class=\"\(className(kind))\">\(text(line))</span>"
        }
        let rest =
            patch.leftOut > 0
            ? ["… \(SpanText.counted(patch.leftOut, "more line", "more lines"))"] : []
        return "<h2>\(text(title))</h2>\n<pre>\((lines + rest).joined(separator: "\n"))</pre>\n"
    }

    private static func className(_ kind: PatchLines.Line.Kind) -> String {
        switch kind {
        case .file, .place: "place"
        case .line(.same): "same"
        case .line(.removed): "removed"
        case .line(.added): "added"
        }
    }

    private static func text(_ text: String) -> String { MarkdownText.html(text) }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #59636e; --line: #d1d9e0;
          --bad: #b42318; --good: #1a7f37; --mark: #fff4ce; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9198a1;
          --line: #3d444d; --bad: #ff8182; --good: #56d364; --mark: #3a2d00; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
          max-width: 72em; margin: 2em auto; padding: 0 1em; }
        h1 { font-size: 1.4em; } h2 { font-size: 1.05em; margin-top: 2em; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1em; }
        dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .25em .75em .25em 0; border-bottom: 1px solid var(--line); }
        th { font-weight: normal; } thead th { color: var(--quiet); } .number { text-align: right; }
        .wide { overflow-x: auto; }
        .marked { background: var(--mark); } tbody tr:last-child > * { font-weight: 600; }
        pre { overflow-x: auto; font: 13px/1.45 ui-monospace, monospace; border: 1px solid var(--line); padding: .75em; }
        .place { color: var(--quiet); } .removed { color: var(--bad); } .added { color: var(--good); }
        """
}
