internal import Scenarios
internal import Workflows

/// Looks for the smallest schedule that still shows a finding: on what fired, under strict replay, by the same
/// fingerprint only.
struct Shrinker {
    /// How often the scenario is executed for one finding at most.
    static let mostReruns = 200

    private let finding: Finding
    private var executor: ScenarioExecutor
    private let isCancelled: @Sendable () -> Bool
    /// The smallest so far.
    private(set) var smallest: [ScheduledFiring]
    /// What does not hold under it.
    private(set) var violation: Violation
    /// How often the scenario was executed.
    private(set) var reruns = 0
    /// From which value of a time on it fails, in words.
    private(set) var bounds: [String] = []

    /// A shrinker of a finding; the scenario's own faults are no longer in force, what they did is in the schedule.
    init(
        _ finding: Finding,
        of scenario: Scenario,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(WorkflowGraph.Defect) {
        self.finding = finding
        self.isCancelled = isCancelled
        smallest = finding.schedule
        violation = finding.violation
        // What was begun is brought to its end: a finding is kept although the search is cancelled.
        executor = try ScenarioExecutor(scenario, isWhole: true) { false }
    }

    /// Shrinks; says whether the schedule shows the finding at all.
    mutating func run() async throws -> Bool {
        guard try await shows(smallest) else { return false }
        try await shortenPrefix()
        var isSmaller = true
        while isSmaller {
            isSmaller = try await dropSingly()
            if !isSmaller { isSmaller = try await dropInPairs() }
        }
        try await simplifyParameters()
        return true
    }

    /// Finds the shortest beginning that still shows it: what comes later often adds nothing.
    private mutating func shortenPrefix() async throws {
        var (low, high) = (0, smallest.count)
        while low < high {
            let middle = (low + high) / 2
            if try await shows(Array(smallest.prefix(middle))) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        // What a search says of a prefix that is not monotonous is only a guess.
        if high < smallest.count { try await take(Array(smallest.prefix(high))) }
    }

    private mutating func dropSingly() async throws -> Bool {
        var place = smallest.count - 1
        var isSmaller = false
        while place >= 0 {
            var shorter = smallest
            shorter.remove(at: place)
            if try await take(shorter) { isSmaller = true }
            place -= 1
        }
        return isSmaller
    }

    private mutating func dropInPairs() async throws -> Bool {
        for first in smallest.indices {
            for second in smallest.indices where second > first {
                var shorter = smallest
                shorter.remove(at: second)
                shorter.remove(at: first)
                if try await take(shorter) { return true }
            }
        }
        return false
    }

    /// Takes a schedule in place of the smallest, where it shows the finding.
    @discardableResult
    private mutating func take(_ schedule: [ScheduledFiring]) async throws -> Bool {
        guard try await shows(schedule) else { return false }
        smallest = schedule
        return true
    }

    /// Whether the same finding shows under a schedule, every fault of which fires.
    private mutating func shows(_ schedule: [ScheduledFiring]) async throws -> Bool {
        guard reruns < Self.mostReruns, reruns == 0 || !isCancelled() else { return false }
        reruns += 1
        let order = ExecutionOrder(
            seed: finding.seed,
            targets: schedule.map { FaultTarget($0) }
        )
        let execution = try await executor.execute(order)
        guard execution.firings.count == schedule.count,
            let found = execution.violations.first(where: {
                Finding(violation: $0, seed: finding.seed, schedule: []).fingerprint
                    == finding.fingerprint
            })
        else { return false }
        violation = found
        return true
    }
}

// Parameters.
extension Shrinker {
    /// How many steps a time is halved in: its bound is then known to a hundredth.
    private static let halvings = 7

    private mutating func simplifyParameters() async throws {
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
