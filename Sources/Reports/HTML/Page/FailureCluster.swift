internal import Suites
internal import Scenarios

/// Failures of a suite that say the same of several runs, wherever they are.
struct FailureCluster {
    /// One of the runs, with what did not hold of it.
    struct Member {
        /// The place of its scenario in the suite.
        let scenario: Int
        /// What did not hold.
        let failure: ExpectationFailure
    }

    /// What they have in common, in words: the fingerprint.
    let fingerprint: String
    /// The runs, in the suite's order.
    private(set) var members: [Member]

    /// The failures of a suite, those that concern most runs first, then in the suite's order.
    static func all(of suite: SuiteResult) -> [FailureCluster] {
        var clusters: [FailureCluster] = []
        var places: [String: Int] = [:]
        for (number, scenario) in suite.scenarios.enumerated() {
            for failure in scenario.failures {
                let fingerprint = fingerprint(of: failure)
                let member = Member(scenario: number, failure: failure)
                if let place = places[fingerprint] {
                    clusters[place].members.append(member)
                } else {
                    places[fingerprint] = clusters.count
                    clusters.append(FailureCluster(fingerprint: fingerprint, members: [member]))
                }
            }
        }
        return clusters.enumerated()
            .sorted {
                ($1.element.members.count, $0.offset) < ($0.element.members.count, $1.offset)
            }
            .map(\.element)
    }

    /// What was expected and found, with each number as one sign and without the run's name.
    private static func fingerprint(of failure: ExpectationFailure) -> String {
        var found = failure.found
        if !failure.run.isEmpty, found.contains(failure.run) {
            found = found.replacing(failure.run, with: "·")
        }
        return "\(FailureGroup.shape(of: failure.expected))\n\(FailureGroup.shape(of: found))"
    }
}
