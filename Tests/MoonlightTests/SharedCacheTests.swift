import Foundation
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

    @Test("finds what another process left, also where it rests on the outputs of other phases")
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
        try folder.write("apart.yaml", text)
        let first = try run("apart")
        #expect(first.code == 0, "\(first.output)\(first.errors)")
        let next = text.replacing(
            "misses: 2}}}\n  - {name: own",
            with: "hits: 2}}}\n  - {name: own"
        )
        #expect(next != text)
        try folder.write("apart.yaml", next)
        let second = try run("apart")
        #expect(second.code == 0, "\(second.output)\(second.errors)")
    }

    @Test("is empty in another state folder, and once it was cleared")
    func empty() throws {
        #expect(try run("first").code == 0)
        #expect(try run("first").code == 1)
        #expect(try run("first", "--clear-shared-cache").code == 0)
        let elsewhere = ["run", "first.yaml", "--state", "elsewhere"]
        #expect(try Tool.run(elsewhere, in: folder.url).code == 0)
    }
}
