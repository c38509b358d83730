package import Workflows

/// A stored run as it is compared with another.
package struct ComparedRun: Sendable {
    /// The run's own id.
    package let id: String
    /// The scenario's name.
    package let scenario: String
    /// The run's name in the scenario, with its repeat.
    package let run: String
    /// The scenario's file.
    package let file: String
    /// What all chance of the run derives from.
    package let seed: UInt64
    /// How it ended; `interrupted` where it never said.
    package let status: String
    /// The time of all its executions.
    package let duration: Duration
    /// The tokens that all calls used; `nil` where no call said.
    package let tokens: Int?
    /// What all calls cost, in millionths; `nil` where no call said.
    package let costMicros: Int?
    /// What it did.
    package let steps: RunSteps
    /// What was committed, by digest.
    private let outputs: [Digest: PhaseOutput]

    /// A run as its journal has it: `records` are those that the timeline's state is made of.
    package init(_ timeline: StoredTimeline, records: [JournalRecord]) {
        let events = timeline.restoration.events
        let record = RunRecord(run: events.first?.run ?? .init(name: timeline.run), events: events)
        id = timeline.id
        scenario = timeline.scenario
        run = timeline.run
        file = timeline.file
        seed = timeline.seed
        status = timeline.status
        duration = TimelineExecution.all(of: timeline.restoration).reduce(.zero) {
            $0 + $1.duration
        }
        tokens = record.tokens
        costMicros = record.costMicros
        steps = RunSteps(events)
        outputs = records.reduce(into: [:]) { outputs, record in
            if case .committed(let commit) = record {
                outputs[commit.output.digest] = commit.output
            }
        }
    }

    /// The output with a digest; `nil` where it is not recorded.
    func output(_ digest: Digest) -> PhaseOutput? { outputs[digest] }
}
