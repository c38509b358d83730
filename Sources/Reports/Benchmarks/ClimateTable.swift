internal import Benchmarks
internal import Scenarios

/// The verdicts on claims over the climates that they were measured in: one table for all claims that were measured in several.
enum ClimateTable {
    /// A claim with its verdicts, in the order of its climates.
    struct Row {
        /// The claim's name.
        let claim: String
        /// The verdicts, each in another climate.
        var verdicts: [ClaimVerdict]
    }

    /// What stands above the columns.
    static let heads = ["claim", "climate", "estimate", "interval", "of", "verdict"]

    /// The claims that have verdicts in several climates, in the order of their first ones.
    static func rows(_ verdicts: [ClaimVerdict]) -> [Row] {
        var rows: [Row] = []
        var places: [Key: Int] = [:]
        for verdict in verdicts where verdict.climate != nil {
            if let place = places[Key(verdict)] {
                rows[place].verdicts.append(verdict)
            } else {
                places[Key(verdict)] = rows.count
                rows.append(Row(claim: verdict.claim, verdicts: [verdict]))
            }
        }
        return rows.filter { Set($0.verdicts.map(\.climate)).count > 1 }
    }

    /// The cells of one verdict's line.
    static func cells(_ verdict: ClaimVerdict) -> [String] {
        func value(_ number: Double?) -> String {
            number == nil ? "-" : verdict.text(of: number)
        }
        let measured = verdict.estimate != nil
        return [
            PlainText.oneLine(verdict.claim), verdict.climate ?? "",
            measured
                ? "\(VerdictReport.name(verdict)) \(value(verdict.estimate))" : "-",
            measured ? "\(value(verdict.low)) to \(value(verdict.high))" : "-",
            "\(verdict.pairs) \(verdict.successes == nil ? "pairs" : "executions")",
            verdict.verdict.rawValue,
        ]
    }

    /// The table in lines of text, the claim's name in the first line of its own; nothing where no claim has several climates.
    static func lines(_ verdicts: [ClaimVerdict]) -> [String] {
        let rows = rows(verdicts)
        guard !rows.isEmpty else { return [] }
        var table = [heads]
        for row in rows {
            for (place, verdict) in row.verdicts.enumerated() {
                var cells = cells(verdict)
                if place > 0 { cells[0] = "" }
                table.append(cells)
            }
        }
        let widths = heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        let lines = table.map { cells in
            var line = zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            .joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        return ["over climates:"] + lines + [""]
    }

    /// The same in Markdown, every line whole.
    static func markdown(_ verdicts: [ClaimVerdict]) -> String {
        let rows = rows(verdicts)
        guard !rows.isEmpty else { return "" }
        var lines = [heads, heads.map { _ in "---" }].map { "| \($0.joined(separator: " | ")) |" }
        for verdict in rows.flatMap(\.verdicts) {
            let cells = cells(verdict).map(MarkdownText.inline)
            lines.append("| \(cells.joined(separator: " | ")) |")
        }
        return "## Over climates\n\n\(lines.joined(separator: "\n"))\n"
    }

    /// A list with an object for each claim, and in it one for each climate.
    static func write(_ verdicts: [ClaimVerdict], to writer: inout JSONWriter) {
        writer.member("climates", rows(verdicts)) { writer, row in
            writer.object { writer in
                writer.member("claim", row.claim)
                if let first = row.verdicts.first {
                    writer.member("scenario", first.scenario)
                    writer.member("file", first.file)
                    writer.member("metric", first.metric.name)
                }
                writer.member("verdicts", row.verdicts) { writer, verdict in
                    writer.object { writer in
                        writer.member("climate", verdict.climate ?? "")
                        writer.member("verdict", verdict.verdict.rawValue)
                        writer.member("estimate", number: verdict.estimate)
                        writer.member("low", number: verdict.low)
                        writer.member("high", number: verdict.high)
                        writer.member("pairs", verdict.pairs)
                    }
                }
            }
        }
    }

    /// What a claim is known by, whatever the climate.
    private struct Key: Hashable {
        let scenario: String
        let file: String
        let place: String
        let variant: String?

        init(_ verdict: ClaimVerdict) {
            scenario = verdict.scenario
            file = verdict.file
            place = "\(verdict.location)"
            variant = verdict.variant
        }
    }
}
