internal import Quantities
package import Workflows

/// Runs as trace events: Google's format for `chrome://tracing`, which Perfetto opens.
///
/// A process (`pid`) is a run, a thread (`tid`) a lane in which slices nest. Slices are complete events (`X`) with whole
/// microseconds since the run's start, faults are instants (`i`), names are metadata (`M`). Where a run was resumed, its
/// executions follow one another.
/// The format is described in "Trace Event Format" (D. Duca, N. Duca, Google, 2016).
package enum TraceEvents {
    /// What precedes the events in a file.
    package static let opening = Array("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n".utf8)
    /// What follows them.
    package static let ending = Array("\n]}\n".utf8)
    /// What is between two chunks of events.
    package static let separator = Array(",\n".utf8)

    /// What a run's events tell of, an event a line, with `separator` between them; nothing where there are no events.
    package static func lines(of events: [Event], named name: String, pid: Int) -> [UInt8] {
        let executions = TracedExecution.all(in: events, named: name)
        let lanes = executions.map { TraceLanes($0.slices) }
        guard let first = executions.first?.slices.first else { return [] }
        var bytes: [UInt8] = []
        add("process_name", first.name, pid, 1, to: &bytes)
        for lane in 1...max(1, lanes.map(\.count).max() ?? 1) {
            add(
                "thread_name",
                lane == 1 ? "run" : "at the same time \(lane)",
                pid,
                lane,
                to: &bytes
            )
        }
        var start = 0
        for (execution, lanes) in zip(executions, lanes) {
            append(execution, lanes, from: start, pid: pid, to: &bytes)
            start = start.addingClamped(execution.slices.first?.end.microseconds ?? 0)
        }
        return bytes
    }

    private static func append(
        _ execution: TracedExecution,
        _ lanes: TraceLanes,
        from begin: Int,
        pid: Int,
        to bytes: inout [UInt8]
    ) {
        for (slice, lane) in zip(execution.slices, lanes.lanes) {
            line(&bytes, slice.name, "X", pid, lane) { writer in
                writer.member("cat", slice.category.rawValue)
                // Both ends are cut, or a slice could end a microsecond after the one that it lies in.
                let (start, end) = (slice.start.microseconds, slice.end.microseconds)
                writer.member("ts", begin.addingClamped(start))
                writer.member("dur", end - start)
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
                writer.member("ts", begin.addingClamped(mark.time.microseconds))
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
