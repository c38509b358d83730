import Faults
import Scenarios
import Simulation
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Runs in a climate")
struct ClimateTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    /// Two agents that are called at the same time, 10,000 times each.
    private static let pair = """
        name: pair
        workflow: {phases: [{name: a}, {name: b}]}
        config:
          cache: {enabled: false}
          retry: {max_attempts: 1, on_exhausted: degrade}
          phases: {a: {fallback: none}, b: {fallback: none}}
        agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}}
        runs: [{name: one, repeat: 10000}]
        """

    /// The agents that failed at their only call, run by run, by the faults' ids.
    private func failures(in climate: String) async throws -> [[String: String]] {
        let scenario = try rig.folder.load(Self.pair).under(climate)
        var session = ScenarioSession(scenario, seed: 1, in: VirtualSessionWorld(scenario))
        var failures: [[String: String]] = []
        while let batch = try await session.executeBatch() {
            for run in batch.runs {
                var failed: [String: String] = [:]
                for event in run.trace.events {
                    guard case .faultInjected(let phase?, _, let fault, _) = event.kind else {
                        continue
                    }
                    failed[phase.name] = fault
                }
                failures.append(failed)
            }
        }
        return failures
    }

    @Test("provider-2026: 5 % of 20,000 calls fail, 60 % of those by rate limits")
    func provider() async throws {
        let failed = try await failures(in: "provider-2026").flatMap(\.values)
        #expect(Binomial.plausible(0.05, of: 20_000).contains(failed.count))
        let limited = failed.count { $0 == "provider-2026/rate-limit" }
        #expect(Binomial.plausible(0.6, of: failed.count).contains(limited))
        #expect(Set(failed) == ["provider-2026/rate-limit", "provider-2026/server-error"])
    }

    @Test(
        "one vendor: of two agents both fail where one does, as often as was counted",
        arguments: [("one-vendor", 0.80), ("one-vendor-isolated", 0.23)]
    )
    func vendor(_ climate: String, both expected: Double) async throws {
        let failed = try await failures(in: climate)
        for agent in ["a", "b"] {
            let one = failed.filter { $0.keys.contains(agent) }
            #expect(Binomial.plausible(0.02, of: 10_000).contains(one.count))
            #expect(
                Binomial.plausible(expected, of: one.count).contains(one.count { $0.count == 2 })
            )
        }
    }

    @Test("incident: a window begins in five minutes, lasts as incidents do, and 30 % fail in it")
    func incident() async throws {
        let scenario = try rig.folder.load(Self.pair).under("incident")
        let fault = try #require(scenario.faults.first?.fault)
        #expect(fault.selector.probability == 0.3)
        // Without its probability each visit says whether it lies in the window.
        var selector = fault.selector
        selector.probability = nil
        var faults = DrawnFaults([Fault(id: fault.id, selector: selector, inject: fault.injection)])
        let plan = try RunPlan.of([.init("a")])
        let table = faults.enter(plan)
        func isInside(_ repetition: Int, _ second: Int) -> Bool {
            let run = Site.Run(name: "one", repetition: repetition)
            let site = SiteChances(.agentCall, seed: 1, as: run)
                .site(of: 0, plan.phases[0], attempt: 1, at: .seconds(second))
            var call = AgentCall()
            return !faults.pass(&call, at: site, of: table).isEmpty
        }
        // Seconds; the median of the lengths, and what one in ten exceeds.
        let (median, p90) = (4511, 20_208)
        var (early, longer, longest) = (0, 0, 0)
        for repetition in 1...2000 {
            let start = try #require((0...300).first { isInside(repetition, $0) })
            early += start <= 150 ? 1 : 0
            longer += isInside(repetition, start + median) ? 1 : 0
            longest += isInside(repetition, start + p90) ? 1 : 0
        }
        #expect(Binomial.plausible(0.5, of: 2000).contains(early))
        #expect(Binomial.plausible(0.5, of: 2000).contains(longer))
        #expect(Binomial.plausible(0.1, of: 2000).contains(longest))
    }

    @Test("a climate's fault may surface, and need not fire; an own one of that kind fails")
    func expectations() async throws {
        try rig.folder.folder(".git")
        try rig.folder.write(
            "Fixtures/climates/ours.yaml",
            """
            name: ours
            description: One call breaks, the other fault never comes.
            source: This test.
            date: 2026
            faults:
              - {id: breaks, when: {attempt: 1}, inject: auth}
              - {id: never, when: {attempt: 7}, inject: crash}
            """
        )
        let text = """
            name: x
            climate: ours
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            runs: [{name: one, expect: {status: failed}}]
            """
        let result = try await rig.run(text)
        #expect(result.failures.map(\.found) == [])
        #expect(result.status == .passed)
        #expect(result.faults.map(\.id) == ["ours/breaks", "ours/never"])
        #expect(result.faults.map(\.outcome) == [.surfaced, .neverFired])
        #expect(result.faults.last?.reason?.contains("attempt: 7") == true)
        let own = try await rig.run(
            text.replacing(
                "climate: ours",
                with: "faults: [{id: never, when: {attempt: 7}, inject: crash}]"
            ).replacing("failed", with: "succeeded")
        )
        #expect(own.status == .failed)
    }

    @Test("the command that shows it again names the climate, where the file does not")
    func replay() async throws {
        let scenario = try rig.folder.load(Self.pair.replacing("10000", with: "2"))
        let plain = await rig.runner().run(scenario, number: 1)
        #expect(plain.replayCommand() == "moonlight run x.yaml --seed 0")
        let result = await rig.runner().run(try scenario.under("incident"), number: 1)
        #expect(result.replayCommand() == "moonlight run x.yaml --seed 0 --climate incident")
        #expect(
            result.command("resume", storedID: "1a") == "moonlight resume 1a --climate incident"
        )
        #expect(result.command("show", storedID: "1a") == "moonlight show 1a")
    }
}
