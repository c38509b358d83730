internal import Workflows

/// The findings of a search, each once: by the first execution that showed it, in the order of the search.
struct FindingList: Sendable {
    private(set) var findings: [Finding] = []
    private var known: Set<Finding.Fingerprint> = []

    /// Takes up what does not hold in an execution.
    mutating func note(_ execution: ExploredExecution, seed: UInt64) {
        for violation in execution.violations {
            add(Finding(violation: violation, seed: seed, schedule: execution.firings))
        }
    }

    /// Takes up what another list has, after all that this one has.
    mutating func add(_ others: FindingList) {
        for finding in others.findings { add(finding) }
    }

    mutating func add(_ finding: Finding) {
        if known.insert(finding.fingerprint).inserted { findings.append(finding) }
    }
}
