internal import Workflows

// Every metric that a claim can be about.
extension ClaimMetric {
    /// Every metric, in the order of the reference.
    static let all = [
        duration, attempts, requests, tokens, cost, memory, reExecuted, recoveryTime, success,
    ]

    /// The time that a run takes, in microseconds.
    package static let duration = ClaimMetric(
        name: "duration",
        doc: "",
        isTime: true,
        savedWord: "saved",
        comparison: "as fast"
    ) { Double($0.record.duration.microseconds) }

    /// How often the run's phases called their agents, in all.
    package static let attempts = ClaimMetric(
        name: "attempts",
        doc: "How often its phases called their agents, as reports count them.",
        savedWord: "fewer attempts",
        comparison: "as few attempts"
    ) { $0.calls }

    /// How many requests its calls made.
    package static let requests = ClaimMetric(
        name: "requests",
        doc: "The requests that its agents made, as a budget counts them.",
        savedWord: "fewer requests",
        comparison: "as few requests"
    ) { $0.calls }

    /// The tokens that all calls used.
    package static let tokens = ClaimMetric(
        name: "tokens",
        doc: "The tokens that all its calls used; of two runs the means are compared.",
        isMean: true,
        savedWord: "fewer tokens",
        comparison: "as few tokens"
    ) { $0.used($0.record.tokens).map(Double.init) }

    /// What all calls cost, in millionths.
    package static let cost = ClaimMetric(
        name: "cost",
        doc: "What all its calls cost; of two runs the means are compared.",
        isMean: true,
        savedWord: "less cost",
        comparison: "as cheap"
    ) { $0.used($0.record.costMicros).map(Double.init) }

    /// The most memory that a process of its programs had at a time, in bytes.
    package static let memory = ClaimMetric(
        name: "memory",
        doc: "The most memory that a process of its programs had at a time; on a real clock.",
        savedWord: "less memory",
        comparison: "as little memory"
    ) { run in
        guard let programs = run.programs, programs.concerns(run.record) else { return nil }
        return programs.memory.map(Double.init)
    }

    /// How many phases were executed, and neither taken from the cache nor from the journal.
    package static let reExecuted = ClaimMetric(
        name: "re_executed",
        doc: "The phases that it executed, and took neither from the cache nor from a journal.",
        savedWord: "fewer phases executed",
        comparison: "as few phases executed"
    ) { Double($0.record.executed.count) }

    /// The time from a failure to the end.
    package static let recoveryTime = ClaimMetric(
        name: "recovery_time",
        doc: "From the failure to its end: all of a run that resumes or starts anew after one.",
        isTime: true,
        savedWord: "less time to recover",
        comparison: "as fast to recover"
    ) { Double($0.recoveryTime.microseconds) }

    /// Whether all that is expected of it holds.
    package static let success = ClaimMetric(
        name: "success",
        doc: "The share of its executions of which all expectations hold: says at_least.",
        savedWord: "fewer successes",
        comparison: "as few successes"
    ) { $0.holds.map { $0 ? 1 : 0 } }
}

extension MeasuredRun {
    /// All calls, those that agents made by themselves included.
    fileprivate var calls: Double { record.attempts.values.reduce(0) { $0 + Double($1) } }

    /// What calls used; a run that called nobody used nothing.
    fileprivate func used(_ amount: Int?) -> Int? {
        amount ?? (record.executed.isEmpty ? 0 : nil)
    }
}
