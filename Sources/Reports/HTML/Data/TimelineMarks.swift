internal import Monitoring
internal import Workflows

/// Writes executions as the report's script reads them: in as few bytes as that takes, because there are thousands.
///
/// Times are microseconds since the start of the execution, words are places in a table of words. A phase is
/// `[name, status, marks]`. A mark is `[kind, start, length, cause]`: `t` the phase's turn where attempts and waits don't
/// cover it, `a` an attempt that succeeded, `f` failed, `r` rejected, `c` cancelled, `u` not over, `w` a wait, `k` work
/// being undone; `["h", time]` is a hit of the cache and `["x", time, words]` a fault that acted.
struct TimelineMarks {
    private var writer = JSONWriter()
    private var words: WordTable

    /// What was written.
    var bytes: [UInt8] { writer.bytes }

    /// The words of a run's executions are added to the table.
    static func encode(
        _ executions: [TimelineExecution],
        words: inout WordTable
    ) -> [UInt8] {
        var marks = TimelineMarks(words: words)
        marks.write(executions)
        words = marks.words
        return marks.bytes
    }

    private init(words: WordTable) {
        self.words = words
    }

    private mutating func write(_ executions: [TimelineExecution]) {
        var words = words
        writer.list(executions) { writer, each in Self.execution(&writer, each, &words) }
        self.words = words
    }

    private static func execution(
        _ writer: inout JSONWriter,
        _ execution: TimelineExecution,
        _ words: inout WordTable
    ) {
        let status = words.place(of: (execution.status ?? .interrupted).rawValue)
        writer.object { writer in
            writer.member("us", execution.duration.microseconds)
            writer.member("status", status)
            if let cause = execution.cause { writer.member("cause", words.place(of: cause)) }
            let faults = faults(in: execution)
            writer.member("phases", execution.phases) { writer, phase in
                Self.phase(
                    &writer,
                    phase,
                    faults[phase.id] ?? [],
                    until: execution.duration,
                    &words
                )
            }
            path(&writer, execution.criticalPath, in: execution.phases)
            let notes = TimelineNote.all(in: execution).prefix(mostNotes)
            if !notes.isEmpty {
                writer.member("notes", notes) { writer, note in
                    Self.note(&writer, note, execution.phases, &words)
                }
            }
        }
    }

    /// Of more notes the rest is to be seen with `moonlight show`.
    private static let mostNotes = 40

    private static func phase(
        _ writer: inout JSONWriter,
        _ phase: PhaseTimeline,
        _ faults: [(time: Duration, words: String)],
        until end: Duration,
        _ words: inout WordTable
    ) {
        let (name, status) = (
            words.place(of: phase.id.name), words.place(of: phase.status.rawValue)
        )
        writer.list { writer in
            writer.number(name)
            writer.number(status)
            writer.list { writer in
                for turn in phase.turns where !phase.covers(turn, until: end) {
                    mark(&writer, "t", turn, until: end)
                }
                for wait in phase.waits { mark(&writer, "w", wait, until: end) }
                for attempt in phase.attempts {
                    let cause = attempt.cause.map { words.place(of: $0) }
                    mark(&writer, attempt.outcome.letter, attempt.span, until: end, cause)
                }
                for span in phase.compensations { mark(&writer, "k", span, until: end) }
                for hit in phase.hits { moment(&writer, "h", hit, nil) }
                for fault in faults {
                    moment(&writer, "x", fault.time, words.place(of: fault.words))
                }
            }
        }
    }

    private static func mark(
        _ writer: inout JSONWriter,
        _ kind: String,
        _ span: PhaseTimeline.Span,
        until end: Duration,
        _ cause: Int? = nil
    ) {
        let start = span.start.microseconds
        writer.list { writer in
            writer.text(kind)
            writer.number(start)
            writer.number(max(0, (span.end ?? end).microseconds - start))
            if let cause { writer.number(cause) }
        }
    }

    private static func moment(
        _ writer: inout JSONWriter,
        _ kind: String,
        _ time: Duration,
        _ word: Int?
    ) {
        writer.list { writer in
            writer.text(kind)
            writer.number(time.microseconds)
            if let word { writer.number(word) }
        }
    }

    /// The segments that took time, each as `[phase, start, length]`, with a 1 where the phase was undone.
    private static func path(
        _ writer: inout JSONWriter,
        _ path: CriticalPath,
        in phases: [PhaseTimeline]
    ) {
        var start = Duration.zero
        var segments: [(place: Int, start: Duration, segment: CriticalPath.Segment)] = []
        for segment in path.segments {
            start += segment.wait
            if segment.duration > .zero,
                let place = phases.firstIndex(where: { $0.id == segment.phase })
            {
                segments.append((place, start, segment))
            }
            start += segment.duration
        }
        guard !segments.isEmpty else { return }
        writer.member("path", segments) { writer, part in
            writer.list { writer in
                writer.number(part.place)
                writer.number(part.start.microseconds)
                writer.number(part.segment.duration.microseconds)
                if part.segment.isCompensation { writer.number(1) }
            }
        }
    }

    private static func note(
        _ writer: inout JSONWriter,
        _ note: TimelineNote,
        _ phases: [PhaseTimeline],
        _ words: inout WordTable
    ) {
        let phase = note.phase.flatMap { id in phases.firstIndex { $0.id == id } } ?? -1
        let text = words.place(of: note.text)
        writer.list { writer in
            writer.number(note.time.microseconds)
            writer.number(phase)
            writer.number(text)
            if note.isFailure { writer.number(1) }
        }
    }

    private static func faults(
        in execution: TimelineExecution
    ) -> [PhaseID: [(time: Duration, words: String)]] {
        var faults: [PhaseID: [(time: Duration, words: String)]] = [:]
        for event in execution.events {
            guard case .faultInjected(let phase?, _, let fault, let effect) = event.kind else {
                continue
            }
            faults[phase, default: []].append((event.time, "\(fault): \(effect)"))
        }
        return faults
    }
}

extension PhaseTimeline {
    /// Whether attempts and waits, one after another, make up a turn, or it took no time.
    fileprivate func covers(_ turn: Span, until end: Duration) -> Bool {
        guard (turn.end ?? end) > turn.start else { return true }
        let spans = (attempts.map(\.span) + waits)
            .filter { $0.start >= turn.start && $0.start < (turn.end ?? end) }
            .sorted { ($0.start, $0.end ?? end) < ($1.start, $1.end ?? end) }
        var covered = turn.start
        for span in spans {
            guard span.start <= covered else { return false }
            covered = max(covered, span.end ?? end)
        }
        return covered >= (turn.end ?? end)
    }
}

extension PhaseTimeline.Attempt.Outcome {
    fileprivate var letter: String {
        switch self {
        case .succeeded: "a"
        case .failed: "f"
        case .rejected: "r"
        case .cancelled: "c"
        case .unfinished: "u"
        }
    }
}
