internal import ArgumentParser
internal import Exploration
internal import Foundation
internal import Scenarios

/// Searches scenarios for schedules of faults that break a promise.
struct ExploreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Searches fault schedules and seeds for a broken invariant, shrinks what it finds."
    )

    @OptionGroup var selection: ScenarioSelection

    @Option(help: "How many seeds are executed, or which: 1000, 5..20.")
    var seeds: SeedsArgument = .init(seeds: 1...1_000)

    @Option(help: "How many faults an execution may meet besides the scenario's own, 0 to 3.")
    var faults = ExploreOptions.mostFaults

    @Option(help: "How many executions happen at a time; it changes nothing in what is found.")
    var jobs: Int?

    func run() async throws {
        try await ExitStatus.mapped {
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            let scenarios = try await selection.load(surroundings.loader)
            var options = ExploreOptions()
            options.seeds = seeds.seeds
            options.faults = faults
            options.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
            var isBroken = false
            for scenario in scenarios {
                guard scenario.isVirtual else { continue }
                let start = surroundings.clock.now
                let found = try await Explorer(scenario, options, clock: surroundings.clock).run()
                let elapsed = start.duration(to: surroundings.clock.now)
                print(
                    "\(scenario.file): \(found.singles.executed)/\(found.singles.total) singles,",
                    "\(found.pairs.executed)/\(found.pairs.total) pairs,",
                    "\(found.seeds) seeds in \(found.seedsTime), \(found.rechecked) again, \(elapsed)",
                    String(found.hash, radix: 16)
                )
                for finding in found.findings {
                    isBroken = true
                    print("  \(finding.violation.promise.name) [\(finding.violation.promise.owner(in: scenario))]",
                        "seed \(finding.seed) \(finding.violation.run) #\(finding.violation.sequence): \(finding.violation.message)")
                    for firing in finding.schedule {
                        print("     \(firing.sample.type) \(firing.sample.parameters) at \(firing.site)")
                    }
                }
                for line in found.never.prefix(12) { print("  \(line)") }
            }
            if isBroken { throw ExitStatus.failed }
        }
    }
}

/// How many seeds, or which.
struct SeedsArgument: ExpressibleByArgument {
    let seeds: ClosedRange<UInt64>

    init(seeds: ClosedRange<UInt64>) {
        self.seeds = seeds
    }

    init?(argument: String) {
        if let count = UInt64(argument), count > 0 {
            seeds = 1...count
            return
        }
        guard let range = SeedRange(argument: argument)?.seeds, range.lowerBound >= 0 else { return nil }
        seeds = UInt64(range.lowerBound)...UInt64(range.upperBound)
    }
}
