package import Benchmarks
internal import Charts
internal import Scenarios
internal import Suites

/// Verdicts on claims as `report.html`: each interval on the claim's band, and under which condition it holds.
package enum VerdictPage {
    /// The document in UTF-8.
    ///
    /// - Parameter command: The command that made the report.
    package static func bytes(
        _ verdicts: [ClaimVerdict],
        inconclusive: InconclusivePolicy,
        command: String,
        surroundings: ReportEnvironment
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            VerdictReport.members(&writer, of: verdicts, inconclusive: inconclusive)
            writer.key("timeline")
            writer.object { $0.member("scenarios", EmptyCollection<Never>()) { _, _ in } }
        }
        let head = head(verdicts, command)
        let claims = ranked(verdicts).map { claim($0.element, id: "claim-\($0.offset + 1)") }
        let body = [
            head.html,
            "<main id=\"content\">\n<section id=\"claims\" aria-labelledby=\"claims-title\">\n",
            "<h2 id=\"claims-title\">Claims</h2>\n\(claims.joined())</section>\n",
            climates(verdicts),
            "</main>\n",
            PageFoot.html(surroundings),
        ]
        return HTMLPage(
            title: "\(head.verdict) – moonlight",
            body: body.joined(),
            data: writer.bytes
        )
        .bytes
    }

    private static func head(_ verdicts: [ClaimVerdict], _ command: String) -> PageHead {
        func count(_ verdict: ClaimVerdict.Verdict) -> Int {
            verdicts.count { $0.verdict == verdict }
        }
        let (refuted, undecided) = (count(.refuted), count(.inconclusive))
        let all = SpanText.counted(verdicts.count, "claim", "claims")
        let (mark, tone, words): (String, String, String) =
            if refuted > 0 {
                ("✗", "bad", "\(refuted) of \(all) refuted")
            } else if undecided > 0 {
                ("?", "doubtful", "\(undecided) of \(all) inconclusive")
            } else if count(.holds) == 0 {
                ("-", "muted", "No claim was measured")
            } else {
                (
                    "✓", "good",
                    count(.holds) == 1 ? "The claim holds" : "\(count(.holds)) claims hold"
                )
            }
        let counts = ClaimVerdict.Verdict.allCases.map { "\(count($0)) \($0.word)" }
        return PageHead(
            mark: mark,
            tone: tone,
            verdict: words,
            facts: [counts.joined(separator: " · ")],
            command: ("The same again:", command)
        )
    }

    /// What does not hold comes first; otherwise the order stays.
    private static func ranked(
        _ verdicts: [ClaimVerdict]
    ) -> [(offset: Int, element: ClaimVerdict)] {
        let order: [ClaimVerdict.Verdict] = [.refuted, .inconclusive, .holds, .skipped]
        return order.flatMap { verdict in
            verdicts.enumerated().filter { $0.element.verdict == verdict }.map { ($0, $1) }
        }
    }

    private static func claim(_ verdict: ClaimVerdict, id: String) -> String {
        let lines = VerdictReport.paragraph(verdict, withCurve: false).dropFirst()
            .map { $0.trimmingBlanks }.filter { !$0.isEmpty }
        let charts =
            [
                ClaimChart.interval(verdict).map { Figure.html($0, id: "\(id)-interval") },
                CurveChart.chart(verdict).map { Figure.html($0, id: "\(id)-curve") },
            ].compactMap(\.self)
        let again = PageHead.commandLine(
            "moonlight verify \(ShellText.quoted(verdict.file)) --seed \(verdict.seed)",
            purpose: "again"
        )
        return """
            <article class="claim" id="\(id)">
            <h3><span class="mark \(verdict.verdict.tone)">\(verdict.verdict.mark) \(verdict.verdict.rawValue)</span> \
            \(HTMLText.line(verdict.claim))</h3>
            \(lines.map { "<p>\(HTMLText.line($0))</p>\n" }.joined())\(again)\
            <div class="charts">\(charts.joined())</div>
            </article>

            """
    }

    private static func climates(_ verdicts: [ClaimVerdict]) -> String {
        let lines = ClimateTable.lines(verdicts)
        guard !lines.isEmpty else { return "" }
        return
            "<section aria-labelledby=\"climates-title\"><h2 id=\"climates-title\">Over climates</h2>\n"
            + "<div class=\"wide\"><pre>\(HTMLText.escaped(lines.map { PlainText.oneLine($0) }.joined(separator: "\n")))"
            + "</pre></div></section>\n"
    }
}

extension ClaimVerdict.Verdict {
    /// The class that colours it.
    var tone: String { colour.rawValue }
}

extension String {
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " })
    }
}
