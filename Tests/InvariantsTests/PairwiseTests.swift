import Agents
import Faults
import Invariants
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Every two settings together")
struct PairwiseTests {
    private let toggles = Toggle.all

    /// Two runs in one world with refusals, a crash, a rejected output and a review that sends work back.
    private func perform(_ row: [Int]) throws -> (runs: [ObservedRun], traces: [RunTrace]) {
        let plan = try HealthyRuns.plan("main") { configuration in
            for (toggle, position) in zip(toggles, row) {
                toggle.positions[position](&configuration)
            }
            configuration.phase("code") { $0.validators = [.contains("good")] }
            configuration.phase("review") { phase in
                phase.validators = [.contains("fine")]
                phase.onRejected = .init(revise: "code", max: 1)
            }
        }
        var world = VirtualWorld(faults: [
            HealthyRuns.fault("limit", RateLimit(retryAfter: .seconds(2))) { selector in
                selector.phase = "plan"
                selector.times = 1
            },
            HealthyRuns.fault("crash", Crash()) { selector in
                selector.phase = "review"
                selector.times = 2
            },
        ])
        let outputs = [
            "plan": ["planned"], "code": ["bad", "good"], "test": ["tested"],
            "review": ["no", "fine"],
        ]
        let agents = outputs.mapValues { texts in
            SimulatedAgent(
                outputs: texts.map { PhaseOutput(text: $0) },
                latency: .uniform(min: .seconds(1), max: .seconds(10)),
                frames: 2
            )
        }
        let plans = [plan.repeated(1), plan.repeated(2)]
        let traces = plans.map { world.run($0, agents: agents) }
        let runs = zip(plans, traces).map { ObservedRun(plan: $0, events: $1.events) }
        return (runs, traces)
    }

    @Test("each pair of positions is in a row of the array, and the rows are few")
    func covering() {
        let sizes = toggles.map(\.positions.count)
        let rows = CoveringArray(sizes: sizes).rows
        for first in sizes.indices {
            for second in sizes.indices where first < second {
                let met = Set(rows.map { [$0[first], $0[second]] })
                #expect(met.count == sizes[first] * sizes[second])
            }
        }
        #expect(rows.count >= 20, "two settings have 5 and 4 positions")
        #expect(rows.count <= 40)
        #expect(rows.allSatisfy { zip($0, sizes).allSatisfy { $0 < $1 } })
    }

    @Test("in each row both runs succeed with the same digest, and every invariant holds")
    func sameDigest() throws {
        let skip = try #require(toggles.firstIndex { $0.name == "skip" })
        let rows = CoveringArray(sizes: toggles.map(\.positions.count)).rows
        var digests: [Int: Set<Digest>] = [:]
        for row in [Array(repeating: 0, count: toggles.count)] + rows {
            let (runs, traces) = try perform(row)
            let setting = zip(toggles, row).filter { $1 > 0 }.map { "\($0.name) \($1)" }
            #expect(broken(runs) == [], "\(setting)")
            for trace in traces {
                #expect(trace.status == .succeeded, "\(setting)")
                digests[row[skip], default: []].insert(trace.record.digest)
            }
        }
        #expect(digests[0]?.count == 1)
        #expect(digests[1]?.count == 1)
        #expect(digests[0] != digests[1], "a phase that is left out is not in the digest")
        print("\(toggles.count) settings, \(rows.count) rows that cover every pair of positions")
    }

    @Test("the defaults of the array are the documented ones")
    func defaults() {
        var configuration = WorkflowConfiguration()
        for phase in HealthyRuns.phases { configuration.phase(phase.id) { _ in } }
        let documented = configuration
        for toggle in toggles { toggle.positions[0](&configuration) }
        #expect(configuration == documented)
    }
}
