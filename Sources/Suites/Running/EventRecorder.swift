internal import Locks
internal import Workflows

/// Writes what happens in a scenario while it happens, one line an event, and keeps none of it.
///
/// Lines are in the order of the runs. Of repetitions at the same time the first that is not over is written at once; the
/// events of the others wait for it.
final class EventRecorder: Sendable {
    /// From this size on lines leave the buffer.
    static let bufferSize = 65_536

    /// What was heard of one repetition of the batch.
    fileprivate struct Heard {
        var lines = EventLines()
        var count = 0
        var isOver = false
    }

    fileprivate struct State {
        let sink: (any EventSink)?
        let runs: (any RunSink)?
        var failure: String?
        var digest = StreamDigest()
        var buffer = EventLines()
        var heard: [Heard] = []
        /// The repetition that is written at once.
        var first = 0
    }

    private let state: Guarded<State>

    /// Writes to sinks that are opened now; without one the lines only count for the trace hash.
    init(
        _ open: () throws -> (any EventSink)? = { nil },
        runs: () throws -> (any RunSink)? = { nil }
    ) {
        do {
            state = Guarded(State(sink: try open(), runs: try runs()))
        } catch {
            state = Guarded(State(sink: nil, runs: nil, failure: "\(error)"))
        }
    }

    /// Records an event of the repetition with this place in the batch.
    func hear(_ event: Event, at place: Int) {
        state.withLock { $0.hear(event, at: place) }
    }

    /// Takes up what happened in a batch that is over; what was heard of it before is not written again.
    func take(_ runs: [ExecutedRun]) {
        state.withLock { $0.take(runs) }
    }

    /// Writes what is left; gives the digest of all lines, and why they are not all in the sink where that is so.
    func finish() -> (traceHash: Digest, failure: String?) {
        state.withLock { state in
            state.flush()
            state.perform { [sink = state.sink] in try sink?.close() }
            state.perform { [runs = state.runs] in try runs?.close() }
            return (state.digest.digest, state.failure)
        }
    }

    /// How many bytes wait to be written.
    var waitingBytes: Int {
        state.withLock { state in
            state.buffer.bytes.count + state.heard.reduce(0) { $0 + $1.lines.bytes.count }
        }
    }
}

extension EventRecorder.State {
    fileprivate mutating func hear(_ event: Event, at place: Int) {
        while heard.count <= place { heard.append(EventRecorder.Heard()) }
        heard[place].count += 1
        if case .runEnded = event.kind { heard[place].isOver = true }
        guard place == first else {
            heard[place].lines.append(event)
            return
        }
        buffer.append(event)
        while first < heard.count, heard[first].isOver {
            first += 1
            if first < heard.count { release(first) }
        }
        // Someone may be watching, and nobody knows when the next event comes.
        flush()
    }

    fileprivate mutating func take(_ runs: [ExecutedRun]) {
        hand(runs)
        for place in runs.indices {
            var known = 0
            if place < heard.count {
                release(place)
                known = heard[place].count
            }
            for event in runs[place].trace.events.dropFirst(known) { buffer.append(event) }
            if buffer.bytes.count >= EventRecorder.bufferSize { flush() }
        }
        if !heard.isEmpty { flush() }
        heard.removeAll(keepingCapacity: true)
        first = 0
    }

    private mutating func hand(_ executed: [ExecutedRun]) {
        guard let runs else { return }
        perform { for run in executed { try runs.take(run.plan.run, run.trace.events) } }
    }

    private mutating func release(_ place: Int) {
        buffer.append(contentsOf: heard[place].lines)
        heard[place].lines.removeAll()
    }

    fileprivate mutating func flush() {
        guard !buffer.bytes.isEmpty else { return }
        digest.add(buffer.bytes)
        perform { [sink, bytes = buffer.bytes] in try sink?.append(bytes) }
        buffer.removeAll()
    }

    /// After a failure nothing more is written: there would be a gap.
    fileprivate mutating func perform(_ body: () throws -> Void) {
        guard failure == nil else { return }
        do { try body() } catch { failure = "\(error)" }
    }
}
