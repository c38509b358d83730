internal import Suites
internal import Scenarios

/// Failures that say the same of several repetitions of a run.
struct FailureGroup {
    /// How many repetitions are named.
    private static let maxNamed = 5

    /// The first of them.
    private(set) var first: ExpectationFailure
    /// The repetitions' ids, in order; one where it is of a single run.
    private(set) var ids: [String]

    /// Failures of the same entry with the same words but for their numbers, each group where its first was.
    static func all(of failures: some Collection<ExpectationFailure>) -> [FailureGroup] {
        guard failures.count > 1 else {
            return failures.map { FailureGroup(first: $0, ids: [$0.run]) }
        }
        var groups: [FailureGroup] = []
        var places: [[String]: Int] = [:]
        for failure in failures {
            // Only repetitions are alike: two runs that fail alike are reported one by one.
            let isRepeated = failure.repetition > 0
            let key = [
                failure.runName, failure.location, failure.expected, Self.shape(of: failure.found),
            ]
            if isRepeated, let place = places[key] {
                groups[place].ids.append(failure.run)
            } else {
                if isRepeated { places[key] = groups.count }
                groups.append(FailureGroup(first: failure, ids: [failure.run]))
            }
        }
        return groups
    }

    /// The text with each number as one sign.
    static func shape(of text: String) -> String {
        var shape = ""
        var isNumber = false
        for character in text.prefix(1000) {
            let continues = isNumber && (character.isNumber || character == ".")
            isNumber = continues || character.isNumber
            if !continues { shape.append(isNumber ? "#" : character) }
        }
        return shape
    }

    /// The same with other words.
    func with(expected: String, found: String) -> FailureGroup {
        var group = self
        group.first.expected = expected
        group.first.found = found
        return group
    }

    /// Such as `load#12`, or `load#12 and 2 more alike: load#24, load#36`.
    var runs: String {
        guard ids.count > 1 else { return first.run }
        let named = ids.dropFirst().prefix(Self.maxNamed).joined(separator: ", ")
        let rest = ids.count - 1 > Self.maxNamed ? ", …" : ""
        return "\(first.run) and \(ids.count - 1) more alike: \(named)\(rest)"
    }
}
