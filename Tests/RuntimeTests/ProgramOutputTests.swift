import Agents
import Locks
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("What a program writes while it works", .timeLimit(.minutes(2)))
struct ProgramOutputTests {
    private func world(_ folder: TemporaryFolder) -> LiveWorld {
        LiveWorld.below(folder, environment: Machine.environment)
    }

    private func run(_ script: String, in folder: TemporaryFolder) async throws -> RunTrace {
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.phase("a") { phase in
                phase.heartbeatTimeout = .seconds(2)
                phase.retry.maxAttempts = 1
            }
        }
        return await world(folder).run(plan, agents: ["a": .process(.shell(script))])
    }

    @Test(
        "output on either stream is a heartbeat, and silence is not",
        arguments: [
            ("echo x", 1), ("echo x >&2", 1), ("true", 0),
        ]
    )
    func signsOfLife(script: String, least: Int) async throws {
        let beats = Guarded(0)
        let rig = try CallRig()
        let ending = await rig.call(
            .shell(script),
            heartbeat: OutputHeartbeat(limit: .seconds(1), clock: ContinuousClock()) {
                beats.withLock { $0 += 1 }
            }
        )
        #expect(ending.failure == nil)
        let count = beats.withLock { $0 }
        #expect(least == 0 ? count == 0 : count >= least)
    }

    @Test("a program that falls silent is ended, whatever it wrote before")
    func silence() async throws {
        let trace = try await run("echo alive; sleep 60", in: try TemporaryFolder())
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "timeout")
    }

    @Test("heartbeats are passed on now and then, not with every byte")
    func rarely() async throws {
        let beats = Guarded(0)
        let heartbeat = OutputHeartbeat(limit: .seconds(60), clock: ContinuousClock()) {
            beats.withLock { $0 += 1 }
        }
        for _ in 0..<100_000 { heartbeat.heard() }
        let count = beats.withLock { $0 }
        #expect(count >= 1 && count < 10_000)
    }

    @Test(
        "a hundred megabytes leave the time limit in force and nothing behind but a short message",
        arguments: ["yes 0123456789", "tr '\\0' x < /dev/zero"]
    )
    func flood(program: String) async throws {
        let rig = try CallRig()
        let ending = await rig.call(
            .shell(
                "\(program) | head -c 100000000 >&2; \(program) | head -c 100000000; sleep 60",
                timeout: .seconds(5)
            )
        )
        #expect(ending.failure?.kind == "timeout")
        #expect((ending.failure?.message.utf8.count ?? .max) <= BoundedMessage.limit)
        #expect(ending.transcript.utf8.count <= 64 << 10)
    }

    @Test("of a stream only its end is kept once it is too long, and how much is gone")
    func record() {
        var record = StreamRecord(keeping: 100_000)
        let piece = Array(repeating: UInt8(ascii: "x"), count: 30_000)
        for _ in 0..<3 { piece.withUnsafeBytes { record.append($0) } }
        #expect(record.leftOut == 0 && record.bytes.count == 90_000)
        for _ in 0..<97 { piece.withUnsafeBytes { record.append($0) } }
        Array("end".utf8).withUnsafeBytes { record.append($0) }
        record.end()
        #expect(record.bytes.count == StreamRecord.endLimit)
        #expect(String(decoding: record.bytes, as: UTF8.self).hasSuffix("xend"))
        #expect(record.leftOut + record.bytes.count == 3_000_003)
    }
}
