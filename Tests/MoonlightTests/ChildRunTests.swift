import Foundation
import TestSupport
import Testing

@Suite("Runs in a process of their own", .timeLimit(.minutes(2)))
struct ChildRunTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What JSON says of the scenario's only run.
    private func run(_ clock: String, _ text: String) throws -> [String: Any] {
        try folder.write("\(clock).yaml", "name: \(clock)\nclock: \(clock)\n\(text)\n")
        let outcome = try Tool.run(["run", "\(clock).yaml", "--format", "json"], in: folder.url)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let scenarios = (object as? [String: Any])?["scenarios"] as? [[String: Any]]
        let runs = scenarios?.first?["runs"] as? [[String: Any]]
        return try #require(runs?.first, "\(outcome.output)\(outcome.errors)")
    }

    /// What a run was expected to do and did not.
    private static func failures(of run: [String: Any]) -> [String] {
        (run["failures"] as? [[String: Any]] ?? []).compactMap { $0["expected"] as? String }
    }

    @Test(
        "a phase that fails before the death is the run's error, on either clock",
        arguments: ["virtual", "real"]
    )
    func error(clock: String) throws {
        let run = try run(
            clock,
            """
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
            config: {retry: {max_attempts: 1}}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}, c: {simulated: {output: z}}}
            faults: [{id: down, when: {phase: b}, inject: server_error, expect: surfaced}]
            runs:
              - name: one
                kill: {after: c}
                expect: {status: failed, error: {phase: b, kind: server_error}}
            """
        )
        #expect(run["status"] as? String == "failed")
        #expect((run["error"] as? [String: Any])?["phase"] as? String == "b")
        #expect((run["error"] as? [String: Any])?["kind"] as? String == "server_error")
        #expect(Self.failures(of: run) == ["kill: {after: c}"], "all but the kill came to pass")
    }

    @Test(
        "a process that is to die knows how much of its journal was cut",
        arguments: ["virtual", "real"]
    )
    func cut(clock: String) throws {
        let text = """
            name: \(clock)
            clock: \(clock)
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
            config: {cache: {enabled: false}}
            agents:
              a: {simulated: {output: x}}
              b: {simulated: {output: y}}
              c: {simulated: {output: z, latency: 200ms}}
            faults: [{id: cut, at: journal.read, when: {run: two}, inject: truncated_tail, expect: any}]
            runs:
              - {name: one, kill: {after: b}}
              - name: two
                resume: one
                kill: {during: c}
                expect:
                  attempts: {b: 1}
                  events: [{kind: run_resumed, restored: 1}, {kind: fault_injected, fault: cut}]
              - {name: three, resume: one, expect: {status: succeeded}}
            """
        try folder.write("\(clock).yaml", text + "\n")
        let outcome = try Tool.run(["run", "\(clock).yaml"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    }

    private func expectPassed(_ clock: String, _ text: String) throws {
        try folder.write("\(clock).yaml", "name: \(clock)\nclock: \(clock)\n\(text)\n")
        let outcome = try Tool.run(["run", "\(clock).yaml"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test(
        "what a fault took from a run is gone, though its process died before anything said so",
        arguments: ["virtual", "real"]
    )
    func lowered(clock: String) throws {
        try expectPassed(
            clock,
            """
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
            config: {cache: {enabled: false}}
            agents:
              a: {simulated: {output: x, tokens: 100}}
              b: {simulated: {output: y, tokens: 100, latency: 200ms}}
              c: {simulated: {output: z, tokens: 100}}
            faults: [{id: less, at: resource, when: {phase: b, times: 1}, inject: {tokens: 250}, expect: any}]
            runs:
              - {name: one, kill: {during: b}}
              - {name: two, resume: one, expect: {status: failed, error: {kind: budget}}}
              - {name: three, resume: one, expect: {status: failed, error: {kind: budget}}}
              - {name: another, expect: {status: succeeded, tokens: 300}}
            """
        )
    }

    @Test(
        "a key that a fault narrowed in one process is narrow in the others",
        arguments: ["virtual", "real"]
    )
    func narrowed(clock: String) throws {
        try expectPassed(
            clock,
            """
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y, latency: 200ms}}}
            faults:
              - {id: first, at: cache.write, when: {phase: a}, inject: {key_omits: {field: requirements}}, expect: any}
              - {id: second, at: cache.write, when: {phase: b}, inject: {key_omits: {field: prompt}}, expect: any}
            runs:
              - {name: dies, kill: {during: b}}
              - {name: after, expect: {cached: [a], executed: [b]}}
              - {name: dies again, kill: {after: b}}
              - {name: last, expect: {cached: [a, b]}}
            """
        )
    }

    @Test("a key that an earlier run narrowed is narrow where a later one is resumed alone")
    func narrowedBefore() throws {
        try folder.write(
            "real.yaml",
            """
            name: real
            clock: real
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            config: {cache: {store: shared}}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}}
            faults: [{id: narrow, at: cache.write, when: {phase: b}, inject: {key_omits: {field: prompt}}, expect: any}]
            runs: [{name: first, expect: {}}, {name: dies, kill: {after: a}, expect: {}}]

            """
        )
        #expect(try Tool.run(["run", "real.yaml"], in: folder.url).code == 0)
        let list = try Tool.run(["show"], in: folder.url).output.split(separator: "\n")
        let line = try #require(list.first { $0.contains("/dies ") })
        let id = String(line.prefix { $0 != " " })
        let resumed = try Tool.run(["resume", id], in: folder.url)
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(resumed.output.contains("restored 1, executed nothing"), "\(resumed.output)")
    }

    @Test("results that made room are counted and said", arguments: ["virtual", "real"])
    func evictions(clock: String) throws {
        let run = try run(
            clock,
            """
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
            config: {cache: {max_entries: 1}, retry: {max_attempts: 1}}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}, c: {simulated: {output: z}}}
            faults: [{id: down, when: {phase: c}, inject: crash, expect: any}]
            runs:
              - name: one
                kill: {after: c}
                expect:
                  status: failed
                  cache: {evicted: 1}
                  events: [{kind: cache_evicted, phase: b, evicted: 1}]
            """
        )
        #expect(run["status"] as? String == "failed")
        #expect(Self.failures(of: run) == ["kill: {after: c}"], "all but the kill came to pass")
    }

    @Test(
        "a fallback is what the degraded phase gave, on either clock",
        arguments: ["virtual", "real"]
    )
    func fallback(clock: String) throws {
        let run = try run(
            clock,
            """
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
            config: {phases: {a: {retry: {max_attempts: 1, on_exhausted: degrade}, fallback: as last time}}}
            agents:
              a: {simulated: {output: x, tokens: 3}}
              b: {simulated: {output: y, tokens: 5, cost: 0.5}}
              c: {simulated: {output: z}}
            faults: [{id: down, when: {phase: a}, inject: server_error, expect: any}]
            runs:
              - name: one
                kill: {after: b}
                expect:
                  status: interrupted
                  degraded: [a]
                  output: {a: {contains: as last time}, b: {contains: y}}
                  tokens: 5
                  cost: 0.5
            """
        )
        #expect(run["status"] as? String == "interrupted")
        #expect(run["degraded"] as? [String] == ["a"])
        #expect((run["failures"] as? [Any])?.isEmpty == true)
    }
}
