import Foundation
import TestSupport
import Testing

@Suite("Lives of stored runs", .timeLimit(.minutes(2)))
struct StoredLifeTests {
    private func folder(_ clock: String, _ faults: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: lives
            clock: \(clock)
            seed: 5
            workflow: {phases: [{name: plan}, {name: ship, needs: [plan]}]}
            config: {retry: {max_attempts: 1, on_exhausted: pause}}
            agents: {plan: {simulated: {output: planned}}, ship: {simulated: {output: shipped}}}
            faults:
              - {id: down, when: {phase: ship, times: 1}, inject: server_error, expect: any}
              - \(faults)
            runs: [{name: night, expect: {status: paused}}]

            """
        )
        let run = try Tool.run(["run"], in: folder.url)
        #expect(run.output.contains("never fired"), "\(run.output)\(run.errors)")
        return folder
    }

    /// The codes of resumes until one succeeds.
    private func codes(_ folder: TemporaryFolder) throws -> [Int32] {
        var codes: [Int32] = []
        while codes.last != 0, codes.count < 24 {
            codes.append(try Tool.run(["resume", "night"], in: folder.url).code)
        }
        return codes
    }

    @Test(
        "a resume that a drawn fault ends before it records anything meets other draws the next time",
        arguments: ["virtual", "real"]
    )
    func opening(clock: String) throws {
        let folder = try folder(
            clock,
            "{id: f, at: journal.read, when: {probability: 75%}, inject: io_error, expect: any}"
        )
        let codes = try codes(folder)
        #expect(codes.last == 0, "one of them gets through")
        #expect(codes.count > 1, "the first does not")
        #expect(codes.dropLast().allSatisfy { $0 == 65 })
    }

    @Test("without its faults a stored run goes on at once, and says so")
    func withoutFaults() throws {
        let folder = try folder(
            "virtual",
            "{id: f, at: journal.read, inject: io_error, expect: any}"
        )
        #expect(try Tool.run(["resume", "night"], in: folder.url).code == 65)
        let outcome = try Tool.run(["resume", "night", "--without-faults"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("without its 2 faults"))
        let run = try Tool.run(
            ["run", "--without-faults", "--format", "json", "--state", "other"],
            in: folder.url
        )
        #expect(run.output.contains("\"faults_left_out\":2"))
        #expect(run.output.contains("\"faults\":[]"))
    }
}
