import Faults
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Faults of the journal and the process on a real clock", .timeLimit(.minutes(1)))
struct LiveDeathTests {
    let folder: TemporaryFolder
    let journal = MemoryRunJournal()

    init() throws { folder = try TemporaryFolder() }

    private func run(
        _ failpoint: Failpoint,
        _ injection: any Injection,
        phase: String = "b",
        nth: Int? = nil,
        b: String = "echo b",
        faults: [Fault] = []
    ) async throws -> RunTrace {
        var selector = FaultSelector()
        selector.phase = phase
        selector.nth = nth
        if nth == nil { selector.times = 1 }
        let fault = Fault(id: "f", failpoint: failpoint, selector: selector, inject: injection)
        let world = LiveWorld.below(folder, faults: [fault] + faults)
        let plan = try RunPlan.of([
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
        ]) { configuration in
            configuration.everywhere {
                $0.isCached = false
                $0.retry.maxAttempts = 1
            }
        }
        let log = "\(folder.path)/calls"
        var order = LiveRunRequest(
            plan: plan,
            agents: [
                "a": .shell("echo a >> \(log); echo a"),
                "b": .shell("echo b >> \(log); \(b)"),
                "c": .shell("echo c >> \(log); echo c"),
            ]
        )
        order.journal = journal
        return await world.run(order)
    }

    private var calls: [String] {
        folder.content(of: "calls")?.split(separator: "\n").map(String.init) ?? []
    }

    @Test(
        "a process that dies over a write goes on in the same run, from what is whole",
        arguments: [
            TornWrite(at: .share(0.5)) as any Injection, TornWrite(at: .bytes(0)), BitFlip(),
        ]
    )
    func torn(injection: any Injection) async throws {
        let trace = try await run(.journalAppend, injection)
        #expect(trace.status == .succeeded)
        #expect(calls == ["a", "b", "b", "c"])
        #expect(trace.events.count { $0.tag == .runResumed } == 1)
        #expect(trace.events.map(\.sequence) == Array(1...trace.events.count))
        #expect(trace.firings == ["f": 1])
        let reading = try JournalCodec.read(journal.entries)
        #expect(reading.wholeEntries == journal.entries.count)
        #expect(RunRestoration(reading.records).phases.count == 3)
        #expect(trace.outputs.count == 3)
    }

    @Test("a killed process goes on in the same run, and its programs are gone")
    func killed() async throws {
        let trace = try await run(.process, Kill(), nth: 2, b: "echo b")
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts["a"] == 1)
        #expect(trace.record.attempts["b"] == 2)
        #expect(calls == ["a", "b", "c"])
    }

    @Test(
        "an append that fails stops the run",
        arguments: [IOError() as any Injection, NoSpace(), AckLost()]
    )
    func failing(injection: any Injection) async throws {
        let trace = try await run(.journalAppend, injection)
        #expect(trace.status == .interrupted)
        #expect(trace.error?.failure.kind == "journal")
        #expect(trace.recordingFailure == nil)
        #expect(calls == ["a", "b"])
        let restored = RunRestoration(try JournalCodec.read(journal.entries).records)
        let isRecorded = injection is AckLost
        #expect(restored.phases.keys.sorted() == (isRecorded ? ["a", "b"] : ["a"]))
        #expect(restored.basis?.tallies["f"]?.firings == 1)
    }

    @Test("nothing starts before a late acknowledgement")
    func late() async throws {
        let time = Duration.milliseconds(300)
        for injection in [Slow(by: time) as any Injection, DeliveredLate(by: time)] {
            let trace = try await run(.journalAppend, injection)
            #expect(trace.status == .succeeded)
            #expect(trace.record.duration >= time)
            #expect(trace.record.attempts == ["a": 1, "b": 1, "c": 1])
        }
    }

    @Test("a stopped process takes up late what came meanwhile")
    func paused() async throws {
        let time = Duration.milliseconds(400)
        let trace = try await run(.process, Pause(for: time), nth: 2)
        #expect(trace.status == .succeeded)
        #expect(trace.record.duration >= time)
        #expect(trace.record.attempts == ["a": 1, "b": 1, "c": 1])
    }

    @Test("the program at work gets the signal")
    func signalled() async throws {
        let gentle = try await run(.process, SignalToAgent(.terminate), nth: 2, b: "sleep 50")
        #expect(gentle.status == .failed)
        #expect(gentle.error?.failure.message.contains("signal 15") == true)
    }

    @Test("a program that does not heed a signal is killed once the grace is over")
    func deaf() async throws {
        let rig = try CallRig()
        let signals = ProcessSignals()
        // Only a program that says so ignores the signal already.
        let heartbeat = OutputHeartbeat(limit: .seconds(60), clock: ContinuousClock()) {
            signals.send(.terminate, grace: .milliseconds(100), ContinuousClock())
        }
        let ending = await rig.call(
            .shell("trap '' TERM; echo ready; while :; do sleep 0.1; done"),
            heartbeat: heartbeat,
            signals: signals
        )
        #expect(ending.failure?.message.contains("signal 9") == true)
    }
}
