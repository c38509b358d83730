import Agents
import Faults
import Foundation
import Patterns
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("A world on a real clock", .timeLimit(.minutes(1)))
struct LiveWorldTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func waitFor(_ other: String, as own: String) -> LiveAgent {
        .shell("touch \(own); until [ -e \(other) ]; do sleep 0.02; done; echo met")
    }

    @Test("phases that do not need each other run at the same time")
    func parallel() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a"), .init("b")]) {
            $0.everywhere {
                $0.attemptTimeout = .seconds(30)
                $0.retry.maxAttempts = 1
            }
        }
        let trace = await world.run(
            plan,
            agents: [
                "a": waitFor("there-b", as: "there-a"), "b": waitFor("there-a", as: "there-b"),
            ]
        )
        #expect(trace.status == .succeeded)
        #expect(trace.outputs.mapValues(\.text) == ["a": "met", "b": "met"])
    }

    @Test("what a listener and a validator in place take is time that passes, and no later phase's")
    func workInPlace() async throws {
        let text = String(repeating: "ab", count: 20_000)
        let slow = Validator.matches(try Pattern("(a|b|ab)*b"))
        let clock = ContinuousClock()
        let took = clock.measure { _ = slow.finding(in: PhaseOutput(text: text)) }
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) {
            $0.phase("a") { $0.validators = [slow] }
        }
        let agents = ["a": text, "b": "b"].mapValues { answer in
            LiveAgent.function(
                FunctionAgent { _, _ throws(OperationFailure) in
                    AgentAnswer(output: PhaseOutput(text: answer))
                }
            )
        }
        var order = LiveRunRequest(plan: plan, agents: agents)
        order.observer = { (event: Event) in
            if event.kindName == "phase_committed", event.phase == "a" { usleep(50_000) }
        }
        let events = await LiveWorld.below(folder).run(order).events
        func time(_ name: String, _ phase: PhaseID) throws -> Duration {
            try #require(events.first { $0.kindName == name && $0.phase == phase }).time
        }
        let committed = try time("phase_committed", "a")
        // A busy machine may measure more than it took in the run.
        #expect(committed - (try time("attempt_ended", "a")) >= took / 5)
        #expect(try time("attempt_ended", "b") - committed >= .milliseconds(50))
    }

    @Test("with parallel off the second starts when the first is over")
    func sequential() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a"), .init("b")]) { $0.isParallel = false }
        let trace = await world.run(plan, agents: ["a": .says("a"), "b": .says("b")])
        let ended = try #require(trace.story.firstIndex(of: "phase_ended a"))
        let started = try #require(trace.story.firstIndex(of: "attempt_started b"))
        #expect(ended < started)
    }

    @Test("a call that hangs and that nothing bounds fails the run instead of waiting")
    func hang() async throws {
        let world = LiveWorld.below(folder, faults: [Fault(id: "f", inject: Hang())])
        let trace = await world.run(try .of([.init("a")]), agents: ["a": .says("a")])
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "a")
        #expect(trace.error?.failure.kind == "hang")
    }

    @Test("simulated latencies are scaled, and injected ones and delays are not")
    func timeScale() async throws {
        var selector = FaultSelector()
        selector.attempt = 1...1
        let faults = [
            Fault(
                id: "slow",
                selector: selector,
                inject: AddedLatency(.constant(.milliseconds(60)))
            ),
            Fault(id: "down", selector: selector, inject: Crash(point: .after)),
        ]
        let world = LiveWorld.below(folder, faults: faults, timeScale: 0)
        let plan = try RunPlan.of([.init("a")]) {
            $0.everywhere { $0.retry.initial = .milliseconds(60) }
        }
        let trace = await world.run(plan, agents: ["a": .says("a", latency: .seconds(3600))])
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts == ["a": 2])
        // Both waits are real, although an hour of simulated latency took no time.
        #expect(trace.record.duration >= .milliseconds(120))
    }

    @Test("a task that is cancelled before gives a run that says so")
    func cancelledBefore() async throws {
        let plan = try RunPlan.of([.init("a")])
        let trace = await withTaskGroup(of: RunTrace.self) { group in
            group.cancelAll()
            group.addTask {
                let world = LiveWorld.below(folder)
                return await world.run(plan, agents: ["a": .says("a", latency: .seconds(3600))])
            }
            return await group.next()
        }
        #expect(trace?.status == .cancelled)
        #expect(trace?.story.first == "run_started")
        #expect(trace?.story.last == "run_ended")
    }

    @Test("what waits for its delay is cancelled, too")
    func cancelledInBackoff() async throws {
        let marker = "\(folder.path)/tried"
        let plan = try RunPlan.of([.init("a")]) {
            $0.everywhere { $0.retry.initial = .seconds(3600) }
        }
        let trace = await withTaskGroup(of: RunTrace?.self) { group in
            group.addTask {
                let world = LiveWorld.below(folder)
                return await world.run(
                    plan,
                    agents: ["a": .shell("echo 1 > \(marker); exit 75")]
                )
            }
            group.addTask {
                _ = try? await folder.pid(in: "tried")
                // Give the failure the time to arrive; whether it did, both endings are the same.
                try? await Task.sleep(for: .milliseconds(200))
                return nil
            }
            var trace: RunTrace?
            while let next = await group.next() {
                if let next { trace = next }
                group.cancelAll()
            }
            return trace
        }
        #expect(trace?.status == .cancelled)
        #expect(trace?.story.suffix(2) == ["phase_ended a", "run_ended"])
    }

    @Test("the counts of faults continue from run to run")
    func counts() async throws {
        var selector = FaultSelector()
        selector.nth = 2
        let world = LiveWorld.below(
            folder,
            faults: [Fault(id: "second", selector: selector, inject: ServerError())]
        )
        var statuses: [RunStatus] = []
        for name in ["one", "two", "three"] {
            let plan = try RunPlan.of([.init("a")], run: name) {
                $0.everywhere {
                    $0.isCached = false
                    $0.retry.maxAttempts = 1
                }
            }
            statuses.append(await world.run(plan, agents: ["a": .says("a")]).status)
        }
        #expect(statuses == [.succeeded, .failed, .succeeded])
        #expect(world.tallies["second"]?.firings == 1)
        #expect(world.tallies["second"]?.visits == 3)
    }
}
