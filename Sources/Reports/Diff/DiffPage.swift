internal import Workflows

/// Two stored runs side by side as one page that needs no other file, no network and no script.
package enum DiffPage {
    /// The page in UTF-8. No text of a scenario's or an agent's becomes markup in it, and its policy forbids whatever is
    /// not in it.
    ///
    /// - Parameters:
    ///   - command: The command that made the page.
    ///   - shown: How the path of a scenario's file is shown.
    package static func html(
        _ comparison: RunComparison,
        command: String,
        shown: (String) -> String = { $0 }
    ) -> [UInt8] {
        HTMLPage(
            title: "\(verdict(comparison)) – moonlight",
            body: body(comparison, command: command, shown: shown)
        )
        .bytes
    }

    /// What the page shows.
    static func body(
        _ comparison: RunComparison,
        command: String,
        shown: (String) -> String = { $0 }
    ) -> String {
        let head = PageHead(
            mark: comparison.isEmpty ? "=" : "≠",
            tone: comparison.isEmpty ? "good" : "doubtful",
            verdict: verdict(comparison),
            facts: [],
            command: ("The same again:", command)
        )
        return head.html + "<main id=\"content\">\n" + sides(comparison, shown)
            + "<section id=\"steps\" aria-labelledby=\"steps-title\">\n"
            + "<h2 id=\"steps-title\">Step by step</h2>\n\(DiffSteps.html(comparison))</section>\n"
            + outputs(comparison.outputs) + "</main>\n"
    }

    /// What differs, in a few words.
    private static func verdict(_ comparison: RunComparison) -> String {
        let (first, second) = (comparison.first, comparison.second)
        let names = "\(DiffWords.name(first)) and \(DiffWords.name(second))"
        if comparison.isEmpty { return "\(names): nothing differs" }
        var parts: [String] = []
        if first.status != second.status { parts.append("outcome") }
        if comparison.alignment.rows.contains(where: { $0.first == nil || $0.second == nil }) {
            parts.append("steps")
        }
        if !comparison.hasSameResults { parts.append("output") }
        let time = DiffWords.difference(second.duration - first.duration)
        if !time.isEmpty { parts.append("time (\(time))") }
        return parts.isEmpty
            ? "\(names) differ in single steps"
            : "\(names) differ in \(parts.joined(separator: ", "))"
    }

    private static func sides(
        _ comparison: RunComparison,
        _ shown: (String) -> String
    ) -> String {
        let sides = [("first", comparison.first), ("second", comparison.second)]
        let lines = sides.map { side, run in
            let facts = "\(DiffWords.line(run.status)), \(DiffWords.totals(run))"
            let origin =
                "\(DiffWords.line(shown(run.file))), seed \(run.seed), \(DiffWords.line(run.id))"
            return
                "<dt>\(side)</dt><dd><span class=\"name\">\(HTMLText.escaped(DiffWords.name(run)))</span> "
                + "\(HTMLText.escaped(facts)) <span class=\"place\">\(HTMLText.escaped(origin))</span></dd>\n"
        }
        return "<dl class=\"sides\">\n\(lines.joined())</dl>\n"
    }

    private static func outputs(_ outputs: [OutputDifference]) -> String {
        guard !outputs.isEmpty else { return "" }
        return "<section id=\"outputs\" aria-labelledby=\"outputs-title\">\n"
            + "<h2 id=\"outputs-title\">What the phases gave</h2>\n"
            + outputs.map(output).joined() + "</section>\n"
    }

    private static func output(_ output: OutputDifference) -> String {
        let name = HTMLText.escaped(DiffWords.line(output.phase.name))
        let extent = HTMLText.escaped(DiffWords.extent(output))
        let digests = "<span class=\"place\">\(output.first.short) → \(output.second.short)</span>"
        let head = "<h3>\(name): \(extent) \(digests)</h3>\n"
        guard let patch = output.patch else { return head }
        let lines = PatchText.lines(patch).map { kind, line in
            "<span class=\"\(className(kind))\">\(line.isEmpty ? " " : HTMLText.escaped(line))</span>"
        }
        let rest =
            patch.leftOut > 0
            ? "<p class=\"left-out\">… \(SpanText.counted(patch.leftOut, "more line", "more lines"))</p>\n"
            : ""
        return "\(head)<pre class=\"patch\">\(lines.joined())</pre>\n\(rest)"
    }

    private static func className(_ kind: PatchLines.Line.Kind) -> String {
        switch kind {
        case .file, .place: "place"
        case .line(.same): "same"
        case .line(.removed): "removed"
        case .line(.added): "added"
        }
    }
}
