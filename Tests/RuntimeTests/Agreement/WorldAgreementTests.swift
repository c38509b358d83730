import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Both worlds agree on drawn scenarios", .timeLimit(.minutes(3)))
struct WorldAgreementTests {
    /// What one scenario led to.
    private struct Finding: Sendable {
        var difference: String?
        var kinds: Set<String> = []
    }

    @Test("500 scenarios give the same events, endings, journals and tallies")
    func agree() async throws {
        let findings = try await withThrowingTaskGroup(of: Finding.self) { group in
            var next: UInt64 = 0
            var findings: [Finding] = []
            // Some at a time: while one waits for a timeout, others proceed.
            while next < 500 || !group.isEmpty {
                if next < 500, next < findings.count + 24 {
                    let scenario = DrawnScenario(seed: next)
                    group.addTask { try await Self.repeatedFinding(scenario) }
                    next += 1
                } else if let finding = try await group.next() {
                    findings.append(finding)
                }
            }
            return findings
        }
        #expect(findings.count == 500)
        let differences = findings.compactMap(\.difference)
        #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(3).joined())")
        let missing = Set(Event.kindNames).subtracting(findings.flatMap(\.kinds))
        #expect(missing.isEmpty, "what never came up proves nothing")
    }

    /// On a machine that is busy elsewhere a real deadline can pass early; a true difference is there each time.
    private static func repeatedFinding(_ scenario: DrawnScenario) async throws -> Finding {
        var finding = try await finding(scenario)
        for _ in 0..<2 where finding.difference != nil {
            finding = try await Self.finding(scenario)
        }
        return finding
    }

    private static func finding(_ scenario: DrawnScenario) async throws -> Finding {
        let own = try TemporaryFolder()
        var pair = WorldPair(scenario, below: own)
        var finding = Finding()
        for (number, step) in scenario.steps.enumerated() {
            let (virtual, live) = try await pair.perform(step)
            finding.kinds = pair.kinds
            guard virtual != live else { continue }
            finding.difference = """

                \(scenario), step \(number): \(step)
                \(difference(virtual, live).joined(separator: "\n"))
                """
            break
        }
        return finding
    }

    /// Where two outcomes part.
    private static func difference(
        _ virtual: WorldPair.Outcome,
        _ live: WorldPair.Outcome
    ) -> [String] {
        var parts: [String] = []
        for key in Set(virtual.lines.keys).union(live.lines.keys).sorted() {
            let one = virtual.lines[key] ?? []
            let other = live.lines[key] ?? []
            guard one != other else { continue }
            let place = zip(one, other).prefix { $0 == $1 }.count
            let next = { (lines: [String]) in lines.dropFirst(place).first ?? "nothing" }
            parts.append(
                "\(key), line \(place):\n  virtual: \(next(one))\n  live:    \(next(other))"
            )
        }
        for (one, other) in zip(virtual.endings, live.endings) where one != other {
            parts.append("  virtual: \(one)\n  live:    \(other)")
        }
        if virtual.tallies != live.tallies {
            parts.append("  virtual: \(virtual.tallies)\n  live:    \(live.tallies)")
        }
        if virtual.delivered != live.delivered {
            parts.append("  virtual: \(virtual.delivered)\n  live:    \(live.delivered)")
        }
        return parts
    }
}
