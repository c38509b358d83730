internal import Workflows

// How little of a time is enough.
extension Shrinker {
    /// How many steps a time is halved in: its bound is then known to a hundredth.
    private static let halvings = 7

    mutating func simplifyParameters() async throws {
        bounds = []
        for place in smallest.indices {
            guard let time = smallest[place].sample.time else { continue }
            try await bisect(place, time)
        }
    }

    /// Finds the shortest time with which a fault still shows the finding.
    private mutating func bisect(_ place: Int, _ time: Duration) async throws {
        guard let none = try smallest[place].sample.replacing(time: .zero),
            !(try await shows(smallest.replacing(place, none)))
        else { return }
        var (fine, failing) = (Duration.zero, time)
        for _ in 0..<Self.halvings {
            let middle = ((fine + failing) / 2).roundedToMilliseconds
            guard middle > fine, middle < failing,
                let sample = try smallest[place].sample.replacing(time: middle)
            else { break }
            if try await take(smallest.replacing(place, sample)) {
                failing = middle
            } else {
                fine = middle
            }
        }
        let type = smallest[place].sample.type
        bounds.append("\(type) fails from \(failing.words) on, \(fine.words) is fine")
    }
}

extension [ScheduledFiring] {
    fileprivate func replacing(_ place: Int, _ sample: FaultSample) -> [ScheduledFiring] {
        var schedule = self
        schedule[place] = schedule[place].replacing(sample)
        return schedule
    }
}
