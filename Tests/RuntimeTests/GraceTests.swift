import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("The grace of programs", .timeLimit(.minutes(2)))
struct GraceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A program that says what it does when it is asked to go, and then waits for it for minutes.
    private func script(onTerm words: String) -> String {
        """
        trap '\(words)' TERM
        echo $$ > \(folder.path)/ready
        i=0
        while [ $i -lt 6000 ]; do sleep 0.05; i=$((i + 1)); done
        """
    }

    private func agent(
        _ script: String,
        grace: Duration,
        timeout: Duration? = nil
    ) -> ProcessAgent {
        ProcessAgent(
            command: ["sh", "-c", script],
            timeout: timeout,
            grace: grace,
            scenarioDirectory: folder.path,
            repository: folder.path
        )
    }

    /// A world whose programs have time until that is demanded.
    private func world(_ urgency: Urgency) -> LiveWorld {
        _ = Machine.ignoresBrokenPipes
        var surroundings = LiveEnvironment(
            clock: ContinuousClock(),
            wall: { .zero },
            workspaces: "\(folder.path)/workspaces",
            environment: Machine.environment.filter { $0.key == "PATH" },
            secrets: SecretFilter([]),
            timeScale: 1
        )
        surroundings.urgency = urgency
        return LiveWorld(faults: [], surroundings: surroundings)
    }

    private func comes(_ file: String) async throws {
        for _ in 0..<6000 where folder.content(of: file)?.hasSuffix("\n") != true {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(folder.content(of: file)?.hasSuffix("\n") == true, "\(file) never came")
    }

    /// Starts a run of one phase, and waits for its program.
    private func start(
        _ agent: ProcessAgent,
        grace: Duration? = nil,
        _ urgency: Urgency = Urgency()
    ) async throws -> Task<RunTrace, Never> {
        var order = LiveRunRequest(
            plan: try RunPlan.of([.init("a")]),
            agents: ["a": .process(agent)]
        )
        order.grace = grace
        let task = Task { [order, world = world(urgency)] in await world.run(order) }
        try await comes("ready")
        return task
    }

    private func expectGone() async throws {
        let pid = try #require(try await folder.pid(in: "ready"))
        #expect(try await Machine.isGone(pid))
    }

    @Test("a cancelled run's program has time for its last words")
    func farewell() async throws {
        let words = "echo bye > \(folder.path)/bye; exit 0"
        let run = try await start(agent(script(onTerm: words), grace: .seconds(100)))
        run.cancel()
        let trace = await run.value
        #expect(trace.status == .cancelled)
        #expect(folder.content(of: "bye") == "bye\n")
        try await expectGone()
    }

    @Test("what the run says of grace goes before what the program says")
    func ofTheRun() async throws {
        let words = "sleep 0.3; echo bye > \(folder.path)/bye; exit 0"
        let run = try await start(
            agent(script(onTerm: words), grace: .milliseconds(1)),
            grace: .seconds(100)
        )
        run.cancel()
        #expect(await run.value.status == .cancelled)
        #expect(folder.content(of: "bye") == "bye\n")
    }

    @Test("a program that does not heed the signal is killed once its grace is over")
    func deaf() async throws {
        let words = "echo told > \(folder.path)/told"
        let run = try await start(agent(script(onTerm: words), grace: .seconds(3)))
        run.cancel()
        #expect(await run.value.status == .cancelled)
        #expect(folder.has("told"))
        try await expectGone()
    }

    @Test("without grace it is killed at once")
    func none() async throws {
        let words = "echo told > \(folder.path)/told"
        let run = try await start(agent(script(onTerm: words), grace: .zero))
        run.cancel()
        #expect(await run.value.status == .cancelled)
        #expect(!folder.has("told"))
        try await expectGone()
    }

    @Test("nobody waits for its grace once that is demanded")
    func hurried() async throws {
        let urgency = Urgency()
        let words = "echo told > \(folder.path)/told"
        let run = try await start(
            agent(script(onTerm: words), grace: .seconds(1000)),
            Urgency(under: urgency)
        )
        run.cancel()
        try await comes("told")
        urgency.demand()
        #expect(await run.value.status == .cancelled)
        try await expectGone()
    }

    @Test(
        "a limit that is reached ends a program at once",
        arguments: ["attempt", "run", "program"]
    )
    func limits(kind: String) async throws {
        let words = "echo told > \(folder.path)/told"
        let (trace, _) = try await TimeLimit.first { _ in
            folder.has("ready")
        } _: { limit in
            let plan = try RunPlan.of([.init("a")]) { configuration in
                if kind == "run" { configuration.runTimeout = limit.duration }
                configuration.everywhere {
                    if kind == "attempt" { $0.attemptTimeout = limit.duration }
                    $0.retry.maxAttempts = 1
                }
            }
            let timeout = kind == "program" ? limit.duration : nil
            let agent = agent(script(onTerm: words), grace: .seconds(100), timeout: timeout)
            return await world(Urgency()).run(plan, agents: ["a": .process(agent)])
        }
        #expect(trace.status == .failed)
        #expect(!folder.has("told"))
        try await expectGone()
    }

    /// A run that fails and begins to take back what it did.
    private func undoing(
        _ undo: LiveAgent,
        _ urgency: Urgency
    ) async throws -> Task<RunTrace, Never> {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.rollback = .compensate
            configuration.everywhere {
                $0.retry.maxAttempts = 1
                $0.retry.onExhausted = .rollback
            }
            configuration.phase("a") { $0.compensation = "undo" }
        }
        let agents: [String: LiveAgent] = [
            "a": .shell("echo a"), "b": .shell("exit 1"), "undo": undo,
        ]
        let (begun, mark) = AsyncStream<Void>.makeStream()
        var order = LiveRunRequest(plan: plan, agents: agents)
        order.observer = { if $0.tag == .compensationStarted { mark.finish() } }
        let task = Task { [order, world = world(urgency)] in await world.run(order) }
        for await _ in begun {}
        return task
    }

    @Test("undoing goes on where a run is cancelled")
    func undone() async throws {
        let script =
            "echo $$ > ready; while [ ! -e go ]; do sleep 0.05; done; echo undone > undone"
        let run = try await undoing(
            .shell("cd \(folder.path); trap 'exit 3' TERM; \(script)"),
            Urgency()
        )
        try await comes("ready")
        run.cancel()
        try folder.write("go", "")
        let trace = await run.value
        #expect(trace.status == .failed)
        #expect(trace.events.contains { $0.tag == .compensated })
        #expect(folder.has("undone"))
    }

    @Test("a simulated agent that undoes goes on, too")
    func undoneInSimulation() async throws {
        let run = try await undoing(.says("undone", latency: .milliseconds(500)), Urgency())
        run.cancel()
        let trace = await run.value
        #expect(trace.status == .failed)
        #expect(trace.events.contains { $0.tag == .compensated })
    }

    @Test("undoing ends at once where that is demanded")
    func halfUndone() async throws {
        let urgency = Urgency()
        let undo = agent(
            script(onTerm: "echo told > \(folder.path)/told"),
            grace: .seconds(1000)
        )
        let run = try await undoing(.process(undo), urgency)
        try await comes("ready")
        run.cancel()
        urgency.demand()
        #expect(await run.value.status == .cancelled)
        #expect(!folder.has("told"))
        try await expectGone()
    }
}
