import MoonlightTestKit
import Testing
import struct Workflows.Event

@testable import MoonlightEngine

@Suite("A bench and limits that a fault lowers")
struct LoweredLimitTests {
    private func bench() throws -> TestBench {
        TestBench(faults: [try .inject("tokens", 150, into: "a")])
    }

    private static let workflow = Workflow(
        "both",
        phases: ["a", "b"].map { name in
            Phase(name, needs: name == "b" ? ["a"] : []) { _ in
                AgentAnswer("done", tokens: 100)
            }
        }
    )

    @Test("a run keeps to them")
    func kept() async throws {
        let bench = try bench()
        let result = try await bench.run(Self.workflow)
        #expect(result.status == .failed)
        #expect(result.error?.cause.kind == .budget)
        #expect(bench.unusedFaults.isEmpty)
        #expect(bench.violations.isEmpty)
    }

    @Test("a run that does not is a violation, from when the fault acts")
    func passed() async throws {
        let bench = try bench()
        let fault = try #require(bench.unusedFaults.first)
        // An execution in which nothing acted.
        let plain = try await TestBench().run(Self.workflow).evidence
        for acts in [false, true] {
            let events = plain.trace.events.flatMap { event -> [Event.Kind] in
                guard acts, event.tag == .attemptStarted, event.phase == "a" else {
                    return [event.kind]
                }
                return [
                    event.kind, .faultInjected("a", attempt: 1, fault: fault, effect: "150 tokens"),
                ]
            }
            var trace = plain.trace
            trace.events = zip(1..., events).map { number, kind in
                Event(sequence: number, time: .zero, run: plain.plan.run, kind: kind)
            }
            bench.judge(RunResult.Evidence(plan: plain.plan, trace: trace))
            let found = bench.violations.filter { $0.invariant == "bounds" }.map(\.message)
            #expect(
                found
                    == (acts
                        ? [
                            "attempt 1 of b succeeds although 200 tokens are used, at most 150 are allowed"
                        ]
                        : [])
            )
        }
    }
}
