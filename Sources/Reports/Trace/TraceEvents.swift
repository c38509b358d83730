package import Workflows

/// Runs as trace events: Google's format for `chrome://tracing`, which Perfetto opens.
///
/// A process (`pid`) is one execution of a run, a thread (`tid`) a lane in which slices nest. Slices are complete events
/// (`X`) with whole microseconds since the start of their execution, faults are instants (`i`), names are metadata (`M`).
/// The format is described in "Trace Event Format" (D. Duca, N. Duca, Google, 2016).
package enum TraceEvents {
    /// What precedes the events in a file.
    package static let opening = Array("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n".utf8)
    /// What follows them.
    package static let ending = Array("\n]}\n".utf8)
    /// What is between two chunks of events.
    package static let separator = Array(",\n".utf8)

    /// The executions that a run's events tell of, an event a line, with `separator` between them; the first is the process
    /// `pid`, each later one the next.
    package static func lines(of events: [Event], named name: String, pid: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        let executions = TracedExecution.all(in: events, named: name)
        for (place, execution) in executions.enumerated() {
            append(execution, pid: pid + place, to: &bytes)
        }
        return bytes
    }

    /// How many executions events tell of.
    package static func executions(in events: [Event]) -> Int {
        events.count { event in
            switch event.kind {
            case .runStarted, .runResumed: true
            default: false
            }
        }
    }

    private static func append(_ execution: TracedExecution, pid: Int, to bytes: inout [UInt8]) {
        guard let first = execution.slices.first else { return }
        let lanes = TraceLanes(execution.slices)
        add("process_name", first.name, pid, 1, to: &bytes)
        for lane in 1...lanes.count {
            add(
                "thread_name",
                lane == 1 ? "run" : "at the same time \(lane)",
                pid,
                lane,
                to: &bytes
            )
        }
        for (slice, lane) in zip(execution.slices, lanes.lanes) {
            line(&bytes, slice.name, "X", pid, lane) { writer in
                writer.member("cat", slice.category.rawValue)
                writer.member("ts", slice.start.microseconds)
                writer.member("dur", (slice.end - slice.start).microseconds)
                guard !slice.details.isEmpty else { return }
                writer.key("args")
                writer.object { writer in
                    for (name, value) in slice.details {
                        switch value {
                        case .text(let text): writer.member(name, text)
                        case .number(let number): writer.member(name, number)
                        }
                    }
                }
            }
        }
        for mark in execution.marks {
            line(&bytes, mark.name, "i", pid, lanes.lanes[mark.slice]) { writer in
                writer.member("cat", "fault")
                writer.member("ts", mark.time.microseconds)
                // It concerns its thread.
                writer.member("s", "t")
            }
        }
    }

    private static func add(
        _ kind: String,
        _ name: String,
        _ pid: Int,
        _ lane: Int,
        to bytes: inout [UInt8]
    ) {
        line(&bytes, kind, "M", pid, lane) { writer in
            writer.key("args")
            writer.object { $0.member("name", name) }
        }
    }

    private static func line(
        _ bytes: inout [UInt8],
        _ name: String,
        _ phase: String,
        _ pid: Int,
        _ lane: Int,
        _ members: (inout JSONWriter) -> Void
    ) {
        if !bytes.isEmpty { bytes += separator }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("name", name)
            writer.member("ph", phase)
            writer.member("pid", pid)
            writer.member("tid", lane)
            members(&writer)
        }
        bytes += writer.bytes
    }
}
