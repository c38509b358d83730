internal import Scenarios
internal import Workflows

/// Looks for the smallest schedule that still shows a finding: on what fired, under strict replay, by the same
/// fingerprint only.
struct Shrinker {
    /// How often the scenario is executed for one finding at most.
    static let mostReruns = 200

    private let found: Finding
    let scenario: Scenario
    private var executor: ScenarioExecutor
    private let isCancelled: @Sendable () -> Bool
    /// What all chance derives from.
    private var seed: UInt64
    /// The smallest schedule so far.
    private(set) var smallest: [ScheduledFiring]
    /// The runs that it takes; `nil` where it takes all of the scenario's.
    private(set) var runs: [String]?
    /// What does not hold under it.
    private var violation: Violation
    /// How often the scenario was executed.
    private(set) var reruns = 0
    /// From which value of a time on it fails, in words.
    var bounds: [String] = []

    /// A shrinker of a finding; the scenario's own faults are no longer in force, what they did is in the schedule.
    init(
        _ finding: Finding,
        of scenario: Scenario,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(WorkflowGraph.Defect) {
        found = finding
        self.scenario = scenario
        self.isCancelled = isCancelled
        seed = finding.seed
        smallest = finding.schedule
        violation = finding.violation
        // What was begun is brought to its end: a finding is kept although the search is cancelled.
        executor = try ScenarioExecutor(scenario, isWhole: true) { false }
    }

    /// The finding by the smallest schedule so far.
    var finding: Finding {
        Finding(violation: violation, seed: seed, schedule: smallest, runs: runs)
    }

    /// Says whether the schedule shows the finding at all. Where an earlier search left a smaller one that still does, it is
    /// begun with that.
    mutating func begin(after earlier: SavedSchedule?) async throws -> Bool {
        if let earlier, earlier.schedule.count <= found.schedule.count {
            (seed, executor) = (earlier.seed, try executor(of: earlier.runs))
            if try await take(earlier.schedule) {
                runs = earlier.runs
                return true
            }
            (seed, executor) = (found.seed, try executor(of: nil))
        }
        return try await shows(smallest)
    }

    /// Makes it smaller, until nothing more can go.
    mutating func shrink() async throws {
        try await shortenPrefix()
        var isSmaller = true
        while isSmaller {
            isSmaller = try await dropSingly()
            if !isSmaller { isSmaller = try await dropInPairs() }
        }
        try await simplifyParameters()
        try await dropRuns()
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
    mutating func take(_ schedule: [ScheduledFiring]) async throws -> Bool {
        guard try await shows(schedule) else { return false }
        smallest = schedule
        return true
    }

    /// Whether the same finding shows without runs; then they are left out from now on.
    mutating func take(runs names: [String]) async throws -> Bool {
        let earlier = executor
        executor = try executor(of: names)
        if try await shows(smallest) {
            runs = names
            return true
        }
        executor = earlier
        return false
    }

    private func executor(of runs: [String]?) throws -> ScenarioExecutor {
        let taken = runs.map { scenario.keeping(runs: $0) } ?? scenario
        return try ScenarioExecutor(taken, isWhole: true) { false }
    }

    /// Whether the same finding shows under a schedule, every fault of which fires.
    mutating func shows(_ schedule: [ScheduledFiring]) async throws -> Bool {
        guard reruns < Self.mostReruns, reruns == 0 || !isCancelled() else { return false }
        reruns += 1
        let order = ExecutionOrder(
            seed: seed,
            targets: schedule.map { FaultTarget($0) }
        )
        let execution = try await executor.execute(order)
        guard execution.firings.count == schedule.count,
            let found = execution.violations.first(where: {
                Finding(violation: $0, seed: seed, schedule: []).fingerprint == found.fingerprint
            })
        else { return false }
        violation = found
        return true
    }
}
