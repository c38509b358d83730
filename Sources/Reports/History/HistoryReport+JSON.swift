package import Monitoring
internal import Quantities
internal import Workflows

extension HistoryReport {
    /// The series as one line of JSON in UTF-8, ended by a line feed.
    ///
    /// Durations are seconds. `phase` is `null` for the whole run. `trend` is a share per execution, and `null` where
    /// its interval holds 0; `low` and `high` are that interval's ends. `drift` is `null` where the latest durations are what
    /// they were, and of other metrics.
    package static func json(_ histories: [RunHistory]) -> [UInt8] {
        let all = histories.map { ($0, HistorySeries.all(in: $0)) }
        let series = all.flatMap { history, series in series.map { ($0, history.passRate) } }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("series", series) { writer, each in
                write(each.0, each.1, to: &writer)
            }
            writer.member("anomalies", series.flatMap(\.0.anomalies)) { writer, anomaly in
                write(anomaly, to: &writer)
            }
            let all = suggestions(histories)
            let found = all.flatMap { each in each.suggestions.found.map { (each.key, $0) } }
            writer.member("suggestions", found) { writer, each in
                write(each.1, of: each.0, to: &writer)
            }
            let missing = all.flatMap { each in each.suggestions.tooFew.map { (each.key, $0) } }
            writer.member("too_few", missing) { writer, each in
                write(each.1, of: each.0, to: &writer)
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func write(
        _ series: HistorySeries,
        _ rate: PassRate?,
        to writer: inout JSONWriter
    ) {
        let (trend, changes) = (series.trend, series.changes)
        writer.object { writer in
            write(series.key, to: &writer)
            writer.key("phase")
            if let phase = series.phase { writer.text(phase.name) } else { writer.literal("null") }
            writer.member("metric", series.metric.rawValue)
            writer.member("n", series.values.count)
            writer.member("median", number: series.median)
            writer.member("values", series.values) { $0.literal(MeasuredText.json($1)) }
            writer.member("trend", number: trend.flatMap { $0.isCertain ? $0.share : nil })
            writer.member("low", number: trend?.low)
            writer.member("high", number: trend?.high)
            writer.member("changes", changes) { writer, change in
                writer.object { writer in
                    writer.member("execution", change.execution)
                    writer.member("started_at_s", seconds: change.startedAt)
                    writer.member("ratio", number: change.ratio)
                    writer.member("p", number: change.p)
                }
            }
            writer.key("drift")
            if let drift = series.drift(after: changes) {
                writer.object { writer in
                    writer.member("execution", drift.execution)
                    writer.member("started_at_s", seconds: drift.startedAt)
                    writer.member("ratio", number: (drift.ratio * 1e6).rounded() / 1e6)
                }
            } else {
                writer.literal("null")
            }
            writer.key("pass_rate")
            guard let rate else { return writer.literal("null") }
            writer.object { writer in
                writer.member("passed", rate.passed)
                writer.member("n", rate.judged)
                writer.member("share", number: rate.share)
                writer.member("low", number: rate.low)
                writer.member("high", number: rate.high)
            }
        }
    }

    static func write(_ key: SeriesKey, to writer: inout JSONWriter) {
        writer.member("scenario", key.scenario)
        writer.member("file", key.file)
        writer.member("run", key.run)
        writer.member("variant", key.variant)
        writer.member("clock", key.clock.name)
        writer.member("time_scale", number: key.clock.timeScale)
        writer.key("faulted")
        writer.literal(key.isFaulted ? "true" : "false")
    }

    private static func write(_ anomaly: HistoryAnomaly, to writer: inout JSONWriter) {
        writer.object { writer in
            write(anomaly.key, to: &writer)
            writer.member("phase", anomaly.phase.name)
            writer.member("execution", anomaly.execution)
            writer.member("started_at_s", seconds: anomaly.startedAt)
            writer.member("took_s", seconds: anomaly.took)
            writer.member("limit_s", seconds: anomaly.limit)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, seconds: Duration) {
        key(name)
        literal(DurationText.seconds(seconds, places: 6))
    }
}
