import Shapes
import Faults
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("What config says of features")
struct FeatureDecodingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The configuration of a run over the scenario's, for the phases a and b.
    private func configuration(
        _ config: String,
        run: String = "{}",
        agents: String = ""
    ) throws -> WorkflowConfiguration {
        let scenario = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {}}, b: {simulated: {}}\(agents)}
            config: \(config)
            runs: [{name: one, config: \(run)}]
            """
        )
        return try #require(scenario.runs.first).configuration
    }

    private func phase(_ name: PhaseID, _ configuration: WorkflowConfiguration) throws
        -> PhaseConfiguration
    {
        try #require(configuration.phases[name])
    }

    @Test(
        "every exit of an exhausted phase can be named",
        arguments: RetryPolicy.Exhaustion.allCases
    )
    func exits(exit: RetryPolicy.Exhaustion) throws {
        let found = try configuration(
            "{retry: {on_exhausted: \(exit.rawValue)}, phases: {a: {fallback: x}, b: {fallback: y}}}"
        )
        #expect(try phase("a", found).retry.onExhausted == exit)
    }

    @Test("patterns have a length, and may end the attempts")
    func patterns() throws {
        let found = try configuration(
            "{retry: {stop_on_pattern: true, pattern_length: 2}, "
                + "phases: {b: {retry: {pattern_length: 5}}}}"
        )
        #expect(try phase("a", found).retry.stopsOnPattern)
        #expect(try phase("a", found).retry.patternLength == 2)
        #expect(try phase("b", found).retry.stopsOnPattern)
        #expect(try phase("b", found).retry.patternLength == 5)
    }

    @Test("heartbeats are waited for, in a phase as long as it says")
    func heartbeat() throws {
        let found = try configuration(
            "{timeout: {heartbeat: 3s}, phases: {b: {timeout: {heartbeat: 9s}}}}"
        )
        #expect(try phase("a", found).heartbeatTimeout == .seconds(3))
        #expect(try phase("b", found).heartbeatTimeout == .seconds(9))
    }

    @Test("the cache of a run")
    func cache() throws {
        let found = try configuration(
            "{cache: {ttl_multiplier: 0.5, store: shared, strategy: smart}}"
        )
        #expect(found.timeToLiveMultiplier == 0.5)
        #expect(found.cacheStore == .shared)
        #expect(found.cacheStrategy == .smart)
    }

    @Test("keys, epochs and tags of a phase; a phase's tags take the place of the run's")
    func keys() throws {
        let found = try configuration(
            "{cache: {epoch: 1, tags: [y, x, y]}, "
                + "phases: {b: {cache: {epoch: 2, tags: [z], key: [inputs, agent, inputs]}}}}"
        )
        #expect(try phase("a", found).cacheEpoch == 1)
        #expect(try phase("a", found).cacheTags == ["x", "y"])
        #expect(try phase("a", found).keyFields == nil)
        #expect(try phase("b", found).cacheEpoch == 2)
        #expect(try phase("b", found).cacheTags == ["z"])
        #expect(try phase("b", found).keyFields == [.inputs, .agent])
    }

    @Test("every part that a key can be narrowed to has its word")
    func everyField() throws {
        let words = CacheKey.Field.allCases.map(\.rawValue).joined(separator: ", ")
        let found = try configuration("{phases: {a: {cache: {key: [\(words)]}}}}")
        #expect(try phase("a", found).keyFields == Set(CacheKey.Field.allCases))
    }

    @Test("checkpoints and monitoring can be turned off, and on again by a run")
    func toggles() throws {
        let off = "{checkpoints: {enabled: false}, monitor: {enabled: false}}"
        #expect(try !configuration(off).hasCheckpoints)
        #expect(try !configuration(off).isMonitored)
        let on = try configuration(off, run: "{checkpoints: {enabled: true}}")
        #expect(on.hasCheckpoints)
        #expect(!on.isMonitored)
    }

    @Test(
        "parallel is a word or a number",
        arguments: [
            ("true", true, nil), ("false", false, nil), ("1", true, 1), ("7", true, 7),
        ] as [(String, Bool, Int?)]
    )
    func parallel(text: String, isParallel: Bool, limit: Int?) throws {
        let found = try configuration("{parallel: \(text)}")
        #expect(found.isParallel == isParallel)
        #expect(found.maxConcurrentPhases == limit)
    }

    @Test("a run that is parallel without limit takes the scenario's limit away")
    func parallelMerge() throws {
        let found = try configuration("{parallel: 2}", run: "{parallel: true}")
        #expect(found.isParallel)
        #expect(found.maxConcurrentPhases == nil)
    }

    @Test(
        "each policy of a rollback",
        arguments: [
            ("none", WorkflowConfiguration.Rollback.none), ("last_good", .lastGood),
            ("compensate", .compensate), ("degrade", .degrade), ("{to_phase: a}", .to("a")),
        ]
    )
    func rollback(text: String, expected: WorkflowConfiguration.Rollback) throws {
        let found = try configuration("{rollback: {policy: \(text), max_rollbacks: 4}}")
        #expect(found.rollback == expected)
        #expect(found.maxRollbacks == 4)
        let other = try configuration("{rollback: {policy: {to_phase: b}}}", run: "{rollback: {}}")
        #expect(other.rollback == .to("b"))
        #expect(other.maxRollbacks == 1)
    }

    @Test("a phase names the agent that undoes it, which may be one of no phase")
    func compensation() throws {
        let found = try configuration(
            "{retry: {on_exhausted: rollback}, rollback: {policy: compensate}, "
                + "phases: {a: {compensate: undo}}}",
            agents: ", undo: {simulated: {}}"
        )
        #expect(try phase("a", found).compensation == "undo")
        #expect(try phase("b", found).compensation == nil)
    }

    @Test("a fault may select the agent that undoes")
    func faultOfCompensation() throws {
        let scenario = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}, undo: {simulated: {}}}
            config: {phases: {a: {compensate: undo}}}
            faults: [{id: f, inject: hang, when: {agent: undo}}]
            runs: [{name: one}]
            """
        )
        #expect(scenario.faults.first?.fault.selector.agent == "undo")
    }

    @Test("what a run leaves half said is a mistake of the run")
    func partial() throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            runs: [{name: one, config: {rollback: {policy: {}}}}]
            """
        #expect(
            try folder.complaints(about: text) == [
                "x.yaml:4:48: error: runs[0].config.rollback.policy: missing required key "
                    + #""to_phase""#
            ]
        )
    }
}
