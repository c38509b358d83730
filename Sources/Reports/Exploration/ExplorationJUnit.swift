internal import Exploration
internal import Invariants
internal import Scenarios

/// What exploring came to as JUnit XML: a case for each violation; what was never reached is skipped.
package enum ExplorationJUnit {
    /// What a failure is of.
    private static let kind = "invariant"

    /// Writes a file, which appears whole or not at all; missing folders are made.
    ///
    /// - Throws: `XMLProblem`.
    package static func write(
        _ suite: ExploredSuite,
        to path: String,
        surroundings: ReportEnvironment
    ) throws {
        _ = try JudgedJUnit.write(
            cases(suite),
            in: .init(kind: kind, surroundings: surroundings),
            profile: .rich,
            to: path,
            isFolder: false
        )
    }

    /// The same document in memory.
    ///
    /// - Throws: `XMLProblem`.
    package static func bytes(
        _ suite: ExploredSuite,
        surroundings: ReportEnvironment
    ) throws -> [UInt8] {
        try JudgedJUnit.bytes(
            cases(suite),
            in: .init(kind: kind, surroundings: surroundings),
            profile: .rich
        )
    }

    private static func cases(_ suite: ExploredSuite) -> [JudgedCase] {
        suite.scenarios.flatMap { explored in
            let scenario = explored.scenario
            switch explored.outcome {
            case .skipped(let reason):
                return [JudgedCase(scenario, "explore", .skipped(reason), reason)]
            case .explored(let exploration, let findings):
                let violations = findings.map { kept in
                    let violation = kept.finding.violation
                    var lines = ["\(ExplorationReport.place(violation)): \(violation.message)"]
                    lines += kept.finding.schedule.map { ExplorationReport.words($0) }
                    if let path = kept.path { lines.append("moonlight replay \(path)") }
                    return JudgedCase(
                        scenario,
                        "explore \(violation.promise.name)",
                        .failed(violation.message),
                        lines.joined(separator: "\n")
                    )
                }
                let held = JudgedCase(scenario, "explore", .passed, amounts(exploration))
                let never = exploration.never.map {
                    JudgedCase(scenario, "explore \($0)", .skipped("never reached"), $0)
                }
                return (findings.isEmpty ? [held] : violations) + never
            }
        }
    }

    private static func amounts(_ exploration: Exploration) -> String {
        "\(exploration.singles.executed) of \(exploration.singles.total) single, "
            + "\(exploration.pairs.executed) of \(exploration.pairs.total) double faults, "
            + "\(exploration.seeds) seeds"
    }
}

extension JudgedCase {
    fileprivate init(
        _ scenario: Scenario,
        _ name: String,
        _ outcome: Outcome,
        _ text: String
    ) {
        self.init(
            scenario: scenario.name,
            file: scenario.file,
            name: name,
            outcome: outcome,
            text: text
        )
    }
}
