internal import Scenarios
internal import Suites

/// A failure of a suite, with those of other runs and scenarios that say the same but for numbers and digests.
struct SuiteFailure {
    /// How bad it is.
    let weight: FailureWeight
    /// The scenario of the first.
    let scenario: ScenarioResult
    /// The first; `nil` where something broke that is not an expectation.
    let group: FailureGroup?
    /// What was expected, or what broke.
    let expected: String
    /// What was found; empty where something broke.
    let found: String
    /// The titles of the scenarios and runs of those that are alike, the first aside.
    private(set) var alike: [String] = []
    /// Whether one that says the same comes before it; only in lists of all.
    private(set) var isRepeated = false

    /// All failures of a suite that are not alike, the worst first; of equally bad ones in the order of the suite.
    static func distinct(in suite: SuiteResult) -> [SuiteFailure] {
        var failures: [SuiteFailure] = []
        var places: [[String]: Int] = [:]
        for failure in suite.scenarios.flatMap({ all(of: $0) }) {
            if let place = places[failure.fingerprint] {
                failures[place].alike.append(failure.title)
            } else {
                places[failure.fingerprint] = failures.count
                failures.append(failure)
            }
        }
        return sorted(failures)
    }

    /// All failures of a suite, the worst first; of equally bad ones those first that no other before them is like.
    static func all(in suite: SuiteResult) -> [SuiteFailure] {
        var known: Set<[String]> = []
        let failures = suite.scenarios.flatMap { all(of: $0) }.map { failure in
            var failure = failure
            failure.isRepeated = !known.insert(failure.fingerprint).inserted
            return failure
        }
        return sorted(failures)
    }

    private static func sorted(_ failures: [SuiteFailure]) -> [SuiteFailure] {
        failures.enumerated()
            .sorted { left, right in
                let (one, other) = (left.element, right.element)
                if one.weight != other.weight { return one.weight < other.weight }
                if one.isRepeated != other.isRepeated { return other.isRepeated }
                return left.offset < right.offset
            }
            .map(\.element)
    }

    /// What did not hold in a scenario, and what broke it.
    static func all(of scenario: ScenarioResult) -> [SuiteFailure] {
        switch scenario.status {
        case .passed, .skipped: []
        case .flaky: failures(Array(scenario.failedTries.joined()), of: scenario, as: .flaky)
        case .failed: failed(scenario)
        }
    }

    private static func failed(_ scenario: ScenarioResult) -> [SuiteFailure] {
        var all = failures(scenario.failures, of: scenario)
        if let breakage = scenario.breakage ?? (all.isEmpty ? "failed" : nil) {
            all.append(
                SuiteFailure(
                    weight: .breakage,
                    scenario: scenario,
                    group: nil,
                    expected: breakage,
                    found: ""
                )
            )
        }
        return all
    }

    private static func failures(
        _ failures: [ExpectationFailure],
        of scenario: ScenarioResult,
        as weight: FailureWeight? = nil
    ) -> [SuiteFailure] {
        FailureGroup.all(of: failures).map { group in
            SuiteFailure(
                weight: weight ?? FailureWeight(group.first),
                scenario: scenario,
                group: group,
                expected: group.first.expected,
                found: group.first.found
            )
        }
    }

    private init(
        weight: FailureWeight,
        scenario: ScenarioResult,
        group: FailureGroup?,
        expected: String,
        found: String
    ) {
        self.weight = weight
        self.scenario = scenario
        self.group = group
        self.expected = expected
        self.found = found
    }

    /// What all that are alike have in common.
    private var fingerprint: [String] {
        [weight.name, FailureShape.of(expected), FailureShape.of(found)]
    }

    /// The place of the entry that did not hold.
    var place: SourcePlace { SourcePlace(group?.first.location ?? "", orElse: scenario.file) }

    /// Such as `deploy: cold#12 and 2 more alike: …`; the scenario alone where no run is concerned.
    var title: String {
        guard let group, !group.first.run.isEmpty else { return scenario.title }
        return "\(scenario.title): \(group.runs)"
    }

    /// The commands that show it again, each with its label.
    var commands: [String] {
        guard let group else { return [FailureText.replay(scenario)] }
        return FailureText.commands(of: group.first, in: scenario)
    }
}
