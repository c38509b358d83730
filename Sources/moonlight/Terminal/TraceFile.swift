internal import Files
internal import Locks
internal import Quantities
internal import Reports
internal import Scenarios
internal import Suites
internal import Workflows

/// A file of trace events of all runs of a suite. Each scenario's part grows in a folder while it runs; at the end they are
/// joined in the order of the scenarios, so that the bytes don't depend on what ran at the same time.
struct TraceFile: Sendable {
    private let path: String
    private let folder: String
    private let titles: [String]
    /// The number of the first process of each scenario.
    private let pids: [Int]

    /// Traces these scenarios to a file; `folder` has the parts.
    init(path: String, in folder: String, of scenarios: [Scenario]) {
        self.path = path
        self.folder = folder
        titles = scenarios.map(\.title)
        var pids: [Int] = []
        var next = 1
        for scenario in scenarios {
            pids.append(next)
            // Each repetition of a run is a process.
            next += scenario.runs.reduce(0) { $0.addingClamped($1.repetitions) }
        }
        self.pids = pids
    }

    /// Begins the part of the scenario with this number, anew where there is one.
    func open(_ number: Int) throws -> any RunSink {
        TracePart(try EventFile(path: part(number)), titles[number], firstPID: pids[number])
    }

    /// Joins the parts.
    func write() throws {
        try AtomicFile.write(to: path) { descriptor in
            try AtomicFile.write(TraceEvents.opening, to: descriptor, path)
            var isFirst = true
            for number in titles.indices {
                let part = part(number)
                guard let status = FileStatus(at: part), status.stamp.size > 0 else { continue }
                if !isFirst { try AtomicFile.write(TraceEvents.separator, to: descriptor, path) }
                isFirst = false
                try append(part, to: descriptor)
            }
            try AtomicFile.write(TraceEvents.ending, to: descriptor, path)
        }
    }

    private func append(_ part: String, to descriptor: Int32) throws {
        do {
            let file = try RegularFile.open(part)
            while case let chunk = try file.bytes(atMost: 1 << 16), !chunk.isEmpty {
                try AtomicFile.write(chunk, to: descriptor, path)
            }
        } catch let failure as WriteFailure {
            throw failure
        } catch {
            throw WriteFailure(path: part, reason: "\(error)")
        }
    }

    private func part(_ number: Int) -> String { "\(folder)/trace-\(number).part" }
}

/// The trace of one scenario.
private final class TracePart: RunSink {
    private struct State {
        var next: Int
        var buffer: [UInt8] = []
        var isBegun = false
    }

    /// From this size on events leave the buffer.
    private static let bufferSize = 65_536

    private let file: EventFile
    private let title: String
    private let state: Guarded<State>

    init(_ file: EventFile, _ title: String, firstPID: Int) {
        self.file = file
        self.title = title
        state = Guarded(State(next: firstPID))
    }

    func take(_ run: Event.Run, _ events: [Event]) throws {
        try state.withLock { state in
            let lines = TraceEvents.lines(
                of: events,
                named: "\(title)/\(run.id)",
                pid: state.next
            )
            guard !lines.isEmpty else { return }
            state.next += 1
            if state.isBegun { state.buffer += TraceEvents.separator }
            state.isBegun = true
            state.buffer += lines
            if state.buffer.count >= Self.bufferSize { try flush(&state) }
        }
    }

    func close() throws {
        try state.withLock { try flush(&$0) }
        try file.close()
    }

    private func flush(_ state: inout State) throws {
        try file.append(state.buffer)
        state.buffer.removeAll(keepingCapacity: true)
    }
}
