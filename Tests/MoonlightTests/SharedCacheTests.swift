import Foundation
import TestSupport
import Testing

@Suite("The cache that processes share", .timeLimit(.minutes(2)))
struct SharedCacheTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try scenario("first", expecting: "misses: 3, hits: 0")
        try scenario("second", expecting: "misses: 0, hits: 3")
        let changed =
            "misses: 2, hits: 1, missed_because: {build: agent version, ship: input build}"
        try scenario("changed", expecting: changed, buildVersion: 2)
    }

    private func scenario(
        _ name: String,
        expecting cache: String,
        buildVersion: Int = 1
    ) throws {
        let text = """
            name: \(name)
            workflow: {phases: [{name: plan}, {name: build, needs: [plan]}, {name: ship, needs: [build]}]}
            config: {cache: {store: shared}}
            agents:
              plan: {simulated: {output: the plan}}
              build: {version: \(buildVersion), simulated: {output: build \(buildVersion)}}
              ship: {simulated: {output: shipped}}
            runs: [{name: night, expect: {cache: {\(cache)}}}]

            """
        try folder.write("\(name).yaml", text)
    }

    private func run(_ name: String, _ options: String...) throws -> Tool.Outcome {
        try Tool.run(["run", "\(name).yaml", "--state", "kept"] + options, in: folder.url)
    }

    private func expectPass(_ name: String, _ text: String) throws {
        try folder.write("\(name).yaml", text)
        let run = try run(name)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
    }

    @Test("finds what another process left, also where it depends on the outputs of other phases")
    func found() throws {
        for name in ["first", "second"] {
            let run = try run(name)
            #expect(run.code == 0, "\(name): \(run.output)\(run.errors)")
        }
    }

    @Test("misses from the first phase that changed on, and says which part of its key did")
    func changed() throws {
        for name in ["first", "changed"] {
            let run = try run(name)
            #expect(run.code == 0, "\(name): \(run.output)\(run.errors)")
        }
    }

    @Test("is apart from what a scenario with several processes keeps for itself")
    func apart() throws {
        let text = """
            name: apart
            clock: real
            workflow: {phases: [{name: plan}, {name: build, needs: [plan]}]}
            agents:
              plan: {simulated: {output: the plan}}
              build: {simulated: {output: the build}}
            runs:
              - {name: shared, config: {cache: {store: shared}}, expect: {cache: {misses: 2}}}
              - {name: own, expect: {cache: {misses: 2}}}
              - {name: killed, kill: {after: plan}}
              - {name: resumed, resume: killed}
              - {name: again, config: {cache: {store: shared}}, expect: {cached: [plan, build]}}
              - {name: other, requirements: another, expect: {cache: {misses: 2}}}

            """
        try expectPass("apart", text)
        let next = text.replacing(
            "misses: 2}}}\n  - {name: own",
            with: "hits: 2}}}\n  - {name: own"
        )
        #expect(next != text)
        try expectPass("apart", next)
    }

    @Test("is empty in another state folder, and once it was cleared")
    func empty() throws {
        #expect(try run("first").code == 0)
        #expect(try run("first").code == 1)
        #expect(try run("first", "--clear-shared-cache").code == 0)
        let elsewhere = ["run", "first.yaml", "--state", "elsewhere"]
        #expect(try Tool.run(elsewhere, in: folder.url).code == 0)
    }

    @Test("gives nothing that a resumed run discarded, and takes what it made instead")
    func resumed() throws {
        let head = """
            workflow: {phases: [{name: plan}, {name: build, needs: [plan]}]}
            agents: {plan: {simulated: {outputs: [one, two]}}, build: {simulated: {output: built}}}
            """
        let undone = """
            name: undone
            \(head)
            config:
              cache: {store: shared}
              retry: {max_attempts: 1, on_exhausted: rollback}
              rollback: {policy: {to_phase: plan}}
            faults: [{id: down, when: {phase: build, times: 1}, inject: crash, expect: any}]
            runs: [{name: night, kill: {after: plan}}]

            """
        let after = """
            name: after
            \(head)
            config: {cache: {store: shared}}
            runs:
              - {name: day, expect: {cached: [plan, build], output: {plan: {contains: two}}}}

            """
        try folder.write("undone.yaml", undone)
        try folder.write("after.yaml", after)
        let killed = try run("undone")
        #expect(killed.output.contains("it never fired"), "its call comes once the run goes on")
        let resumed = try Tool.run(["resume", "night", "--state", "kept"], in: folder.url)
        #expect(resumed.code == 0, "\(resumed.output)\(resumed.errors)")
        let second = try run("after")
        #expect(second.code == 0, "\(second.output)\(second.errors)")
    }

    @Test("gets back the key of a result that a process was making when a fault killed it")
    func died() throws {
        let text = """
            name: died
            clock: real
            workflow: {phases: [{name: plan}, {name: build, needs: [plan]}]}
            config: {cache: {store: shared}, timeout: {run: 10s}}
            agents:
              plan: {simulated: {output: the plan}}
              build: {simulated: {output: the build, latency: 20ms}}
            faults: [{id: dies, at: process, when: {phase: build, nth: 3}, inject: kill}]
            runs:
              - {name: killed, expect: {attempts: {build: 2}}}
              - {name: warm, expect: {cached: [plan, build]}}

            """
        try folder.write("died.yaml", text)
        let run = try run("died")
        #expect(run.code == 0, "\(run.output)\(run.errors)")
    }

    @Test("keeps to the limits that the scenario sets")
    func limits() throws {
        let text = """
            name: limits
            workflow: {phases: [{name: plan}]}
            config: {cache: {store: shared, max_entries: 1}}
            agents: {plan: {simulated: {output: the plan}}}
            runs:
              - {name: one, requirements: one}
              - {name: two, requirements: two, expect: {cache: {evicted: 1}}}
              - {name: again, requirements: one, expect: {executed: [plan]}}

            """
        try expectPass("limits", text)
    }

    @Test("leaves a virtual world its own dates")
    func dates() throws {
        let text = """
            name: dates
            workflow: {phases: [{name: plan}]}
            config: {cache: {store: shared}}
            agents: {plan: {simulated: {output: the plan, latency: 1s}}}
            faults:
              - id: busy
                when: {attempt: 1}
                inject: {rate_limit: {retry_after: "Sat, 01 Jan 2000 00:00:10 GMT"}}
            runs: [{name: night, expect: {duration: 11s}}]

            """
        try expectPass("dates", text)
    }
}
