package import Scenarios

/// A finding with its smallest schedule, and the file that shows it again.
package struct KeptFinding: Sendable {
    /// The finding, by the smallest schedule that was found.
    package let finding: Finding
    /// Whose promise it is: `engine` or `workload`.
    package let owner: String
    /// How often the scenario was executed to shrink it.
    package let reruns: Int
    /// From which value of a parameter on it fails, in words.
    package let bounds: [String]
    /// What agents did to the world under that schedule.
    package var effects: [RunEffect] { saved?.effects ?? [] }
    /// The file; `nil` where the schedule alone does not show the finding again.
    package let saved: SavedFailure?
    /// Where the file is, once it is written.
    package var path: String?
    /// Whether a fresh process failed on the file; `nil` where none was asked.
    package var isVerified: Bool?

    /// How many faults it takes besides the scenario's own.
    package var faults: Int { finding.schedule.count { !$0.isOwn } }
}

extension Explorer {
    /// Shrinks a finding, and makes the file that shows it again. Where the search is cancelled it is kept as it was found.
    ///
    /// - Parameters:
    ///   - earlier: What an earlier search saved of the same finding: a smaller schedule is not looked for twice.
    ///   - first: What to do with the finding as it was found, before anything is made smaller.
    package func keep(
        _ finding: Finding,
        earlier: Scenario? = nil,
        first: (SavedFailure) throws -> Void = { _ in }
    ) async throws -> KeptFinding {
        // What the scenario's own faults did is in the schedule.
        let scripted = scenario.withoutFaults
        var shrinker = try Shrinker(finding, of: scripted, isCancelled: isCancelled)
        let isShown = try await shrinker.begin(after: earlier.flatMap(SavedSchedule.init))
        if isShown {
            try first(try await SavedFailure.record(shrinker.finding, of: scripted))
            try await shrinker.shrink()
        }
        let smallest = shrinker.finding
        return KeptFinding(
            finding: smallest,
            owner: smallest.violation.promise.owner(in: scenario),
            reruns: shrinker.reruns,
            bounds: shrinker.bounds,
            saved: isShown ? try await SavedFailure.record(smallest, of: scripted) : nil
        )
    }
}
