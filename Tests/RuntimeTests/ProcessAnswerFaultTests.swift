import Agents
import Faults
import Foundation
import JSON
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Faults and the answers of processes", .timeLimit(.minutes(1)))
struct ProcessAnswerFaultTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let json = #"{"items": [3, 4], "total": 7}"#

    /// Runs one phase whose agent notes each time that it works.
    private func run(
        _ type: any Injection,
        at failpoint: Failpoint = .agentOutput,
        times: Int? = 1,
        script: String = "echo '\(json)'",
        _ configure: @escaping @Sendable (inout PhaseConfiguration) -> Void = { _ in }
    ) async throws -> RunTrace {
        var selector = FaultSelector()
        selector.times = times
        let fault = Fault(id: "f", failpoint: failpoint, selector: selector, inject: type)
        let world = LiveWorld.below(folder, faults: [fault])
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.everywhere { phase in
                phase.retry.initial = .milliseconds(1)
                phase.retry.maxAttempts = 2
                configure(&phase)
            }
        }
        return await world.run(
            plan,
            agents: ["a": .shell("echo x >> \(folder.path)/calls; \(script)")]
        )
    }

    private var calls: Int { folder.content(of: "calls")?.split(separator: "\n").count ?? 0 }

    static let damages: [any Injection] = [
        TruncatedOutput(), TruncatedOutput(.bytes(1)), EmptyOutput(), InvalidJSON(), FencedJSON(),
        ErrorIn200(), WrongButValid(text: "no"),
        WrongButValid([JSONPathValue(path: "$.total", equals: .number(.init(0)))]),
    ]

    @Test("a validator finds a damaged answer, and the next one counts", arguments: damages)
    func found(type: any Injection) async throws {
        let trace = try await run(type) {
            $0.validators = [
                .json([JSONPathValue(path: "$.total", equals: .number(.init(7)))])
            ]
        }
        #expect(trace.status == .succeeded)
        #expect(trace.text(of: "a") == Self.json)
        #expect(trace.firings == ["f": 1])
        #expect(calls == 2)
    }

    @Test("without one it is committed as it is", arguments: damages)
    func committed(type: any Injection) async throws {
        let trace = try await run(type)
        #expect(trace.status == .succeeded)
        #expect(trace.text(of: "a") != Self.json)
        #expect(calls == 1)
    }

    @Test("a file outside is refused, and never written")
    func escape() async throws {
        let trace = try await run(EscapingFile())
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "path_escape")
        #expect(trace.outputs.isEmpty)
        #expect(try !folder.files().contains { $0.path.hasSuffix("escaped.txt") })
    }

    @Test("a program's answer before comes again")
    func stale() async throws {
        var selector = FaultSelector()
        selector.attempt = 2...2
        let fault = Fault(
            id: "f",
            failpoint: .agentOutput,
            selector: selector,
            inject: StaleAnswer()
        )
        let world = LiveWorld.below(folder, faults: [fault])
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.everywhere { phase in
                phase.retry.initial = .milliseconds(1)
                phase.validators = [.contains("3")]
            }
        }
        let trace = await world.run(
            plan,
            agents: ["a": .shell("echo x >> \(folder.path)/calls; wc -l < \(folder.path)/calls")]
        )
        #expect(trace.status == .succeeded)
        #expect(trace.text(of: "a")?.contains("3") == true)
        #expect(trace.firings == ["f": 1])
    }

    @Test("an answer that is lost is not the work: it is done twice")
    func ackLost() async throws {
        let trace = try await run(AckLost(), at: .agentCall)
        #expect(trace.status == .succeeded)
        #expect(calls == 2)
        let failures = trace.events.compactMap { event -> String? in
            if case .attemptFailed(_, _, let failure) = event.kind { failure.kind } else { nil }
        }
        #expect(failures == ["ack_lost"])
    }

    @Test(
        "what keeps an answer after the work has a timeout end the attempt",
        arguments: [Hang(point: .after), AddedLatency(.constant(.seconds(50)))] as [any Injection]
    )
    func late(type: any Injection) async throws {
        let trace = try await run(type, at: .agentCall) { $0.attemptTimeout = .milliseconds(400) }
        #expect(trace.status == .succeeded)
        #expect(calls == 2)
        let failures = trace.events.compactMap { event -> String? in
            if case .attemptFailed(_, _, let failure) = event.kind { failure.kind } else { nil }
        }
        #expect(failures == ["timeout"])
    }

    @Test("memory that a call holds is in what it used, whatever becomes of it", arguments: [0, 3])
    func memory(status: Int) async throws {
        let bytes = 3 << 20
        let trace = try await run(
            Allocate(bytes: bytes),
            at: .agentCall,
            times: nil,
            script: "exit \(status)"
        )
        #expect(trace.status == (status == 0 ? .succeeded : .failed))
        let held = trace.events.compactMap { event -> Int? in
            switch event.kind {
            case .attemptSucceeded(_, _, _, _, let usage): usage.memoryBytes
            case .attemptFailed(_, _, let failure): failure.usage.memoryBytes
            default: nil
            }
        }
        #expect(held.first.map { $0 >= bytes } == true)
    }

    @Test("tokens that a program reports count for a quota once it has answered")
    func quota() async throws {
        let fault = Fault(id: "q", inject: Quota(tokens: 50))
        let world = LiveWorld.below(folder, faults: [fault])
        let phases: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"])]
        let plan = try RunPlan.of(phases) { $0.everywhere { $0.retry.maxAttempts = 1 } }
        let agent = LiveAgent.shell(#"echo '{"output": "x", "tokens": 60}'"#)
        let trace = await world.run(plan, agents: ["a": agent, "b": agent])
        #expect(trace.error?.failure.kind == "quota")
        #expect(trace.error?.phase == "b")
        let wait = try #require(trace.error?.failure.retryAfter)
        #expect(wait > .seconds(1) && wait <= .seconds(60))
    }
}
