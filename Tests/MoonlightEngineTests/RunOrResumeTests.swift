import Foundation
import MoonlightEngine
import MoonlightTestKit
import TestSupport
import Testing

@Suite("A run that resumes or begins", .timeLimit(.minutes(1)))
struct RunOrResumeTests {
    private let notes = Notes()

    private var workflow: Workflow {
        let once = PhaseSettings { $0.retry = .attempts(1) }
        return Workflow.of(
            Phase("a", settings: once) { [notes] _ in
                guard notes.add("a") > 1 else { throw Mishap(description: "not yet") }
                return "A"
            },
            Phase("b", needs: ["a"], settings: once) { [notes] _ in
                guard notes.add("b") > 1 else { throw Mishap(description: "not yet") }
                return "B"
            }
        )
    }

    private func bench(_ folder: TemporaryFolder, _ isStored: Bool) throws -> TestBench {
        isStored ? TestBench(try Engine(state: folder.path)) : TestBench()
    }

    @Test("begins under an unknown id, and resumes under a known one", arguments: [false, true])
    func goesOn(isStored: Bool) async throws {
        let folder = try TemporaryFolder()
        let bench = try bench(folder, isStored)
        var statuses: [RunStatus] = []
        for _ in 0..<4 {
            let result = try await bench.runOrResume(workflow, requirements: "r", id: "work")
            statuses.append(result.status)
        }
        #expect(statuses == [.failed, .failed, .succeeded, .succeeded])
        #expect(notes.all == ["a", "a", "b", "b"])
        #expect(bench.violations == [])
    }

    @Test(
        "is refused other requirements, before the first commit and after it",
        arguments: [false, true],
        [1, 2]
    )
    func requirements(isStored: Bool, runs: Int) async throws {
        let folder = try TemporaryFolder()
        let bench = try bench(folder, isStored)
        for _ in 0..<runs {
            _ = try await bench.runOrResume(workflow, requirements: "r", id: "work")
        }
        let calls = notes.all.count
        let error = await #expect(throws: EngineError.self) {
            try await bench.runOrResume(workflow, requirements: "other", id: "work")
        }
        guard case .mismatch(run: "work", phase: "a", let reason)? = error else {
            Issue.record("expected a mismatch, found \(String(describing: error))")
            return
        }
        #expect(reason == "the run was started with other requirements")
        await #expect(throws: error ?? .unknownRun("")) {
            try await bench.resume("work", of: workflow, requirements: "other")
        }
        #expect(notes.all.count == calls)
        // What is refused is not lost.
        _ = try await bench.runOrResume(workflow, requirements: "r", id: "work")
        #expect(notes.all.count > calls)
    }
}
