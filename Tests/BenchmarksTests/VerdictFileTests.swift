import Foundation
import Reports
import Scenarios
import Shapes
import Statistics
import TestSupport
import Testing

@testable import Benchmarks

@Suite("What verify writes and shows")
struct VerdictFileTests {
    private func verdict(_ name: String, _ verdict: ClaimVerdict.Verdict, reason: String?)
        -> ClaimVerdict
    {
        var made = ClaimVerdict(
            claim: name,
            location: SourceLocation(file: "a.yaml", line: 9, column: 5),
            scenario: "a",
            file: "Scenarios/a.yaml",
            seed: 42,
            baseline: "cold",
            candidate: "warm",
            estimand: .speedup(atLeast: 3),
            confidence: 0.95,
            verdict: verdict
        )
        made.reason = reason
        return made
    }

    @Test("a JUnit file has a case for each claim: failed, without verdict, or skipped")
    func junit() throws {
        let verdicts = [
            verdict("fast", .holds, reason: nil),
            verdict("slow", .refuted, reason: "the speed-up is less than claimed"),
            verdict("open", .inconclusive, reason: "too few pairs"),
            verdict("elsewhere", .skipped, reason: "requires x"),
        ]
        let folder = try TemporaryFolder()
        func text(_ policy: InconclusivePolicy) throws -> String {
            let path = "\(folder.path)/\(policy.rawValue).xml"
            let files = try JUnitReport.write(
                verdicts,
                inconclusive: policy,
                to: path,
                surroundings: ReportEnvironment(
                    timestamp: "2026-01-01T00:00:00Z",
                    hostname: "h",
                    toolVersion: "1"
                )
            )
            #expect(files == [path])
            return try String(contentsOfFile: path, encoding: .utf8)
        }
        let failing = try text(.fail)
        #expect(failing.contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""))
        #expect(failing.contains("classname=\"Scenarios.a\""))
        #expect(failing.contains("name=\"claim slow\""))
        #expect(failing.contains("the speed-up is less than claimed"))
        #expect(failing.contains("moonlight verify Scenarios/a.yaml --seed 42"))
        #expect(try text(.skip).contains("failures=\"1\" errors=\"0\" skipped=\"2\""))
    }

    @Test("verdicts are written for every profile", arguments: JUnitProfile.allCases)
    func profiles(profile: JUnitProfile) throws {
        let folder = try TemporaryFolder()
        let files = try JUnitReport.write(
            [
                verdict("fast", .holds, reason: nil),
                verdict("slow", .refuted, reason: "the speed-up is less than claimed"),
            ],
            inconclusive: .fail,
            profile: profile,
            to: folder.path(of: "junit.xml"),
            surroundings: ReportEnvironment(
                timestamp: "2026-01-01T00:00:00Z",
                hostname: "h",
                toolVersion: "1"
            )
        )
        let text = try String(contentsOfFile: try #require(files.first), encoding: .utf8)
        #expect(text.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""))
        #expect(text.contains("name=\"claim slow\""))
        #expect(text.contains("package=\"Scenarios\"") == (profile == .ant))
    }

    @Test("a line of progress has the pairs, the interval so far and the time left")
    func progress() {
        var progress = ClaimProgress(
            scenario: "two",
            claim: "c",
            done: 10,
            total: 40,
            interval: RatioInterval(ratio: 0.5, low: 0.4, high: 0.625)
        )
        func line(width: Int = 120) -> String {
            ClaimProgressLine(progress, elapsed: .seconds(20)).line(width: width)
        }
        let whole = line()
        #expect(whole.hasPrefix("10/40 pairs, ratio 0.500 (0.400 to 0.625), "))
        #expect(whole.hasSuffix(" left: two, c"))
        #expect(whole.contains("60") || whole.contains("1m"))
        #expect(line(width: 20).count <= 20)
        progress.interval = nil
        #expect(line().hasPrefix("10/40 pairs, "))
        #expect(!line().contains("ratio"))
    }
}
