internal import Monitoring
internal import Workflows

extension TimelineReport {
    /// The run as one line of JSON in UTF-8, ended by a line feed; times count from the start of their execution.
    ///
    /// Where no start or end is recorded it is `null`; a segment of the critical path that undid a phase says so.
    package static func json(_ run: StoredTimeline) -> [UInt8] {
        let executions = TimelineExecution.all(of: run.restoration)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("id", run.id)
            writer.member("scenario", run.scenario)
            writer.member("run", run.run)
            writer.member("status", run.status)
            writer.member("duration_s", seconds: executions.reduce(.zero) { $0 + $1.duration })
            writer.member("executions", executions, execution)
            usage(&writer, run.restoration.events)
            if !run.effects.isEmpty { writer.member("effects", run.effects, SuiteJSON.effect) }
            if !run.unreadEffects.isEmpty {
                writer.member("unread_effects", run.unreadEffects) { $0.text($1) }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func usage(_ writer: inout JSONWriter, _ events: [Event]) {
        let record = RunRecord(run: events.first?.run ?? .init(name: ""), events: events)
        writer.key("tokens")
        writer.literal(record.tokens.map { String($0) } ?? "null")
        writer.key("cost")
        writer.literal(record.costMicros.map(CostText.text) ?? "null")
    }

    private static func execution(_ writer: inout JSONWriter, _ execution: TimelineExecution) {
        writer.object { writer in
            writer.member("events", execution.events.count)
            writer.member("phases", execution.phases) { writer, each in
                phase(&writer, each, until: execution.duration)
            }
            writer.member("critical_path", execution.criticalPath.segments) { writer, segment in
                writer.object { writer in
                    writer.member("phase", segment.phase.name)
                    writer.member("wait_s", seconds: segment.wait)
                    writer.member("duration_s", seconds: segment.duration)
                    if segment.isCompensation {
                        writer.key("undone")
                        writer.literal("true")
                    }
                }
            }
        }
    }

    private static func phase(
        _ writer: inout JSONWriter,
        _ phase: PhaseTimeline,
        until end: Duration
    ) {
        writer.object { writer in
            writer.member("name", phase.id.name)
            writer.member("start_s", seconds: phase.turns.first?.start)
            writer.member("end_s", seconds: phase.turns.last?.end)
            writer.member("status", phase.status.rawValue)
            writer.member("attempts", phase.attempts) { writer, attempt in
                writer.object { writer in
                    writer.member("number", attempt.number)
                    writer.member("start_s", seconds: attempt.span.start)
                    writer.member("end_s", seconds: attempt.span.end)
                    writer.member("outcome", attempt.outcome.rawValue)
                    writer.member("cause", orNull: attempt.cause)
                    if let bytes = attempt.usage.memoryBytes {
                        writer.member("memory_bytes", bytes)
                    }
                    if attempt.usage.isMemoryShared { writer.member("memory", "shared") }
                }
            }
            writer.member("waited_s", seconds: phase.waited(until: end))
            writer.key("cached")
            writer.literal(phase.status == .cached ? "true" : "false")
        }
    }
}
