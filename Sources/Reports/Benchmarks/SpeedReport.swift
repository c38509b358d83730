package import Benchmarks

/// What the engine costs, for people and for machines.
package enum SpeedReport {
    /// A table: mode, microseconds per run and per phase, runs per second, and the bound.
    package static func text(_ figures: [SpeedFigure]) -> String {
        let width = max(15, (figures.map(\.mode.count).max() ?? 0) + 1)
        var lines = [padded("mode", width) + "    µs/run   µs/phase     runs/s  "]
        for figure in figures {
            var line = padded(figure.mode, width)
            line += padded(
                MeasuredText.fixed(figure.microsecondsPerRun, places: 1),
                10,
                atEnd: false
            )
            line += padded(
                MeasuredText.fixed(figure.microsecondsPerPhase, places: 1),
                11,
                atEnd: false
            )
            line += padded(MeasuredText.fixed(figure.runsPerSecond, places: 1), 11, atEnd: false)
            line += "  " + figure.description
            if let limit = figure.limit {
                line += "; \(limit.meaning): \(limit.isKept ? "kept" : "NOT KEPT")"
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One object: `{"schema":1,"modes":[{"mode","us_per_run","runs_per_s",…}]}`.
    package static func json(_ figures: [SpeedFigure]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("modes", figures) { writer, figure in
                writer.object { writer in
                    writer.member("mode", figure.mode)
                    writer.key("us_per_run")
                    writer.literal(MeasuredText.fixed(figure.microsecondsPerRun, places: 3))
                    writer.key("us_per_phase")
                    writer.literal(MeasuredText.fixed(figure.microsecondsPerPhase, places: 3))
                    writer.key("runs_per_s")
                    writer.literal(MeasuredText.fixed(figure.runsPerSecond, places: 3))
                    if let limit = figure.limit {
                        writer.member("limit", limit.meaning)
                        writer.key("limit_us_per_run")
                        writer.literal(MeasuredText.fixed(limit.value, places: 3))
                        writer.key("kept")
                        writer.literal(limit.isKept ? "true" : "false")
                    }
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func padded(_ text: String, _ width: Int, atEnd: Bool = true) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return atEnd ? text + space : space + text
    }
}
