import MoonlightEngine
import Testing

@Suite("When no attempt is left", .timeLimit(.minutes(1)))
struct ExitTests {
    let engine = Engine()

    private func settings(
        _ exhaustion: RetryPolicy.Exhaustion,
        _ change: (inout PhaseSettings) -> Void = { _ in }
    ) -> PhaseSettings {
        PhaseSettings {
            $0.retry = .attempts(1)
            $0.retry.onExhausted = exhaustion
            change(&$0)
        }
    }

    @Test("degrade hands on the fallback, and the run says so")
    func degrade() async throws {
        let result = try await engine.run(
            Phase("a", settings: settings(.degrade) { $0.fallback = "plain" }) { _ in
                throw Mishap(description: "x")
            },
            Phase("b", needs: ["a"]) { AgentAnswer($0.inputs["a"]?.text ?? "nothing") }
        )
        #expect(result.status == .degraded)
        #expect(result.outputs.mapValues(\.text) == ["a": "plain", "b": "plain"])
        #expect(result.degraded == ["a"])
    }

    @Test("pause stops the run, and resuming continues it")
    func pause() async throws {
        let notes = Notes()
        let workflow = Workflow.of(
            Phase("a", settings: settings(.pause)) { request in
                guard notes.add("a") > 1 else { throw Mishap(description: "not yet") }
                return "attempt \(request.attempt)"
            }
        )
        let paused = try await engine.run(workflow, requirements: "", id: "p")
        #expect(paused.status == .paused)
        #expect(try engine.summary(of: "p")?.status == .paused)
        let resumed = try await engine.resume("p", of: workflow, requirements: "")
        #expect(resumed.status == .succeeded)
        #expect(resumed.text("a") == "attempt 2")
    }

    @Test("a rollback to a phase executes it and what depends on it again, and tells it why")
    func rollbackTo() async throws {
        let notes = Notes()
        var workflow = Workflow.of(
            Phase("plan") { request in
                notes.add("plan: \(request.feedback ?? "-")")
                return "plan"
            },
            Phase("aside") { _ in
                notes.add("aside")
                return "aside"
            },
            Phase("write", needs: ["plan"], settings: settings(.rollback)) { _ in
                guard notes.add("write") > 1 else { throw Mishap(description: "bad plan") }
                return "done"
            }
        )
        workflow.rollback = .to("plan")
        workflow.maxConcurrentPhases = 1
        let result = try await engine.run(workflow, requirements: "")
        #expect(result.status == .succeeded)
        #expect(
            notes.all == [
                "plan: -", "aside", "write", "plan: agent: bad plan", "write",
            ]
        )
    }

    @Test("compensations undo committed phases, the latest first, each once and under its own key")
    func compensate() async throws {
        let notes = Notes()
        let undo = FunctionAgent { request in
            let output = request.inputs[request.phase]?.text ?? "nothing"
            if notes.add("try \(request.phase)") == 1, request.phase == "pay" {
                throw Mishap(description: "bank is closed")
            }
            notes.add("\(request.idempotencyKey(0)) undoes \(output), \(request.isCompensation)")
            return "undone"
        }
        let undoable = PhaseSettings {
            $0.retry = .attempts(2)
            $0.compensation = undo
        }
        var workflow = Workflow.of(
            Phase("reserve", settings: undoable) { _ in "seat 7" },
            Phase("pay", needs: ["reserve"], settings: undoable) { _ in "12 €" },
            Phase("send", needs: ["pay"], settings: settings(.rollback)) { _ in
                throw Mishap(description: "no paper")
            }
        )
        workflow.rollback = .compensate
        let result = try await engine.run(workflow, requirements: "", id: "r")
        #expect(result.status == .failed)
        #expect(result.error?.cause.message == "no paper")
        #expect(result.compensated == ["pay", "reserve"])
        #expect(result.outputs.isEmpty)
        #expect(
            notes.all == [
                "try pay", "try pay", "r/pay/undo/0 undoes 12 €, true",
                "try reserve", "r/reserve/undo/0 undoes seat 7, true",
            ]
        )
    }
}
