internal import Faults
internal import Workflows

/// Decides how each fault ended: by comparison with the same runs without it, or by the runs' own ending.
struct FaultJudge {
    let scenario: Scenario
    let seed: UInt64
    let executed: ExecutedScenario
    var isCancelled: @Sendable () -> Bool = { false }

    /// What came of the faults, over the scenario and per run.
    struct Verdicts {
        var results: [FaultResult] = []
        /// By run and fault.
        var byRun: [String: [String: FaultResult.Outcome]] = [:]
        var failures: [ExpectationFailure] = []
    }

    func judge() async throws(WorkflowGraph.Defect) -> Verdicts {
        var verdicts = Verdicts()
        for declared in scenario.faults {
            let outcomes = try await outcomes(of: declared.fault.id)
            for (run, outcome) in outcomes {
                verdicts.byRun[run, default: [:]][declared.fault.id] = outcome
            }
            let fired = firings(of: declared.fault.id)
            let overall: FaultResult.Outcome =
                fired == 0
                ? .neverFired : outcomes.values.contains(.surfaced) ? .surfaced : .absorbed
            let tally = executed.tallies[declared.fault.id] ?? FaultTally()
            verdicts.results.append(
                FaultResult(
                    id: declared.fault.id,
                    fired: fired,
                    visits: tally.visits,
                    overshadowed: tally.overshadowed,
                    outcome: overall,
                    reason: fired == 0 ? reason(for: declared.fault) : nil
                )
            )
            let surfaced = scenario.runs.map(\.name).filter { outcomes[$0] == .surfaced }
            if let failure = mismatch(declared, overall, in: surfaced) {
                verdicts.failures.append(failure)
            }
        }
        return verdicts
    }

    private func firings(of id: String) -> Int {
        executed.runs.joined().reduce(0) { $0 + ($1.trace.firings[id] ?? 0) }
    }

    /// The outcome in each run; a run in which it never fired can still end differently because of it.
    private func outcomes(
        of id: String
    ) async throws(WorkflowGraph.Defect) -> [String: FaultResult.Outcome] {
        guard firings(of: id) > 0 else { return [:] }
        var outcomes: [String: FaultResult.Outcome] = [:]
        let without = scenario.isVirtual ? try await executedWithout(id) : nil
        for (index, run) in executed.runs.enumerated() {
            let name = scenario.runs[index].name
            let fired = run.contains { $0.trace.firings[id] != nil }
            let isSurfaced: Bool
            if let without {
                isSurfaced = !zip(run, without[index]).allSatisfy { $0.endedLike($1) }
            } else {
                isSurfaced = run.contains { $0.isSpoiled(by: id) }
            }
            if isSurfaced {
                outcomes[name] = .surfaced
            } else if fired {
                outcomes[name] = .absorbed
            }
        }
        return outcomes
    }

    /// The same runs, where the other faults fire at the sites where they fired, and nothing else does.
    private func executedWithout(
        _ id: String
    ) async throws(WorkflowGraph.Defect) -> [[ExecutedRun]] {
        let script = executed.firings.filter { $0.fault != id }
        let world = VirtualSessionWorld(
            scenario,
            interference: ScriptedFaults(scenario.faults.map(\.fault), script: script),
            keepsEvents: false,
            isCancelled: isCancelled
        )
        var session = ScenarioSession(scenario, seed: seed, in: world)
        return try await session.executeAll(isCancelled: isCancelled)
    }

    private func mismatch(
        _ declared: DeclaredFault,
        _ outcome: FaultResult.Outcome,
        in surfaced: [String]
    ) -> ExpectationFailure? {
        let fault = declared.fault
        let expected: String
        let found: String
        if outcome == .neverFired {
            expected = "the fault \(fault.id) to fire"
            found = "it never fired: \(reason(for: fault))"
        } else {
            guard fault.expectation != .any, fault.expectation.rawValue != outcome.rawValue else {
                return nil
            }
            expected = "the fault \(fault.id) to be \(fault.expectation.rawValue)"
            let why =
                scenario.isVirtual
                ? "status or outputs differ from the same run without it"
                : "the run did not succeed"
            found =
                surfaced.isEmpty
                ? outcome.rawValue
                : "\(outcome.rawValue) in \(surfaced.joined(separator: ", ")): \(why)"
        }
        return ExpectationFailure(
            expected: expected,
            found: found,
            location: "\(declared.location.file):\(declared.location.line)",
            run: "",
            seed: seed
        )
    }

    /// Why a fault could not fire.
    private func reason(for fault: Fault) -> String {
        let tally = executed.tallies[fault.id] ?? FaultTally()
        if tally.overshadowed > 0 {
            return "fired 0 of \(tally.visits) \(tally.visits == 1 ? "visit" : "visits"), "
                + "\(tally.overshadowed) overshadowed by "
                + tally.shadows.sorted().joined(separator: ", ")
        }
        guard tally.visits == 0 else {
            return "\(tally.visits) \(tally.visits == 1 ? "call" : "calls") matched, "
                + "and none passed " + Self.counters(of: fault.selector)
        }
        let selector = fault.selector
        let calls = executed.runs.joined().filter {
            selector.run == nil || selector.run == $0.plan.run.name
        }
        .reduce(0) { sum, run in
            sum
                + run.trace.events.reduce(0) { sum, event in
                    guard case .attemptStarted(let phase, _, _) = event.kind else { return sum }
                    return sum + (selector.phase == nil || selector.phase == phase.name ? 1 : 0)
                }
        }
        guard calls > 0 else {
            return selector.phase.map { "no agent was called for the phase \($0)" }
                ?? "no agent was called"
        }
        return "\(calls) \(calls == 1 ? "call" : "calls") of that phase or run, none with "
            + Self.sites(of: selector)
    }

    /// The selectors that count visits, as they are declared.
    private static func counters(of selector: FaultSelector) -> String {
        let all: [(String, String?)] = [
            ("nth", selector.nth.map(String.init)), ("every", selector.every.map(String.init)),
            ("after", selector.after.map(String.init)),
            ("probability", selector.probability.map { "\($0)" }),
            ("burst", selector.burst.map { "\($0.size)" }),
        ]
        return list(all)
    }

    /// The selectors that look at a call, as they are declared.
    private static func sites(of selector: FaultSelector) -> String {
        let attempts = selector.attempt.map { "\($0.lowerBound)..\($0.upperBound)" }
        let window = selector.window.map {
            "\(DurationText.text($0.lowerBound))..\(DurationText.text($0.upperBound))"
        }
        return list([("attempt", attempts), ("agent", selector.agent), ("window", window)])
    }

    private static func list(_ selectors: [(String, String?)]) -> String {
        let set = selectors.compactMap { name, value in value.map { "\(name): \($0)" } }
        return set.isEmpty ? "what it asks for" : set.joined(separator: ", ")
    }
}
