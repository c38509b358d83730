/// All that a world has to show of one run.
package struct RunTrace: Sendable {
    /// What a process that was called as an agent wrote.
    package struct Transcript: Sendable, Equatable {
        /// The phase that called it.
        package let phase: PhaseID
        /// The number of the attempt.
        package let attempt: Int
        /// Standard output and standard error, cut at the world's limit.
        package let text: String

        /// Keeps what a process wrote.
        package init(phase: PhaseID, attempt: Int, text: String) {
            self.phase = phase
            self.attempt = attempt
            self.text = text
        }
    }

    /// Files that a program wrote itself and its phase's result does not hold: where the result comes from the cache, or
    /// from a journal, they are missing.
    package struct Leftovers: Sendable, Equatable {
        /// The phase that called the program.
        package let phase: PhaseID
        /// The paths of the first of them, sorted.
        package let paths: [String]
        /// How many there are.
        package let count: Int

        /// Says what a phase left.
        package init(phase: PhaseID, paths: [String], count: Int) {
            self.phase = phase
            self.paths = paths
            self.count = count
        }
    }

    /// The run.
    package let run: Event.Run
    /// What happened, in order.
    package var events: [Event] = []
    /// The outputs that count, by phase.
    package var outputs: [PhaseID: PhaseOutput] = [:]
    /// What degraded phases handed on, which is not a committed output.
    package private(set) var fallbacks: [PhaseID: PhaseOutput] = [:]
    /// How the run ended.
    package var status: RunStatus = .cancelled
    /// Which of its deaths its process died, where it was this run's.
    package var death: RunDeath?
    /// Whether it was cancelled while it was being undone, which went on.
    package var wasCancelledWhileUndone = false
    /// The first cause, where it failed.
    package var error: RunError?
    /// What processes wrote, in the order of their calls.
    package var transcripts: [Transcript] = []
    /// What its programs took; `nil` where that was not measured.
    package var programs: ProgramUsage?
    /// What programs left in the workspace that later phases could miss another time.
    package var leftovers: [Leftovers] = []
    /// What the world found in the run's workspace at the end, where somebody asked for it.
    package var workspace: WorkspaceEnding?
    /// How many results the cache evicted to make room for those of this run.
    package var evicted = 0
    /// What its agents did to the world, over all executions of the run.
    package private(set) var ledger = EffectLedger()
    /// What that amounts to.
    package private(set) var effects: [EffectEntry] = []
    /// What programs said of effects that could not be read.
    package var unreadEffects: [String] = []
    /// Why the journal is incomplete, where it is.
    package private(set) var recordingFailure: OperationFailure?
    /// The id under which the run is stored, where it is.
    package var storedID: String?
    /// What its host saw besides.
    package var evidence = HostEvidence()
    /// How often each fault fired in this run.
    package var firings: [String: Int] = [:]

    /// A trace without events.
    package init(run: Event.Run) {
        self.run = run
    }

    /// What there is to show of a run of which only the events are left; one that never said how it ended was
    /// interrupted.
    package init(run: Event.Run, events: [Event]) {
        self.run = run
        self.events = events
        let record = self.record
        status = record.status ?? .interrupted
        error = record.error
        evicted = record.evicted
        for case .faultInjected(_, _, let fault, _) in events.map(\.kind) {
            firings[fault, default: 0] += 1
        }
    }

    /// Notes how the run ended.
    package mutating func end(
        _ status: RunStatus,
        _ error: RunError?,
        fallbacks: [PhaseID: PhaseOutput]
    ) {
        self.status = status
        self.error = error
        self.fallbacks = fallbacks
    }

    /// Notes what its agents did to the world, and how things stand.
    package mutating func note(_ ledger: EffectLedger, _ standing: EffectStanding) {
        self.ledger = ledger
        effects = ledger.entries(standing)
    }

    /// Notes that something could not be recorded; the first cause is kept, because others follow from it.
    package mutating func note(recordingFailure failure: OperationFailure) {
        if recordingFailure == nil { recordingFailure = failure }
    }

    /// Whether its process died for good: nobody said how it ended.
    package var hasDied: Bool { status == .interrupted && error == nil }

    /// The events folded.
    package var record: RunRecord { RunRecord(run: run, events: events) }
}
