internal import Quantities
internal import Faults
internal import Workflows

/// How often each phase's agent was called in each run of a scenario.
struct CallCounts {
    private var runs: [String: [PhaseID: Int]] = [:]

    /// Takes up what one run did.
    mutating func add(_ record: RunRecord) {
        runs[record.run.name, default: [:]].merge(record.attempts, uniquingKeysWith: +)
    }

    /// The calls in a run and for a phase, or in all and for all.
    func count(run: String?, phase: String?) -> Int {
        runs.lazy.filter { run == nil || $0.key == run }.flatMap(\.value)
            .reduce(0) { $0 + (phase == nil || $1.key.name == phase ? $1.value : 0) }
    }
}

/// Why a fault never fired.
struct FaultSilence {
    private let fault: Fault
    private let tally: FaultTally
    private let calls: CallCounts

    init(_ fault: Fault, _ tally: FaultTally, _ calls: CallCounts) {
        self.fault = fault
        self.tally = tally
        self.calls = calls
    }

    /// The reason in words.
    var reason: String {
        if tally.overshadowed > 0 {
            return "fired 0 of \(tally.visits) \(tally.visits == 1 ? "visit" : "visits"), "
                + "\(tally.overshadowed) overshadowed by "
                + tally.shadows.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        }
        guard tally.visits == 0 else {
            let visit = fault.failpoint.visit
            return "\(tally.visits) \(visit)\(tally.visits == 1 ? "" : "s") matched, "
                + "and none passed " + counters
        }
        let selector = fault.selector
        let count = calls.count(run: selector.run, phase: selector.phase)
        guard count > 0 else {
            return selector.phase.map { "no agent was called for the phase \($0)" }
                ?? "no agent was called"
        }
        return "\(count) \(count == 1 ? "call" : "calls") of that phase or run, none with " + sites
    }

    /// The selectors that count visits, as they are declared.
    private var counters: String {
        let selector = fault.selector
        return Self.list([
            ("nth", selector.nth.map(String.init)), ("every", selector.every.map(String.init)),
            ("after", selector.after.map(String.init)),
            ("probability", selector.probability.map { "\($0)" }),
            ("burst", selector.burst.map { "\($0.size)" }),
        ])
    }

    /// The selectors that look at a call, as they are declared.
    private var sites: String {
        let selector = fault.selector
        // As a file declares it: one number where it has no other.
        let attempts = selector.attempt.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
        }
        let window = selector.window.map {
            "\(DurationText.clock($0.lowerBound))..\(DurationText.clock($0.upperBound))"
        }
        return Self.list([("attempt", attempts), ("agent", selector.agent), ("window", window)])
    }

    private static func list(_ selectors: [(String, String?)]) -> String {
        let set = selectors.compactMap { name, value in value.map { "\(name): \($0)" } }
        return set.isEmpty ? "what it asks for" : set.joined(separator: ", ")
    }
}
