import Foundation
import MoonlightEngine
import Testing

@Suite("A run that was started", .timeLimit(.minutes(1)))
struct RunHandleTests {
    @Test("shows its events from the first to the last to whoever asks, and its result")
    func events() async throws {
        let goesOn = Gate()
        let run = try Engine().start(
            .of(
                Phase("a") { _ in
                    await goesOn.wait()
                    return "A"
                }
            ),
            requirements: ""
        )
        var early: [RunEvent] = []
        for await event in run.events {
            early.append(event)
            if event.kind == .attemptStarted { goesOn.open() }
        }
        let result = await run.result()
        #expect(result.status == .succeeded)
        #expect(result.id == run.id)
        #expect(early == result.events)
        var late: [RunEvent] = []
        for await event in run.events { late.append(event) }
        #expect(late == result.events)
    }

    @Test("is cancelled by its handle and not by who waits for it")
    func cancel() async throws {
        let engine = Engine()
        let reached = Gate()
        let run = try engine.start(
            .of(
                Phase("a") { _ in
                    reached.open()
                    try await Task.sleep(for: .seconds(3600))
                    return "late"
                }
            ),
            requirements: "",
            id: "r"
        )
        await reached.wait()
        let waiter = Task { await run.result() }
        waiter.cancel()
        #expect(throws: EngineError.underWay("r")) {
            try engine.start(.of(Phase("a") { _ in "A" }), requirements: "", id: "r")
        }
        run.cancel()
        #expect(await waiter.value.status == .cancelled)
        #expect(try engine.summary(of: "r")?.status == .cancelled)
    }

    @Test("is refused at once where it cannot begin, and its id is free again")
    func refused() async throws {
        let engine = Engine.virtual()
        let workflow = Workflow.of(Phase("a") { _ in "A" })
        #expect(throws: EngineError.invalidID("a/b")) {
            try engine.start(workflow, requirements: "", id: "a/b")
        }
        _ = await (try engine.start(workflow, requirements: "", id: "r")).result()
        #expect(throws: EngineError.knownRun("r")) {
            try engine.start(workflow, requirements: "", id: "r")
        }
        #expect(try await engine.resume("r", of: workflow, requirements: "").status == .succeeded)
    }

    @Test("gives its result where it counts, and throws why it does not otherwise")
    func get() async throws {
        let engine = Engine.virtual()
        let good = try await engine.run(Phase("a") { _ in "A" }, id: "good")
        #expect(try good.get().text("a") == "A")
        let bad = try await engine.run(
            Phase("a", settings: PhaseSettings { $0.retry = .attempts(1) }) { _ in
                throw Mishap(description: "no luck")
            },
            id: "bad"
        )
        let failure = #expect(throws: RunFailure.self) { try bad.get() }
        #expect(failure?.failure?.phase == "a")
        #expect(failure.map { "\($0)" } == "run bad is failed: phase a failed: agent: no luck")
    }
}
