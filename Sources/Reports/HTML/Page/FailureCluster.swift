internal import Scenarios
internal import Suites

/// Runs of a suite that failed alike, wherever they are.
struct FailureCluster {
    /// A run that failed, or a scenario as a whole.
    struct Member {
        /// The place of its scenario in the suite.
        let scenario: Int
        /// The run's id; empty where it is the scenario.
        let run: String
        /// What did not hold, one at least.
        fileprivate(set) var failures: [ExpectationFailure]
    }

    /// What they have in common, in words.
    let fingerprint: String
    /// The runs, in the suite's order; one at least.
    private(set) var members: [Member]

    /// The failures of a suite: those that most runs share come first, then the suite's order counts.
    static func all(of suite: SuiteResult) -> [FailureCluster] {
        var clusters: [FailureCluster] = []
        var places: [String: Int] = [:]
        for (number, scenario) in suite.scenarios.enumerated() {
            for member in members(of: scenario, number) {
                let fingerprint = member.failures.map(fingerprint).joined(separator: "\n")
                if let place = places[fingerprint] {
                    clusters[place].members.append(member)
                } else {
                    places[fingerprint] = clusters.count
                    clusters.append(FailureCluster(fingerprint: fingerprint, members: [member]))
                }
            }
        }
        return clusters.enumerated().sorted { first, second in
            let counts = (first.element.members.count, second.element.members.count)
            return (-counts.0, first.offset) < (-counts.1, second.offset)
        }
        .map(\.element)
    }

    /// The runs that failed, each with all that did not hold of it.
    private static func members(of scenario: ScenarioResult, _ number: Int) -> [Member] {
        var members: [Member] = []
        var places: [String: Int] = [:]
        for failure in scenario.failures {
            if let place = places[failure.run] {
                members[place].failures.append(failure)
            } else {
                places[failure.run] = members.count
                members.append(Member(scenario: number, run: failure.run, failures: [failure]))
            }
        }
        return members
    }

    /// What was expected and found, with each number as one sign and without the run's name.
    private static func fingerprint(of failure: ExpectationFailure) -> String {
        var found = failure.found
        if !failure.run.isEmpty { found = found.replacing(failure.run, with: "·") }
        return "\(FailureShape.of(failure.expected))\n\(FailureShape.of(found))"
    }
}
