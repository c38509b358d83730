/// The samples of one metric of one run of a scenario.
package struct Series: Sendable, Equatable {
    /// What can be measured of a run or of a command; of everything less is better.
    package enum Metric: String, Sendable, CaseIterable {
        /// The time that it took, in microseconds.
        case duration
        /// The processor time that it took, its descendants' too, in microseconds; of a run that of its programs.
        case cpu
        /// The most memory that one of its processes had at a time, in bytes.
        case memory
        /// How often a run's phases called their agents.
        case attempts
        /// How many requests a run made, as a budget counts them.
        case requests
        /// The phases that a run executed, and took neither from the cache nor from a journal.
        case reExecuted = "re_executed"
        /// The tokens that all calls of a run used.
        case tokens
        /// What all calls of a run cost, in millionths.
        case cost

        /// The unit of its samples.
        package var unit: String {
            switch self {
            case .duration, .cpu: "us"
            case .memory: "bytes"
            case .attempts: "attempts"
            case .requests: "requests"
            case .reExecuted: "phases"
            case .tokens: "tokens"
            case .cost: "millionths"
            }
        }

        /// Whether it counts what runs do, and so has a value for every run: a baseline with runs and without any of it is
        /// older than the metric.
        var isOfEveryRun: Bool {
            switch self {
            case .attempts, .requests, .reExecuted: true
            case .duration, .cpu, .memory, .tokens, .cost: false
            }
        }
    }

    /// The most samples that a series holds.
    package static let limit = 4000

    /// The scenario's name.
    package var scenario: String
    /// The scenario's file as messages show it.
    package var file: String
    /// Covers the bytes of the scenario's file.
    package var scenarioDigest: String
    /// The workflow's name.
    package var workflow: String
    /// Covers the workflow's phases and their dependencies.
    package var workflowDigest: String
    /// The run's name.
    package var run: String
    /// What is measured.
    package var metric: Metric
    /// Whether it was measured on a virtual clock, on which every machine measures the same.
    package var isSimulated: Bool
    /// The seed of the first sample; each further one has the next seed.
    package var seed: UInt64
    /// The raw samples, none below 0, in the metric's unit.
    package var samples: [Int]
    /// Which of the samples are of an execution that failed, as places in `samples`, ascending.
    package var failed: [Int] = []
    /// The id of the call of `bench` that measured it: series of one call were interleaved. `nil` on a
    /// virtual clock, and in older files.
    package var call: String?
    /// How long the phases took in each sample, in the plan's order; empty where nobody said.
    package var phases: [PhaseSamples] = []
    /// The command that was executed; `nil` for a run of a scenario.
    package var command: MeasuredCommand?

    /// Whether it is of a run of a scenario; a command has no run, in older files too.
    var isOfRun: Bool { command == nil && !run.isEmpty }

    /// What a table calls it.
    package var name: String { command?.line ?? "\(scenario) / \(run)" }
}
