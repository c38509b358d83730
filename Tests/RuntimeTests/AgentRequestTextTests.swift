import Agents
import JSON
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("What a process agent is given", .timeLimit(.minutes(1)))
struct AgentRequestTextTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("the first request names run, phase, attempt, requirements and inputs")
    func firstRequest() async throws {
        let world = LiveWorld.below(folder)
        let input = LiveAgent.simulated(
            SimulatedAgent(outputs: [
                PhaseOutput(text: "the plan", files: [.init(path: "x/y", bytes: [65, 10])])
            ])
        )
        let plan = try RunPlan.of(
            [.init("plan"), .init("code", needs: ["plan"])],
            run: "cold start",
            requirements: "say \"hi\"\n"
        )
        let trace = await world.run(plan, agents: ["plan": input, "code": .shell("cat")])
        #expect(
            JSONValue(parsing: trace.text(of: "code") ?? "")
                == .object([
                    "schema": .number(1),
                    "run": .text("cold start"),
                    "phase": .text("code"),
                    "attempt": .number(1),
                    "requirements": .text("say \"hi\"\n"),
                    "inputs": .object([
                        "plan": .object([
                            "output": .text("the plan"), "files": .object(["x/y": .text("A\n")]),
                        ])
                    ]),
                    "feedback": .null,
                    "history": .list([]),
                    "budget": .null,
                    "idempotency_key": .text("cold start/code"),
                    "compensate": .boolean(false),
                ])
        )
    }

    @Test("a repetition is named with its number")
    func repetition() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a")]).repeated(2)
        let trace = await world.run(plan, agents: ["a": .shell("cat")])
        let request = JSONValue(parsing: trace.text(of: "a") ?? "")
        #expect(request?.value(at: "$.run") == .text("main#2"))
    }

    @Test("another try is given what happened before, and the budget")
    func laterRequest() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a")]) {
            $0.context.budget = 8192
            $0.everywhere { $0.retry.initial = .milliseconds(1) }
        }
        let script = """
            if [ -e failed ]; then cat; else touch failed; echo no luck >&2; exit 75; fi
            """
        let trace = await world.run(plan, agents: ["a": .shell(script)])
        let request = try #require(JSONValue(parsing: trace.text(of: "a") ?? ""))
        #expect(request.value(at: "$.attempt") == .number(2))
        #expect(request.value(at: "$.budget") == .number(8192))
        #expect(request.value(at: "$.feedback") == .null)
        #expect(
            request.value(at: "$.history")
                == .list([
                    .object([
                        "attempt": .number(1),
                        "outcome": .text("process"),
                        "output": .text("the process ended (exit code 75): no luck"),
                    ])
                ])
        )
    }

    @Test("a review that sends work back is the feedback")
    func feedback() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("coder"), .init("reviewer", needs: ["coder"])]) {
            $0.phase("reviewer") {
                $0.validators = [.contains("approved")]
                $0.onRejected = .init(revise: "coder", max: 1)
            }
        }
        let trace = await world.run(
            plan,
            agents: ["coder": .shell("cat"), "reviewer": .says("too short", "approved")]
        )
        let request = try #require(JSONValue(parsing: trace.text(of: "coder") ?? ""))
        #expect(request.value(at: "$.attempt") == .number(2))
        #expect(request.value(at: "$.feedback") == .text("too short"))
        #expect(request.value(at: "$.history[0].outcome") == .text("revised"))
    }

    @Test("a server's response is part of an input")
    func response() {
        let output = PhaseOutput(text: "b", response: .init(status: 201, body: "b", port: 4242))
        let request = AgentRequest(
            phase: "x",
            attempt: 3,
            requirements: "",
            inputs: [.init(phase: "server", output: output)],
            feedback: nil,
            history: [],
            budget: nil
        )
        let bytes = AgentRequestText.json(request, run: .init(name: "r"))
        #expect(bytes.last == 10)
        let value = JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
        #expect(
            value?.value(at: "$.inputs.server.response")
                == .object(["status": .number(201), "body": .text("b")])
        )
    }
}
