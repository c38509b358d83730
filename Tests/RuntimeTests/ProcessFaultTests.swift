import Faults
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Faults and processes", .timeLimit(.minutes(1)))
struct ProcessFaultTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(
        "what refuses a call keeps the process from starting",
        arguments: [
            RateLimit(), ServerError(), Crash(point: .before),
        ] as [any Injection]
    )
    func refused(injection: any Injection) async throws {
        let trace = try await run(injection)
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == injection.type.name)
        #expect(folder.content(of: "calls") == nil)
        #expect(trace.transcripts == [])
    }

    @Test("a crash after the work lets the process run and drops its answer")
    func crashAfter() async throws {
        let trace = try await run(Crash(point: .after))
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "crash")
        #expect(folder.content(of: "calls") == "x\n")
        #expect(trace.outputs.isEmpty)
        #expect(trace.transcripts.map(\.text) == ["out\n"])
    }

    @Test("added latency lets the process answer")
    func latency() async throws {
        let trace = try await run(AddedLatency(.constant(.milliseconds(1))))
        #expect(trace.status == .succeeded)
        #expect(trace.text(of: "a") == "out")
        #expect(trace.firings == ["f": 1])
    }

    @Test("transcripts are listed in the order of phases and attempts")
    func transcripts() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("z"), .init("b"), .init("c", needs: ["z", "b"])]) {
            $0.everywhere { $0.retry.initial = .milliseconds(1) }
        }
        let twice = "if [ -e again ]; then echo two; else touch again; echo one; exit 75; fi"
        let trace = await world.run(
            plan,
            agents: ["z": .shell("echo z"), "b": .shell("echo b >&2"), "c": .shell(twice)]
        )
        #expect(
            trace.transcripts == [
                .init(phase: "b", attempt: 1, text: "b\n"),
                .init(phase: "c", attempt: 1, text: "one\n"),
                .init(phase: "c", attempt: 2, text: "two\n"),
                .init(phase: "z", attempt: 1, text: "z\n"),
            ]
        )
    }

    private func run(_ type: any Injection) async throws -> RunTrace {
        let world = LiveWorld.below(folder, faults: [Fault(id: "f", inject: type)])
        let plan = try RunPlan.of([.init("a")]) { $0.everywhere { $0.retry.maxAttempts = 1 } }
        return await world.run(
            plan,
            agents: ["a": .shell("echo x >> \(folder.path)/calls; echo out")]
        )
    }
}
