import Foundation
import MoonlightEngine
import TestSupport
import Testing

@Suite("Effects that agents record", .timeLimit(.minutes(1)))
struct EffectTests {
    private static let retried = PhaseSettings {
        $0.retry = RetryPolicy(maxAttempts: 3, initial: .milliseconds(1))
    }

    /// Charges, and loses its first answer.
    private static func pay(isIdempotent: Bool = true) -> Phase {
        Phase("pay", settings: retried) { request in
            request.record(effect: "charge", isIdempotent: isIdempotent)
            if request.attempt == 1 { throw AgentFailure(kind: .serverError, message: "lost") }
            return "paid"
        }
    }

    private static func workflow(_ phases: Phase...) -> Workflow { Workflow("w", phases: phases) }

    @Test(
        "a repetition under the same key is not counted, on either clock",
        arguments: [true, false]
    )
    func repeated(isVirtual: Bool) async throws {
        let engine = isVirtual ? Engine.virtual() : Engine()
        let result = try await engine.run(Self.workflow(Self.pay()), requirements: "", id: "r")
        #expect(result.status == .succeeded)
        #expect(
            result.effects == [
                RunEffect(name: "charge", phase: "pay", key: "r/pay", applied: 1, repeated: 1)
            ]
        )
    }

    @Test("who does not know keys does it again", arguments: [true, false])
    func again(isVirtual: Bool) async throws {
        let engine = isVirtual ? Engine.virtual() : Engine()
        let workflow = Self.workflow(Self.pay(isIdempotent: false))
        let result = try await engine.run(workflow, requirements: "")
        #expect(result.effects.map(\.applied) == [2])
    }

    @Test("a compensation records what it takes back", arguments: [true, false])
    func undone(isVirtual: Bool) async throws {
        let engine = isVirtual ? Engine.virtual() : Engine()
        var pay = Self.pay()
        pay.settings.compensation = FunctionAgent { request in
            request.record(undone: "charge")
            return "refunded"
        }
        let failing = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 1)
            $0.retry.onExhausted = .rollback
        }
        let ship = Phase("ship", needs: ["pay"], settings: failing) { _ -> String in
            throw AgentFailure(kind: .serverError, message: "no carrier")
        }
        var workflow = Self.workflow(pay, ship)
        workflow.rollback = .compensate
        let result = try await engine.run(workflow, requirements: "")
        #expect(result.status == .failed)
        #expect(result.effects.map(\.undone) == [1])
        #expect(result.effects.map(\.leftOver) == [0])
    }

    @Test("on a virtual clock an effect comes when its agent's time is over, and not before")
    func late() async throws {
        let settings = PhaseSettings {
            $0.attemptTimeout = .seconds(30)
            $0.retry = RetryPolicy(maxAttempts: 1)
        }
        let slow = Phase(
            "pay",
            settings: settings,
            agent: .simulated(taking: .constant(.seconds(31))) { request in
                request.record(effect: "charge")
                return "late"
            }
        )
        let result = try await Engine.virtual().run(Self.workflow(slow), requirements: "")
        #expect(result.status == .failed)
        #expect(result.effects == [])
    }

    @Test("a run that another engine resumes goes on with the effects of its state folder")
    func resumed() async throws {
        let folder = try TemporaryFolder()
        func workflow(fails: Bool) -> Workflow {
            Self.workflow(
                Self.pay(),
                Phase(
                    "ship",
                    needs: ["pay"],
                    settings: PhaseSettings { $0.retry = RetryPolicy(maxAttempts: 1) }
                ) { request in
                    if fails { throw AgentFailure(kind: .serverError, message: "no carrier") }
                    request.record(effect: "parcel", number: 1)
                    return "shipped"
                }
            )
        }
        let first = try await Engine(state: folder.path)
            .run(workflow(fails: true), requirements: "", id: "r")
        #expect(first.status == .failed)
        #expect(first.effects.map(\.applied) == [1])
        let second = try await Engine(state: folder.path)
            .runOrResume(workflow(fails: false), requirements: "", id: "r")
        #expect(second.status == .succeeded)
        #expect(second.effects.map(\.name) == ["charge", "parcel"])
        #expect(second.effects.map(\.applied) == [1, 1])
        #expect(second.effects.map(\.repeated) == [1, 0])
    }

    @Test("a request of a test's own records nothing, and a run without effects has none")
    func nothing() async throws {
        AgentRequest(phase: "a").record(effect: "charge")
        let result = try await Engine.virtual().run(
            Self.workflow(Phase("a") { _ in "done" }),
            requirements: ""
        )
        #expect(result.effects == [])
    }
}
