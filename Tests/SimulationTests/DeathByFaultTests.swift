import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("Deaths by faults in a virtual world")
struct DeathByFaultTests {
    private let chain: [Workflow.Phase] = [
        .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
    ]
    private let agents = [
        "a": Simulated.agent(1000, "a done"), "b": Simulated.agent(2000, "b done"),
        "c": Simulated.agent(4000, "c done"),
    ]

    private func fault(
        _ failpoint: Failpoint,
        _ injection: any Injection,
        id: String = "f",
        _ select: (inout FaultSelector) -> Void = { $0.times = 1 }
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: id, failpoint: failpoint, selector: selector, inject: injection)
    }

    private func run(
        _ faults: Fault...,
        configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> (RunTrace, VirtualWorld) {
        var world = VirtualWorld(faults: faults)
        let trace = world.run(
            try RunPlan.of(chain, configure),
            agents: agents,
            keepsJournal: false
        )
        return (trace, world)
    }

    @Test("a torn commit is cut, and its phase is done again in the same run")
    func torn() throws {
        let (trace, world) = try run(
            fault(.journalAppend, TornWrite()) {
                $0.phase = "b"
                $0.times = 1
            }
        )
        #expect(trace.status == .succeeded)
        let kinds = trace.events.map(\.kindName)
        let torn = try #require(kinds.firstIndex(of: "fault_injected"))
        #expect(kinds[torn + 1] == "run_resumed")
        #expect(kinds.count { $0 == "run_resumed" } == 1)
        #expect(kinds.count { $0 == "run_ended" } == 1)
        guard case .runResumed(_, _, let restored, let cut) = trace.events[torn + 1].kind else {
            Issue.record("expected the resume, found \(kinds[torn + 1])")
            return
        }
        #expect(restored == 1)
        #expect(cut > 0)
        #expect(trace.record.attempts == ["a": 1, "b": 2, "c": 1])
        #expect(trace.events.map(\.sequence) == Array(1...trace.events.count))
        #expect(trace.record.duration == .seconds(1 + 2 + 2 + 4))
        #expect(trace.outputs.mapValues(\.text) == ["a": "a done", "b": "b done", "c": "c done"])
        #expect(trace.firings == ["f": 1])
        #expect(world.tallies["f"]?.firings == 1)
        let state = try world.restoration(of: "main")
        #expect(state.status == .succeeded)
        #expect(state.lives == 1)
    }

    @Test(
        "a process that is killed after an event is resumed with what was recorded",
        arguments: [
            // run_started, phase_started a, cache_missed a, attempt_started a, …
            (1, ["a": 1, "b": 1, "c": 1]), (4, ["a": 2, "b": 1, "c": 1]),
        ]
    )
    func killed(event: Int, attempts: [String: Int]) throws {
        for injection in [Kill() as any Injection, Restart()] {
            let (trace, world) = try run(fault(.process, injection) { $0.nth = event })
            #expect(trace.status == .succeeded)
            #expect(trace.events[event].kindName == "fault_injected")
            #expect(trace.events[event + 1].kindName == "run_resumed")
            let found = trace.record.attempts
            #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.name, $1) }) == attempts)
            #expect(world.tallies["f"]?.firings == 1)
        }
    }

    @Test("without checkpoints everything runs again after a death")
    func withoutCheckpoints() throws {
        let kill = fault(.process, Kill()) {
            $0.phase = "c"
            $0.times = 1
        }
        let (trace, _) = try run(kill) {
            $0.hasCheckpoints = false
            $0.everywhere { $0.isCached = false }
        }
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts == ["a": 2, "b": 2, "c": 1])
        let (good, _) = try run(kill)
        #expect(good.record.attempts == ["a": 1, "b": 1, "c": 1])
    }

    @Test(
        "a fault that kills at every resume, or at every event, ends: the run is given up with kind process",
        arguments: ["b", nil]
    )
    func forever(phase: String?) throws {
        let (trace, world) = try run(fault(.process, Kill()) { $0.phase = phase })
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "process")
        #expect(trace.events.count { $0.tag == .runResumed } == EarlierLives.limit + 1)
        #expect(world.tallies["f"]?.firings == EarlierLives.limit + 1)
        #expect(trace.events.last?.tag == .runEnded)
    }

    @Test("draws of the next life differ: a likely death ends")
    func likely() throws {
        let (trace, world) = try run(fault(.process, Kill()) { $0.probability = 0.2 })
        #expect(trace.status == .succeeded)
        #expect((world.tallies["f"]?.firings ?? 0) > 0)
    }

    @Test("an acknowledgement that was a lie is believed, and its phase is done again")
    func lostFsync() throws {
        let (trace, _) = try run(
            fault(.journalAppend, LostFsync()) {
                $0.phase = "b"
                $0.times = 1
            }
        ) { $0.everywhere { $0.isCached = false } }
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts == ["a": 1, "b": 2, "c": 1])
        let kinds = trace.events.map(\.kind.phaseCommittedName)
        #expect(kinds.compactMap { $0 } == ["a", "b", "b", "c"])
    }

    @Test("an inverted bit of the last record is cut, whichever it is", arguments: 0..<20)
    func flipped(seed: Int) throws {
        var world = VirtualWorld(
            faults: [
                fault(.journalAppend, BitFlip()) {
                    $0.phase = "b"
                    $0.times = 1
                }
            ]
        )
        let plan = try RunPlan.of(chain).reseeded(UInt64(seed))
        let trace = world.run(plan, agents: agents)
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts["b"] == 2)
    }

    @Test(
        "an append that fails stops the run, which can be resumed",
        arguments: [IOError() as any Injection, NoSpace(), AckLost()]
    )
    func failing(injection: any Injection) throws {
        let (trace, world) = try run(
            fault(.journalAppend, injection) {
                $0.phase = "b"
                $0.times = 1
            }
        )
        #expect(trace.status == .interrupted)
        #expect(trace.error?.failure.kind == "journal")
        #expect(trace.error?.phase == "b")
        #expect(trace.recordingFailure == nil)
        #expect(trace.events.last?.tag == .runEnded)
        #expect(trace.record.attempts == ["a": 1, "b": 1])
        let state = try world.restoration(of: "main")
        let isRecorded = injection is AckLost
        #expect(state.phases.keys.sorted() == (isRecorded ? ["a", "b"] : ["a"]))
        #expect(state.basis?.tallies["f"]?.firings == 1)

        var rest = VirtualOrder(plan: try RunPlan.of(chain), agents: agents)
        rest.restoration = state
        rest.recordedEntries = world.journals["main"]?.count ?? 0
        var next = world
        let resumed = try #require(next.run([rest]).first)
        #expect(resumed.status == .succeeded)
        #expect(resumed.record.attempts == (isRecorded ? ["c": 1] : ["b": 1, "c": 1]))
    }

    @Test("a slow disk and a late acknowledgement cost their time, and nothing else")
    func late() throws {
        for injection in [Slow(by: .seconds(3)) as any Injection, DeliveredLate(by: .seconds(3))] {
            let (trace, world) = try run(
                fault(.journalAppend, injection) {
                    $0.phase = "b"
                    $0.times = 1
                }
            )
            #expect(trace.status == .succeeded)
            #expect(trace.record.duration == .seconds(10))
            #expect(trace.record.attempts == ["a": 1, "b": 1, "c": 1])
            #expect(try world.restoration(of: "main").phases.count == 3)
        }
    }

    @Test("what comes due while the process stops waits for it")
    func paused() throws {
        let pause = fault(.process, Pause(for: .seconds(60))) {
            $0.phase = "b"
            $0.nth = 3
        }
        let (trace, _) = try run(pause) { configuration in
            configuration.everywhere { $0.attemptTimeout = .seconds(10) }
        }
        #expect(trace.status == .succeeded)
        #expect(trace.record.duration == .seconds(67))
        #expect(trace.record.attempts == ["a": 1, "b": 1, "c": 1])
    }

    @Test("an agent that gets a signal fails as a killed program does")
    func signalled() throws {
        let (trace, world) = try run(
            fault(.process, SignalToAgent(.terminate)) { $0.phase = "b" }
        )
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "process")
        #expect(trace.error?.failure.message == "the process ended (signal 15)")
        #expect(world.tallies["f"]?.firings == 1)
    }

    @Test("runs of one process die together and are resumed together")
    func together() throws {
        let kill = fault(.process, Kill()) {
            $0.run = "one"
            $0.phase = "b"
            $0.times = 1
        }
        var world = VirtualWorld(faults: [kill])
        let orders = try ["one", "two"].map {
            VirtualOrder(plan: try RunPlan.of(chain, run: $0), agents: agents)
        }
        let traces = world.run(orders)
        #expect(traces.map(\.status) == [.succeeded, .succeeded])
        #expect(traces.map { $0.events.count { $0.tag == .runResumed } } == [1, 1])
    }

    @Test("a damaged opening after a death is refused, or cut")
    func reading() throws {
        let kill = fault(.process, Kill(), id: "k") {
            $0.phase = "c"
            $0.times = 1
        }
        let (cut, _) = try run(kill, fault(.journalRead, TruncatedTail()))
        #expect(cut.status == .succeeded)
        #expect(cut.record.attempts == ["a": 1, "b": 2, "c": 1])
        for injection in [OldVersion() as any Injection, IOError()] {
            let (refused, world) = try run(kill, fault(.journalRead, injection))
            #expect(try world.restoration(of: "main").phases.keys.sorted() == ["a", "b"])
            #expect(refused.status == .failed)
            #expect(refused.error?.failure.kind == "journal")
            #expect(
                refused.events.suffix(3).map(\.kindName) == [
                    "run_resumed", "fault_injected", "run_ended",
                ]
            )
        }
    }
}

extension Event.Kind {
    fileprivate var phaseCommittedName: String? {
        if case .phaseCommitted(let phase, _, _) = self { phase.name } else { nil }
    }
}
