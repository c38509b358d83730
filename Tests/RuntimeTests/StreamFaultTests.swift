import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Faults at an agent's stream", .timeLimit(.minutes(1)))
struct StreamFaultTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Sends `one two three` in three frames, and says so.
    private static let script = """
        printf '{"frame": "one "}\\n{"frame": "two "}\\n{"frame": "three"}\\n'
        """

    private func fault(_ type: any Injection) -> Fault {
        var selector = FaultSelector()
        selector.attempt = 1...1
        return Fault(id: "f", failpoint: .agentStream, selector: selector, inject: type)
    }

    private func plan(
        attempts: Int = 2,
        _ configure: @escaping (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try .of([.init("a")]) {
            $0.everywhere { phase in
                phase.retry.maxAttempts = attempts
                phase.retry.initial = .milliseconds(1)
                configure(&phase)
            }
        }
    }

    private func live(
        _ type: (any Injection)?,
        _ script: String = script,
        _ plan: RunPlan? = nil
    ) async throws -> RunTrace {
        let world = LiveWorld.below(folder, faults: type.map { [fault($0)] } ?? [])
        return await world.run(try plan ?? self.plan(), agents: ["a": .shell(script)])
    }

    @Test("the texts of a program's frames are its output")
    func joined() async throws {
        let trace = try await live(nil)
        #expect(trace.text(of: "a") == "one two three")
    }

    @Test("beside an answer frames only show that the agent is alive")
    func answered() async throws {
        let trace = try await live(nil, "\(Self.script); echo whole")
        #expect(trace.text(of: "a") == "whole")
    }

    @Test("JSON in frames is text")
    func json() async throws {
        let trace = try await live(nil, #"echo '{"frame": "{\"output\": \"x\"}"}'"#)
        #expect(trace.text(of: "a") == #"{"output": "x"}"#)
    }

    @Test("a stream that ends early looks complete")
    func cleanCut() async throws {
        let trace = try await live(CleanCut(afterFrames: 2))
        #expect(trace.text(of: "a") == "one two ")
        #expect(trace.firings == ["f": 1])
        let kinds = trace.events.map(\.kindName)
        let injected = try #require(kinds.firstIndex(of: "fault_injected"))
        let ended = try #require(kinds.firstIndex(of: "attempt_ended"))
        #expect(injected < ended)
    }

    @Test(
        "a stream that breaks off is a failure that is retried",
        arguments: [AbruptCut(afterFrames: 2), ErrorAfter200(afterFrames: 0)] as [any Injection]
    )
    func broken(type: any Injection) async throws {
        // The program would go on forever after its second frame.
        let script = """
            if [ -e again ]; then \(Self.script); else touch again; \(Self.script); exec sleep 300; fi
            """
        let trace = try await live(type, script)
        #expect(trace.text(of: "a") == "one two three")
        #expect(trace.failures.map(\.kind) == [type.type.name])
    }

    @Test("a stream that stalls is ended by the attempt's timeout, and the next one is whole")
    func stall() async throws {
        let plan = try plan { $0.attemptTimeout = .milliseconds(300) }
        let trace = try await live(StreamStall(afterFrames: 1), Self.script, plan)
        #expect(trace.text(of: "a") == "one two three")
        #expect(trace.failures.map(\.kind) == ["timeout"])
    }

    @Test("without any timeout a stream that stalls is a hang")
    func hang() async throws {
        let trace = try await live(StreamStall(afterFrames: 1), Self.script, plan(attempts: 1))
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "hang")
    }

    @Test("a program's own timeout ends a stream that stalls")
    func ownTimeout() async throws {
        let world = LiveWorld.below(folder, faults: [fault(StreamStall(afterFrames: 1))])
        let agent = ProcessAgent.shell(Self.script, timeout: .milliseconds(300))
        let trace = await world.run(try plan(), agents: ["a": .process(agent)])
        #expect(trace.text(of: "a") == "one two three")
        #expect(trace.failures.map(\.kind) == ["timeout"])
    }

    @Test("a program that sends no frame has no stream")
    func noFrames() async throws {
        let trace = try await live(AbruptCut(afterFrames: 0), "echo out")
        #expect(trace.text(of: "a") == "out")
        #expect(trace.firings == [:])
    }

    /// What a fault leaves of the answer `abcdef` in three frames, and what it ends the first attempt with.
    struct Case: Sendable, CustomTestStringConvertible {
        let type: any Injection
        let text: String
        var kinds: [String] = []

        var testDescription: String { type.type.name }
    }

    static let cases = [
        Case(type: CleanCut(afterFrames: 1), text: "ab"),
        Case(type: CleanCut(afterFrames: 0), text: ""),
        Case(type: AbruptCut(afterFrames: 2), text: "abcdef", kinds: ["abrupt_cut"]),
        Case(type: ErrorAfter200(), text: "abcdef", kinds: ["error_after_200"]),
        Case(type: StreamStall(afterFrames: 1), text: "abcdef", kinds: ["timeout"]),
        Case(type: SlowFirstToken(by: .milliseconds(5)), text: "abcdef"),
        Case(type: SlowFirstToken(by: .seconds(5)), text: "abcdef", kinds: ["timeout"]),
    ]

    @Test("both worlds say the same of simulated agents", arguments: cases)
    func bothWorlds(_ one: Case) async throws {
        let agent = SimulatedAgent(
            outputs: [PhaseOutput(text: "abcdef")],
            latency: .constant(.milliseconds(8)),
            frames: 3
        )
        let plan = try plan { $0.attemptTimeout = .seconds(2) }
        var virtual = VirtualWorld(faults: [fault(one.type)])
        let world = LiveWorld.below(folder, faults: [fault(one.type)])
        let traces = [
            virtual.run(plan, agents: ["a": agent]),
            await world.run(plan, agents: ["a": .simulated(agent)]),
        ]
        for trace in traces {
            #expect(trace.text(of: "a") == one.text)
            #expect(trace.failures.map(\.kind) == one.kinds)
            #expect(trace.firings == ["f": 1])
        }
    }

    @Test(
        "a cut behind the end does not fire",
        arguments: [
            CleanCut(afterFrames: 3), AbruptCut(afterFrames: 3), StreamStall(afterFrames: 4),
        ] as [any Injection]
    )
    func behind(type: any Injection) throws {
        let agent = SimulatedAgent(outputs: [PhaseOutput(text: "abcdef")], frames: 3)
        var world = VirtualWorld(faults: [fault(type)])
        let trace = world.run(try plan(), agents: ["a": agent])
        #expect(trace.text(of: "a") == "abcdef")
        #expect(world.tallies["f"]?.visits == 1)
        #expect(world.tallies["f"]?.firings == 0)
    }

    @Test("frames have equal parts of the text, and none half a character")
    func parts() {
        let answer = AgentAnswer("äöü")
        let texts = (0...4).map { answer.cut(after: $0, of: 4).output.text }
        #expect(texts == ["", "", "ä", "äö", "äöü"])
    }
}

extension RunTrace {
    /// Why attempts failed, in order.
    fileprivate var failures: [OperationFailure] {
        events.compactMap { event in
            if case .attemptFailed(_, _, let failure) = event.kind { failure } else { nil }
        }
    }
}
