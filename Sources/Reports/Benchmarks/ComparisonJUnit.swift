package import Benchmarks

/// A comparison of two baselines as JUnit XML: a case for each row.
package enum ComparisonJUnit {
    private static let kind = "comparison"

    /// Writes a file; a row that counts against the comparison is a failure, one that is passed over is skipped.
    ///
    /// - Throws: `XMLProblem`.
    package static func write(
        _ rows: [ComparisonRow],
        policy: ComparisonPolicy,
        to path: String,
        surroundings: ReportEnvironment
    ) throws {
        let cases = rows.map { judged($0, policy) }
        try JudgedJUnit.write(cases, kind: kind, to: path, surroundings: surroundings)
    }

    /// The same document in memory.
    ///
    /// - Throws: `XMLProblem`.
    package static func bytes(
        _ rows: [ComparisonRow],
        policy: ComparisonPolicy,
        surroundings: ReportEnvironment
    ) throws -> [UInt8] {
        let cases = rows.map { judged($0, policy) }
        return try JudgedJUnit.bytes(cases, kind: kind, surroundings: surroundings)
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
