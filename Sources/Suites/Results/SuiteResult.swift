package import Faults
package import Scenarios
internal import Shapes
package import Workflows

/// What came of a suite.
package struct SuiteResult: Sendable {
    /// The scenarios that were run, in the order of their files.
    package var scenarios: [ScenarioResult]
    /// Whether the suite was cancelled before its end.
    package var wasCancelled = false

    /// Gathers the scenarios' results.
    package init(scenarios: [ScenarioResult], wasCancelled: Bool = false) {
        self.scenarios = scenarios
        self.wasCancelled = wasCancelled
    }

    /// How many scenarios have this status.
    package func count(_ status: ScenarioResult.Status) -> Int {
        scenarios.reduce(0) { $0 + ($1.status == status ? 1 : 0) }
    }

    /// How many test cases the scenarios make up: one for each run that the file declares, one for the invariants.
    package var cases: Int {
        scenarios.reduce(0) { $0 + $1.runs.count + 1 }
    }
}

/// What came of one scenario.
package struct ScenarioResult: Sendable {
    /// How a scenario ended.
    package enum Status: String, Sendable, CaseIterable {
        /// Everything held.
        case passed
        /// Something did not hold, or broke.
        case failed
        /// It passed on another try; flaky is not passed.
        case flaky
        /// It was not run.
        case skipped
    }

    /// The scenario's name.
    package var name: String
    /// Which of several variants it is.
    package var variant: ScenarioVariant?
    /// The path of its file as reports show it: relative to the working folder where it lies below it.
    package var file: String
    /// The path of its file from the working folder, where `file` is another.
    package var replayFile: String?
    /// The path with dots and without its ending: `Scenarios.cache.ttl`.
    package var className: String
    /// How it ended.
    package var status: Status
    /// The seed that it was run with.
    package var seed: UInt64
    /// The climate that it was run in where that is not the file's own.
    package var climate: String?
    /// The workflow's name.
    package var workflow: String
    /// Whether it ran on a virtual clock.
    package var isVirtual: Bool
    /// How many faults were left out because the user asked for it; `nil` where nobody did.
    package var faultsLeftOut: Int?
    /// Whether it is a saved failure, which passes once it is mended.
    package var isSaved = false
    /// What has to fail: of a saved failure as little as still shows it; nothing otherwise.
    package var schedule: [SavedFault] = []
    /// The tags that its file gives it.
    package var tags: [String] = []
    /// What came of each run that the file declares, in its order.
    package var runs: [RunResult] = []
    /// Broken invariants, faults that never fired or did not end as expected.
    package var invariantFailures: [ExpectationFailure] = []
    /// What came of each fault.
    package var faults: [FaultResult] = []
    /// Why it could not be run, where something broke that is not an expectation.
    package var breakage: String?
    /// The id of the run that was in progress when the scenario was cancelled from outside, where that happened.
    package var cancelledRun: String?
    /// Whether it was cancelled from outside before its end; `breakage` says by what.
    package var wasCancelled = false
    /// Why it was skipped.
    package var skipReason: String?
    /// What of the machine failed, such as a full disk, where something did.
    package var infrastructureFailure: String?
    /// What did not hold on each earlier try, where it was retried.
    package var failedTries: [[ExpectationFailure]] = []
    /// The SHA-256 of the lines of events of all runs.
    package var traceHash: Digest
    /// The real time that it took.
    package var wallTime: Duration = .zero
    /// The folder in which its runs are stored, where they are.
    package var stateFolder: String?
    /// The command that does it again.
    var verb = "run"

    /// The name, with the variant where there are several.
    package var title: String { variant.map { "\(name) \($0.label)" } ?? name }

    /// Everything that did not hold, as far as it is kept.
    package var failures: [ExpectationFailure] {
        // By their places: of 10,000 runs those that held are not copied for it.
        runs.indices.filter { runs[$0].repetitions.failed > 0 }.flatMap { runs[$0].failures }
            + invariantFailures
    }

    /// The command that runs exactly this again, or one repetition of it.
    package func replayCommand(repetition: Int? = nil) -> String {
        "moonlight \(verb) \(ShellText.quoted(replayFile ?? file)) --seed \(seed)"
            + (variant?.settingsLabel.map { " --filter \(ShellText.quoted($0))" } ?? "")
            + climateOption
            + (repetition.map { " --repetition \($0)" } ?? "")
            + (faultsLeftOut == nil ? "" : " --without-faults")
    }

    /// A command such as `moonlight show 1a2b3c4d` for one of its stored runs.
    package func command(_ name: String, storedID id: String) -> String {
        let place =
            stateFolder.map {
                $0 == ScenarioState.usualFolder ? "" : " --state \(ShellText.quoted($0))"
            }
        let climate = name == "resume" ? climateOption : ""
        return "moonlight \(name) \(id)\(climate)\(place ?? "")"
    }

    private var climateOption: String {
        climate.map { " --climate \(ShellText.quoted($0))" } ?? ""
    }

    /// What came of the run that was in progress when it was cancelled from outside.
    package var runInProgress: RepetitionResult? {
        guard let id = cancelledRun else { return nil }
        return runs.lazy.compactMap { $0.repetitions.last }.first { $0.id == id }
    }
}

/// What came of one run that a file declares, over all its repetitions.
package struct RunResult: Sendable {
    /// The run's name.
    package var name: String
    /// The place of its declaration, as `file:line`.
    package var location: String
    /// What came of each repetition; one where it is not repeated, none where it was not reached.
    package var repetitions: Repetitions = []
    /// The real time that all repetitions took.
    package var wallTime: Duration = .zero
    /// The hooks that failed, the first few of them.
    package var hookFailures: [HookFailure] = []

    /// Everything that did not hold, as far as it is kept.
    package var failures: [ExpectationFailure] {
        repetitions.failed == 0 ? [] : repetitions.flatMap(\.failures)
    }
}

/// What came of a fault.
package struct FaultResult: Sendable, Equatable {
    /// The fault's id.
    package var id: String
    /// How often it fired.
    package var fired: Int
    /// How often something passed its failpoint that it could have acted on.
    package var visits: Int
    /// How often another fault left it nothing to act on.
    package var overshadowed: Int
    /// How it ended.
    package var outcome: FaultOutcome
    /// Why it never fired, where it did not.
    package var reason: String?

    /// Says what came of a fault.
    package init(
        id: String,
        fired: Int,
        visits: Int? = nil,
        overshadowed: Int = 0,
        outcome: FaultOutcome,
        reason: String? = nil
    ) {
        self.id = id
        self.fired = fired
        self.visits = visits ?? fired
        self.overshadowed = overshadowed
        self.outcome = outcome
        self.reason = reason
    }
}
