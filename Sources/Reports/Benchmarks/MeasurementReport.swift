package import Benchmarks
internal import Statistics

/// What was measured, as a table and as JSON.
package enum MeasurementReport {
    /// The confidence of the intervals.
    private static let confidence = 0.95

    /// A table with a line for each series: the median and its interval.
    package static func text(_ measured: BenchmarkRunner.Measurement) -> String {
        var lines = [["name", "median", "interval", "n", "failed"]]
        for (series, failed) in zip(measured.series, measured.failed) {
            let summary = Summary(series)
            let interval = summary.interval.map { low, high in
                "\(MeasuredText.microseconds(low)) to \(MeasuredText.microseconds(high))"
            }
            lines.append([
                PlainText.oneLine(series.name), MeasuredText.microseconds(summary.median),
                interval ?? "-", "\(series.samples.count)", "\(failed)",
            ])
        }
        let widths = (0..<5).map { column in lines.reduce(0) { max($0, $1[column].count) } }
        return lines.map { cells in
            zip(cells, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }
            .joined(separator: "  ") + "\n"
        }
        .joined()
    }

    /// One object: `{"schema":1,"series":[{"name","metric","unit","median","low","high","n","failed"}]}`.
    ///
    /// `low` and `high` bound the median with 95 % confidence; they are `null` where there are too few samples.
    package static func json(_ measured: BenchmarkRunner.Measurement) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("series", zip(measured.series, measured.failed)) { writer, measured in
                let (series, failed) = measured
                let summary = Summary(series)
                writer.object { writer in
                    writer.member("name", series.name)
                    writer.member("metric", series.metric.rawValue)
                    writer.member("unit", series.metric.unit)
                    writer.member("median", number: summary.median)
                    writer.member("low", number: summary.interval?.low)
                    writer.member("high", number: summary.interval?.high)
                    writer.member("n", series.samples.count)
                    writer.member("failed", failed)
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

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
