import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Nothing that a process started outlives its call", .timeLimit(.minutes(1)), .serialized)
struct ProcessGroupTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Starts a grandchild that would live for minutes, reports both numbers and keeps running.
    private func script(then rest: String) -> String {
        """
        echo $$ > \(folder.path)/leader
        sleep 300 &
        echo $! > \(folder.path)/child
        \(rest)
        """
    }

    private func expectAllGone() async throws {
        for name in ["leader", "child"] {
            let pid = try #require(try await folder.pid(in: name))
            #expect(try await Machine.isGone(pid), "\(name)")
        }
    }

    @Test("the attempt's timeout ends the group")
    func attemptTimeout() async throws {
        let world = LiveWorld.below(folder)
        let (trace, _) = try await TimeLimit.first { _ in
            folder.has("child")
        } _: { limit in
            let plan = try RunPlan.of([.init("a")]) {
                $0.everywhere {
                    $0.attemptTimeout = limit.duration
                    $0.retry.maxAttempts = 1
                }
            }
            return await world.run(plan, agents: ["a": .shell(script(then: "wait"))])
        }
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "timeout")
        try await expectAllGone()
    }

    @Test("the run's timeout ends the group")
    func runTimeout() async throws {
        let world = LiveWorld.below(folder)
        let (trace, _) = try await TimeLimit.first { _ in
            folder.has("child")
        } _: { limit in
            let plan = try RunPlan.of([.init("a")]) { $0.runTimeout = limit.duration }
            return await world.run(plan, agents: ["a": .shell(script(then: "wait"))])
        }
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "a")
        #expect(trace.error?.failure.kind == "timeout")
        try await expectAllGone()
    }

    @Test(
        "cancelling the task ends the group and the run",
        arguments: ["wait", "trap '' TERM; wait"]
    )
    func cancellation(rest: String) async throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])])
        let script = script(then: rest)
        let trace = await withTaskGroup(of: RunTrace?.self) { group in
            group.addTask {
                let world = LiveWorld.below(folder)
                return await world.run(plan, agents: ["a": .shell(script), "b": .says("b")])
            }
            group.addTask {
                _ = try? await folder.pid(in: "child")
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
        #expect(trace?.story.suffix(3) == ["attempt_ended a", "phase_ended a", "run_ended"])
        #expect(trace?.record.status == .cancelled)
        try await expectAllGone()
    }

    @Test("a failure elsewhere in the run ends the group")
    func otherFailure() async throws {
        let world = LiveWorld.below(folder)
        let failing = """
            until [ -s \(folder.path)/child ]; do sleep 0.02; done
            exit 1
            """
        let trace = await world.run(
            try .of([.init("a"), .init("b")]),
            agents: ["a": .shell(script(then: "wait")), "b": .shell(failing)]
        )
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "b")
        try await expectAllGone()
    }

    @Test("a child that holds the output open keeps nothing alive once the call is cancelled")
    func heldOutput() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a")]) {
            $0.everywhere {
                $0.attemptTimeout = .seconds(3)
                $0.retry.maxAttempts = 1
            }
        }
        _ = await world.run(plan, agents: ["a": .shell(script(then: "echo done"))])
        try await expectAllGone()
    }

    @Test("the answer of a process that ended counts, although a child holds the output open")
    func answerBesideHeldOutput() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a")]) {
            $0.everywhere {
                $0.attemptTimeout = .seconds(10)
                $0.retry.maxAttempts = 1
            }
        }
        let trace = await world.run(plan, agents: ["a": .shell(script(then: "echo done"))])
        #expect(trace.status == .succeeded)
        #expect(trace.text(of: "a") == "done")
        try await expectAllGone()
    }

    @Test("a child in the background whose output leads elsewhere is ended with its leader")
    func background() async throws {
        let script = """
            echo $$ > \(folder.path)/leader
            sleep 300 > /dev/null 2>&1 &
            echo $! > \(folder.path)/child
            echo done
            """
        let world = LiveWorld.below(folder)
        let trace = await world.run(try .of([.init("a")]), agents: ["a": .shell(script)])
        #expect(trace.text(of: "a") == "done")
        try await expectAllGone()
    }
}
