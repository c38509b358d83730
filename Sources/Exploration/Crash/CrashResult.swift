internal import Scenarios

/// What came of killing the runs of one scenario.
package struct CrashResult: Sendable {
    /// The scenario's name, with its variant.
    package let scenario: String
    /// The path of its file as reports show it.
    package let file: String
    /// The seed.
    package let seed: UInt64
    /// Whether time was virtual.
    package let isVirtual: Bool
    /// The boundaries that were judged.
    package internal(set) var rows: [CrashRow] = []
    /// What was not, in the order of the runs, each with the number of boundaries: 0 where none was tried.
    package internal(set) var skipped: [(skip: CrashSkip, boundaries: Int)] = []
    /// What was not judged of kills of resumes, by the reason.
    package internal(set) var unjudgedResumes: [CrashSkip: Int] = [:]
    /// Why not all was tried, if it was not.
    package internal(set) var stopped: Stop?
    /// The real time that it took.
    package internal(set) var wallTime = Duration.zero

    /// What ends a search before its end.
    package enum Stop: String, Sendable {
        /// Its time was up.
        case time
        /// It was cancelled.
        case cancelled
    }

    init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario.title
        file = scenario.file
        self.seed = seed
        isVirtual = scenario.isVirtual
    }

    /// The rows in which something differs.
    package var differences: [CrashRow] { rows.filter { $0.difference != nil } }

    /// In how many executions a resume was killed.
    package var killedResumes: Int { rows.reduce(0) { $0 + $1.killedResumes } }

    mutating func skip(_ run: String?, because reason: String, boundaries: Int = 0) {
        let skip = CrashSkip(run: run, reason: reason)
        if let index = skipped.firstIndex(where: { $0.skip == skip }) {
            skipped[index].boundaries += boundaries
        } else {
            skipped.append((skip, boundaries))
        }
    }
}
