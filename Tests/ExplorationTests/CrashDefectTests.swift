import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Exploration
@testable import Suites

@Suite("Defects that a crash search finds", .timeLimit(.minutes(2)))
struct CrashDefectTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Searches in worlds with a defect.
    private func search(
        _ text: String,
        in tamper: @escaping LossyWorld.Tampering
    ) async throws -> CrashResult {
        try await CrashSearch(folder.load(text), seed: 1, rules: CrashSearchTests.few) { scenario in
            LossyWorld(scenario, tamper)
        }.search()
    }

    @Test("a world in which nothing is wrong has none")
    func honest() async throws {
        let result = try await search(CrashSearchTests.pipeline) { $0 }
        #expect(!result.rows.isEmpty)
        #expect(result.differences == [])
    }

    @Test("a journal that forgets its newest record has committed work executed again")
    func forgetful() async throws {
        let result = try await search(CrashSearchTests.pipeline) { Array($0.dropLast()) }
        let aspects = Set(result.differences.compactMap { $0.difference?.disparity.aspect })
        #expect(aspects.contains(.committedAgain))
        let commit = result.rows.first { $0.kind == .phaseCommitted && $0.run == "cold" }
        #expect(commit?.difference != nil)
    }

    @Test("a journal whose decisions are forgotten undoes what it should not, or not at all")
    func undecided() async throws {
        let result = try await search(CrashSearchTests.undone) { Array($0.dropLast()) }
        #expect(result.differences.contains { $0.kind == .compensationStarted })
    }

    @Test("a journal that cannot be read is a run that does not end as it should")
    func broken() async throws {
        let result = try await search(CrashSearchTests.pipeline) { entries in
            guard entries.count > 1, let first = entries.first else { return entries }
            return [first.map { ~$0 }] + entries.dropFirst()
        }
        let broken = result.differences.compactMap(\.difference)
        #expect(!broken.isEmpty)
        #expect(broken.allSatisfy { $0.disparity.message.hasPrefix("it cannot be resumed: ") })
    }
}
