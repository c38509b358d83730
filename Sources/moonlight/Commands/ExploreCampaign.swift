internal import Exploration
internal import Foundation
internal import Reports
internal import Scenarios

/// Explores scenarios one after another, each on all jobs, until all are through, time is up, or the user has enough.
struct ExploreCampaign: Sendable {
    /// A scenario, as it is explored or why it cannot be.
    struct Target: Sendable {
        let scenario: Scenario
        let outcome: Result<Scenario, Scenario.Unsimulated>
    }

    let targets: [Target]
    let options: ExploreOptions
    let folder: FailureFolder
    let deadline: ContinuousClock.Instant?
    let surroundings: ToolEnvironment
    let isLive: Bool

    /// Explores; what was found until it is stopped counts.
    func run() async throws -> ExploredSuite {
        let display = isLive ? ExploreDisplay(clock: surroundings.clock, deadline: deadline) : nil
        let result = await surroundings.interruption.watch(attempting: {
            try await withThrowingTaskGroup(of: Void.self) { group in
                if let display { group.addTask { await display.draw() } }
                defer { group.cancelAll() }
                return try await explore(display)
            }
        })
        var suite = try result.get()
        if surroundings.interruption.arrived != nil {
            suite.stopped = surroundings.interruption.name
        } else if isLate {
            suite.stopped = "time"
        }
        return suite
    }

    private var isLate: Bool {
        deadline.map { surroundings.clock.now >= $0 } ?? false
    }

    private func explore(_ display: ExploreDisplay?) async throws -> ExploredSuite {
        let isCancelled: @Sendable () -> Bool = { [self] in
            surroundings.interruption.arrived != nil || isLate
        }
        var suite = ExploredSuite()
        // Whoever wants no faults looks for nothing that they lead to.
        if options.faults > 0 {
            let isCaught = try await Explorer.catchesCanary(jobs: options.jobs) {
                self.surroundings.interruption.arrived != nil
            }
            if surroundings.interruption.arrived == nil { suite.isCanaryCaught = isCaught }
        }
        for target in targets where !isCancelled() {
            switch target.outcome {
            case .failure(let reason):
                suite.scenarios.append(
                    ExploredScenario(target.scenario, .skipped("\(reason)"))
                )
            case .success(let scenario):
                let explorer = try Explorer(
                    scenario,
                    options,
                    clock: surroundings.clock,
                    isCancelled: isCancelled
                )
                display?.begin(scenario, seeds: options.executions)
                let exploration = try await explorer.run { display?.note($0) }
                let findings = try await keep(exploration, explorer)
                suite.scenarios.append(
                    ExploredScenario(scenario, .explored(exploration, findings))
                )
            }
        }
        return suite
    }

    private func keep(
        _ exploration: Exploration,
        _ explorer: Explorer
    ) async throws -> [KeptFinding] {
        var findings: [KeptFinding] = []
        for finding in exploration.findings {
            let scenario = exploration.scenario
            guard folder.reaches(scenario) else {
                findings.append(try await explorer.keep(finding))
                continue
            }
            let earlier = folder.failure(
                SavedFailure.name(of: finding, in: scenario),
                surroundings.loader
            )
            // Shrinking may take a while: the finding is there before, and whoever interrupts it loses only what is smaller.
            var kept = try await explorer.keep(finding, earlier: earlier) { saved in
                _ = try folder.write(saved, of: scenario)
            }
            if let saved = kept.saved {
                let path = try folder.write(saved, of: scenario)
                kept.path = path
                kept.isVerified = folder.fails(path)
            }
            findings.append(kept)
        }
        return findings
    }
}
