package import Benchmarks
internal import Statistics

/// What was measured, as a table and as JSON.
package enum MeasurementReport {
    /// The confidence of the intervals.
    private static let confidence = 0.95

    /// A table with a line for each series: the median and its interval; then what was compared, and what else to know.
    package static func text(_ measured: Measurement, cores: Int) -> String {
        var lines = [["name", "metric", "median", "interval", "n", "failed"]]
        for series in measured.series {
            let summary = Summary(series)
            let unit = series.metric.unit
            let interval = summary.interval.map { low, high in
                "\(MeasuredText.amount(low, unit: unit)) to \(MeasuredText.amount(high, unit: unit))"
            }
            lines.append([
                PlainText.oneLine(series.name), series.metric.rawValue,
                MeasuredText.amount(summary.median, unit: unit), interval ?? "-",
                "\(series.samples.count)", "\(series.failed.count)",
            ])
        }
        var text = table(lines)
        if !measured.comparisons.isEmpty {
            text += "\n" + ComparisonReport.text(measured.comparisons)
        }
        for note in notes(measured, cores: cores) { text += note + "\n" }
        return text
    }

    private static func table(_ lines: [[String]]) -> String {
        let widths = lines[0].indices.map { column in
            lines.reduce(0) { max($0, $1[column].count) }
        }
        return lines.map { cells in
            zip(cells, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column < 2 ? cell.0 + space : space + cell.0
            }
            .joined(separator: "  ") + "\n"
        }
        .joined()
    }

    /// What else is worth knowing, a line each.
    private static func notes(_ measured: Measurement, cores: Int) -> [String] {
        var notes: [String] = []
        switch measured.end {
        case .pairs, .cancelled:
            if let width = measured.plan.width, measured.end == .pairs {
                notes.append(
                    "the interval is wider than \(MeasuredText.percent(width)) after "
                        + "\(measured.rounds) pairs, the most allowed"
                )
            }
        case .width:
            notes.append(
                "stopped after \(measured.rounds) pairs: the interval is narrow enough"
            )
        case .time:
            notes.append("stopped after \(measured.rounds) pairs: the time is over")
        }
        if measured.series.contains(where: { !$0.isSimulated }),
            let doubt = measured.load?.doubt(cores: cores)
        {
            notes.append(doubt)
        }
        return notes
    }

    /// One object: `{"schema":1,"series":[{"name","metric","unit","median","low","high","n","failed"}],"comparisons":[…]}`.
    ///
    /// `low` and `high` bound the median with 95 % confidence; they are `null` where there are too few samples. A
    /// comparison is a row as `compare` writes it, with the method of its interval.
    package static func json(_ measured: Measurement) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("series", measured.series) { writer, series in
                let summary = Summary(series)
                writer.object { writer in
                    writer.member("name", series.name)
                    writer.member("metric", series.metric.rawValue)
                    writer.member("unit", series.metric.unit)
                    writer.member("median", number: summary.median)
                    writer.member("low", number: summary.interval?.low)
                    writer.member("high", number: summary.interval?.high)
                    writer.member("n", series.samples.count)
                    writer.member("failed", series.failed.count)
                }
            }
            writer.member("comparisons", measured.comparisons) { writer, row in
                writer.object { ComparisonReport.write(row, to: &$0) }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// One line for a terminal: pairs done, the time left, the interval so far.
    package static func line(_ progress: SamplingProgress) -> String {
        var parts = ["\(progress.pairs) of at most \(progress.most) pairs"]
        if let left = progress.left {
            parts.append("\(MeasuredText.fixed(left / .seconds(1), places: 0))s left")
        }
        if let found = progress.interval {
            let interval = found.interval
            parts.append(
                found.isRatio
                    ? "ratio \(ratio(interval.ratio)) (\(ratio(interval.low)) to \(ratio(interval.high)))"
                    : "median \(time(interval.ratio)) (\(time(interval.low)) to \(time(interval.high)))"
            )
        }
        return "measuring: " + parts.joined(separator: ", ")
    }

    private static func ratio(_ value: Double) -> String { MeasuredText.fixed(value, places: 3) }
    private static func time(_ value: Double) -> String { MeasuredText.microseconds(value) }

    private struct Summary {
        let median: Double?
        let interval: (low: Double, high: Double)?

        init(_ series: Series) {
            let sample = try? Sample(series.samples.map(Double.init))
            median = sample?.median
            interval = sample?.medianInterval(confidence: confidence)
                .map { ($0.lowerBound, $0.upperBound) }
        }
    }
}
