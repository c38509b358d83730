import TestSupport
import Testing

@testable import Suites

@Suite("The share of executions that hold")
struct SuccessTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig() }

    /// Of 20 executions the 3rd, 9th and 14th fail; what is expected stands on line 13.
    private func text(_ expect: String) -> String {
        """
        name: x
        workflow: {phases: [{name: a}]}
        config: {cache: {enabled: false}, retry: {max_attempts: 1}}
        agents: {a: {simulated: {output: hi, calls: 2}}}
        faults:
          - {id: f, when: {repetition: 3}, inject: server_error, expect: any}
          - {id: g, when: {repetition: 9}, inject: server_error, expect: any}
          - {id: h, when: {repetition: 14}, inject: server_error, expect: any}
        invariants: {except: [request_budget]}
        runs:
          - name: load
            repeat: 20
            expect: {\(expect)}
        """
    }

    @Test("a share within the bound holds", arguments: [">= 85%", "80%..90%", "0.85", "< 100%"])
    func holds(bound: String) async throws {
        let result = try await rig.run(text("success: \"\(bound)\""))
        #expect(result.status == .passed)
        #expect(result.runs[0].repetitions.total == 20)
        #expect(result.runs[0].repetitions.failed == 0)
    }

    @Test("a share outside of it says how many held, and which executions did not")
    func missed() async throws {
        let result = try await rig.run(text("success: \">= 90%\""))
        #expect(result.status == .failed)
        let failure = try #require(result.failures.first)
        #expect(result.failures.count == 1)
        #expect(failure.expected == "success >= 90%")
        let lines = failure.found.split(separator: "\n")
        #expect(lines.first == "17 of 20 (85 %)")
        #expect(
            lines.dropFirst().map { $0.prefix { $0 != ":" } } == ["load#3", "load#9", "load#14"]
        )
        #expect(
            lines.dropFirst().allSatisfy {
                $0.contains("expected status succeeded, found status failed")
            }
        )
        #expect(failure.location == "x.yaml:13")
        #expect(failure.run == "load#3")
    }

    @Test("without it all must hold")
    func all() async throws {
        let result = try await rig.run(text("requests: \"<= 2\""))
        #expect(result.status == .failed)
        #expect(result.runs[0].repetitions.failed == 3)
    }

    @Test("what else is expected counts too, an agent's own calls among the requests")
    func others() async throws {
        // Those that were refused made one call, the others two.
        let refused = "status: failed, requests: \"< 2\""
        let result = try await rig.run(text("\(refused), success: \"10%..20%\""))
        #expect(result.status == .passed)
        let bad = try await rig.run(text("\(refused), success: \"<= 10%\""))
        #expect(bad.failures.map(\.expected) == ["success <= 10%"])
    }

    @Test("requests are the calls of all agents")
    func requests() async throws {
        let result = try await rig.run(text("requests: \"3..4\""))
        #expect(result.failures.first?.expected == "requests 3..4")
        #expect(result.failures.first?.found == "2")
    }
}
