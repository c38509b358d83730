internal import Workflows

/// The steps of two runs side by side.
///
/// Rows are in the first run's order. What only the second run has comes after the step that it followed there.
package struct RunAlignment: Sendable, Equatable {
    /// A step that one run has, or both.
    package struct Row: Sendable, Equatable {
        /// The phase, its role, the visit and the attempt.
        package let key: RunStep.Key
        /// The first run's step; `nil` where it has none.
        package let first: RunStep?
        /// The second run's step; `nil` where it has none.
        package let second: RunStep?

        /// How much longer the second one took; `nil` where not both have a time.
        package var timeDifference: Duration? {
            guard let first = first?.duration, let second = second?.duration else { return nil }
            return second - first
        }

        /// How many tokens more the second one used, held within the range of `Int`; `nil` where not both say.
        package var tokenDifference: Int? { difference(\.tokens) }

        /// How much more the second one cost, in millionths; `nil` where not both say.
        package var costDifference: Int? { difference(\.costMicros) }

        /// Whether both gave the same; `nil` where not both gave anything.
        package var hasSameOutput: Bool? {
            guard let first = first?.digest, let second = second?.digest else { return nil }
            return first == second
        }

        /// Whether anything but a time differs.
        package var differs: Bool {
            guard let first, let second else { return true }
            return first.outcome != second.outcome || first.cause != second.cause
                || first.tokens != second.tokens || first.costMicros != second.costMicros
                || first.digest != second.digest
        }

        private func difference(_ amount: KeyPath<RunStep, Int?>) -> Int? {
            guard let first = first?[keyPath: amount], let second = second?[keyPath: amount] else {
                return nil
            }
            let (difference, overflows) = second.subtractingReportingOverflow(first)
            guard overflows else { return difference }
            return second > first ? .max : .min
        }
    }

    /// The rows.
    package let rows: [Row]

    /// Aligns steps; each key is in a list once.
    package init(_ first: [RunStep], _ second: [RunStep]) {
        var places: [RunStep.Key: Int] = [:]
        for (place, step) in first.enumerated() { places[step.key] = place }
        var partners: [Int: RunStep] = [:]
        // What follows each step of the first run, and what comes before them all.
        var alone: [Int: [RunStep]] = [:]
        var predecessor = -1
        for step in second {
            if let place = places[step.key], partners[place] == nil {
                partners[place] = step
                predecessor = place
            } else {
                alone[predecessor, default: []].append(step)
            }
        }
        func rows(after place: Int) -> [Row] {
            (alone[place] ?? []).map { Row(key: $0.key, first: nil, second: $0) }
        }
        self.rows =
            rows(after: -1)
            + first.enumerated().flatMap { place, step in
                [Row(key: step.key, first: step, second: partners[place])] + rows(after: place)
            }
    }
}
