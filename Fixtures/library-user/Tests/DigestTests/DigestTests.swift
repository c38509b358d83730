import Digest
import MoonlightEngine
import MoonlightTestKit
import Testing

@Test("a digest outlives two refusals of its provider")
func outlivesRefusals() async throws {
    let bench = TestBench(
        faults: [.rateLimit("write", attempts: 1...2, retryAfter: .seconds(5))]
    )
    let result = try await bench.run(digest(), requirements: "moon sun")
    #expect(result.outputs["write"]?.text == "moon and sun")
    #expect(result.duration >= .seconds(10))
    #expect(bench.violations == [])
    #expect(bench.unusedFaults == [])
}

@Test("a digest is the same whenever its process dies")
func outlivesCrashes() async throws {
    let reports = try await crashSweep(of: digest(), requirements: "moon")
    #expect(reports.count == 4)
    #expect(reports.flatMap(\.problems) == [])
}
