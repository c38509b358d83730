import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Windows that are drawn, groups, and measured latencies")
struct DrawnSelectorTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("times.csv", "seconds\n1\n2.5\n")
        try folder.write("bad.csv", "1\nsoon\n")
    }

    private func text(_ faults: String, latency: String = "1s") -> String {
        """
        name: x
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {latency: \(latency)}}}
        faults: [\(faults)]
        runs: [{name: one}]
        """
    }

    private let times = LatencyDistribution.samples([.seconds(1), .milliseconds(2500)])

    @Test("a window has a start and a length, each a distribution")
    func window() throws {
        let written = "{start: {uniform: {min: 1s, max: 2s}}, length: {samples: times.csv}}"
        let scenario = try folder.load(text("{id: f, when: {window: \(written)}, inject: crash}"))
        let selector = try #require(scenario.faults.first?.fault.selector)
        #expect(selector.window == nil)
        #expect(
            selector.drawnWindow
                == .init(start: .uniform(min: .seconds(1), max: .seconds(2)), length: times)
        )
    }

    @Test("a fault is in a group, which fires together in all runs where no share is said")
    func group() throws {
        let scenario = try folder.load(
            text(
                """
                {id: f, when: {probability: 5%}, group: {name: v, together: 80%}, inject: crash},
                {id: g, when: {probability: 5%}, group: {name: w}, inject: crash}
                """
            )
        )
        let groups = scenario.faults.map(\.fault.group)
        #expect(groups == [.init(name: "v", together: 0.8), .init(name: "w", together: 1)])
    }

    @Test("measured times are the latency of an agent and of a fault")
    func samples() throws {
        let faults = """
            {id: f, inject: {latency: {samples: times.csv}}},
            {id: g, inject: {latency: {by: {samples: times.csv}, point: before}}}
            """
        let scenario = try folder.load(text(faults, latency: "{samples: times.csv}"))
        let agent = try #require(scenario.runs.first?.agents["a"]?.agent.simulated)
        #expect(agent.latency == times)
        let injections = scenario.faults.map { $0.fault.injection as? AddedLatency }
        #expect(injections == [AddedLatency(times), AddedLatency(times, point: .before)])
    }

    @Test(
        "mistakes have their places",
        arguments: [
            (
                "{id: f, group: {name: v}, inject: crash}",
                "x.yaml:4:25: error: faults[0].group: expected when.probability or a drawn when.window "
                    + "beside it, without which the group has nothing to decide"
            ),
            (
                "{id: f, when: {probability: 1%}, group: {name: v}, inject: crash}, "
                    + "{id: g, when: {probability: 1%}, group: {name: v, together: 50%}, inject: crash}",
                "x.yaml:4:137: error: faults[1].group.together: expected 100%, as \"f\" of the same "
                    + "group says, found 50%"
            ),
            (
                "{id: f, when: {window: {start: 1s}}, inject: crash}",
                "x.yaml:4:33: error: faults[0].when.window: missing required key \"length\""
            ),
            (
                "{id: f, inject: {latency: {samples: bad.csv}}}",
                "bad.csv:2:1: error: expected one number of seconds, such as 2.5, found \"soon\""
            ),
            (
                "{id: f, inject: {latency: {samples: none.csv}}}",
                "x.yaml:4:46: error: faults[0].inject.latency.samples: expected an existing file, found "
                    + "\"none.csv\" missing"
            ),
            (
                "{id: f, inject: {latency: {samples: ../times.csv}}}",
                "x.yaml:4:46: error: faults[0].inject.latency.samples: expected a file inside the "
                    + "repository, found \"../times.csv\""
            ),
        ]
    )
    func mistakes(faults: String, complaint: String) throws {
        let found = try folder.complaints(about: text(faults))
        #expect(found.count == 1)
        #expect(found.first == complaint)
    }
}
