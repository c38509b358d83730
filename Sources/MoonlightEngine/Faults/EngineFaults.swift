internal import Faults
internal import Locks
internal import Workflows

/// The faults of an engine: those that act on calls as a world asks for them, and the crashes, which are part of an order.
struct EngineFaults: Sendable {
    private let calls: [(fault: Faults.Fault, error: (any Error)?)]
    private let crashes: [(id: String, death: RunDeath, run: String?)]
    /// Which crashes each run has behind it.
    private let past = Guarded<[String: Set<Int>]>([:])
    /// How errors are read, by the run's id.
    let readers = ErrorReaders()

    init(_ faults: [Fault]) {
        var taken: [String: Int] = [:]
        var calls: [(Faults.Fault, (any Error)?)] = []
        var crashes: [(String, RunDeath, String?)] = []
        for fault in faults {
            let count = (taken[fault.description] ?? 0) + 1
            taken[fault.description] = count
            let id = count == 1 ? fault.description : "\(fault.description) (\(count))"
            switch fault.act {
            case .call(let type, let error):
                let declared = Faults.Fault(
                    id: id,
                    failpoint: fault.failpoint,
                    selector: fault.selector,
                    inject: type
                )
                calls.append((declared, error))
            case .crash(let death): crashes.append((id, death, fault.selector.run))
            }
        }
        self.calls = calls
        self.crashes = crashes
    }

    /// Whether there are none.
    var isEmpty: Bool { calls.isEmpty && crashes.isEmpty }

    /// What is left of a run's resources once a fault has acted that lowers them, by its id.
    var limits: [String: ResourcePassage] {
        let limits = calls.compactMap { call in call.fault.limits.map { (call.fault.id, $0) } }
        return Dictionary(limits) { first, _ in first }
    }

    /// What worlds ask.
    var interference: any Interference {
        if calls.isEmpty { return NoInterference() }
        let errors = calls.compactMap { call in call.error.map { (call.fault.id, $0) } }
        return ReadErrors(
            drawn: DrawnFaults(calls.map(\.fault)),
            errors: Dictionary(errors) { first, _ in first },
            readers: readers
        )
    }

    /// When the process of a run dies next, if it does.
    func death(of run: String) -> RunDeath? {
        guard !crashes.isEmpty else { return nil }
        let past = past.withLock { $0[run] ?? [] }
        let next = crashes.indices.filter {
            !past.contains($0) && (crashes[$0].run ?? run) == run
        }
        return next.isEmpty ? nil : .first(of: next.map { crashes[$0].death })
    }

    /// Takes up which crash a run's process died of: it does not come again.
    func note(_ death: RunDeath, of run: String) {
        past.withLock { past in
            let index = crashes.indices.first {
                crashes[$0].death == death && (crashes[$0].run ?? run) == run
                    && past[run]?.contains($0) != true
            }
            if let index { past[run, default: []].insert(index) }
        }
    }

    /// What became of each fault, in the order of declaration but crashes last.
    func reports(_ tallies: [String: FaultTally]) -> [FaultReport] {
        let past = past.withLock { $0.values }
        return calls.map { call in
            let tally = tallies[call.fault.id] ?? FaultTally()
            return FaultReport(fault: call.fault.id, calls: tally.visits, firings: tally.firings)
        }
            + crashes.enumerated().map { index, crash in
                let count = past.count { $0.contains(index) }
                return FaultReport(fault: crash.id, calls: count, firings: count)
            }
    }
}

/// How the phases of runs in progress read errors that are nobody's.
final class ErrorReaders: Sendable {
    typealias Reader = @Sendable (any Error) -> AgentFailure?

    private let readers = Guarded<[String: [String: Reader]]>([:])

    func enter(_ run: String, _ workflow: Workflow) {
        let own = workflow.phases.compactMap { phase in
            phase.settings.classify.map { (phase.name, $0) }
        }
        guard !own.isEmpty else { return }
        readers.withLock { $0[run] = Dictionary(own) { first, _ in first } }
    }

    func leave(_ run: String) {
        readers.withLock { $0[run] = nil }
    }

    subscript(run: String, phase: String) -> Reader? {
        readers.withLock { $0[run]?[phase] }
    }
}

/// Drawn faults, where what a fault throws is read as the phase reads what its agent throws.
private struct ReadErrors: Interference {
    var drawn: DrawnFaults
    let errors: [String: any Error]
    let readers: ErrorReaders

    var isIdle: Bool { drawn.isIdle }

    var tallies: [String: FaultTally] { drawn.tallies }

    var remembersCalls: Bool { drawn.remembersCalls }

    mutating func enter(_ plan: RunPlan, as run: String) -> Int { drawn.enter(plan, as: run) }

    func failpoints(of plan: Int) -> FailpointSet { drawn.failpoints(of: plan) }

    mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool { drawn.letsBy(spot, of: plan) }

    mutating func note(tokens: Int, at site: Site, of plan: Int) {
        drawn.note(tokens: tokens, at: site, of: plan)
    }

    mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault] {
        let fired = drawn.pass(&passage, at: site, of: plan)
        guard let last = fired.last, let error = errors[last.id],
            let reader = readers[site.run.name, site.phase.name],
            case .call(var call) = passage
        else { return fired }
        call.end(.failure(AgentFailure(error, reader).planned), .before)
        passage = .call(call)
        return fired
    }

    mutating func reset() { drawn.reset() }

    mutating func continueFrom(_ tallies: [String: FaultTally]) { drawn.continueFrom(tallies) }
}
