package import Benchmarks

/// A comparison of two baselines as JUnit XML: a case for each row.
package enum ComparisonJUnit {
    private static let kind = "comparison"

    /// Writes what a profile asks for, and returns the paths; a row that counts against the comparison is a failure, one
    /// that is passed over is skipped.
    ///
    /// - Parameter isFolder: Whether `path` is a folder whatever is written.
    /// - Throws: `XMLProblem`.
    package static func write(
        _ rows: [ComparisonRow],
        policy: ComparisonPolicy,
        profile: JUnitProfile = .rich,
        to path: String,
        isFolder: Bool = false,
        surroundings: ReportEnvironment
    ) throws -> [String] {
        try JudgedJUnit.write(
            rows.map { judged($0, policy) },
            in: .init(kind: kind, surroundings: surroundings),
            profile: profile,
            to: path,
            isFolder: isFolder
        )
    }

    /// The document of a profile that has one for all scenarios, in memory.
    ///
    /// - Throws: `XMLProblem`.
    package static func bytes(
        _ rows: [ComparisonRow],
        policy: ComparisonPolicy,
        profile: JUnitProfile = .rich,
        surroundings: ReportEnvironment
    ) throws -> [UInt8] {
        try JudgedJUnit.bytes(
            rows.map { judged($0, policy) },
            in: .init(kind: kind, surroundings: surroundings),
            profile: profile
        )
    }

    private static func judged(_ row: ComparisonRow, _ policy: ComparisonPolicy) -> JudgedCase {
        let sentence = ComparisonReport.sentence(row)
        let outcome: JudgedCase.Outcome =
            switch policy.weight(of: row) {
            case .good: .passed
            case .bad, .undecided: .failed(sentence)
            case .passedOver: .skipped(sentence)
            }
        return JudgedCase(
            scenario: row.scenario,
            file: row.file,
            name: "run \(row.run), \(row.metric)",
            outcome: outcome,
            text: sentence
        )
    }
}
