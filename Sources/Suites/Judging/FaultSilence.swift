internal import Quantities
internal import Scenarios
internal import Faults
internal import Workflows

/// How often agents were called in each run of a scenario: in all, and for each phase that a fault names.
struct CallCounts {
    private struct Run {
        let name: String
        /// The run that it resumes, first of the row; its own name where it starts anew.
        let lineage: String
        var all = 0
        var ofPhases: [Int]
    }

    private let phases: [PhaseID]
    private var runs: [Run]

    /// Counts what the reasons of a scenario's faults may say.
    init(in scenario: Scenario) {
        let named = Set(scenario.faults.compactMap(\.fault.selector.phase)).sorted()
        phases = named.map { PhaseID($0) }
        runs = scenario.runs.map { run in
            let lineage = scenario.lineage(of: run)
            return Run(name: run.name, lineage: lineage, ofPhases: named.map { _ in 0 })
        }
    }

    /// Takes up how often each phase's agent was called in a repetition of the run at this place.
    mutating func add(_ attempts: [PhaseID: Int], inRun place: Int) {
        guard runs.indices.contains(place) else { return }
        for calls in attempts.values { runs[place].all = runs[place].all.addingClamped(calls) }
        for (index, phase) in phases.enumerated() {
            let calls = runs[place].ofPhases[index]
            runs[place].ofPhases[index] = calls.addingClamped(attempts[phase] ?? 0)
        }
    }

    /// The calls of the phase and in the runs that a fault's selector names, or of all. As for faults, what resumes a run
    /// bears its name too.
    func count(_ selector: FaultSelector) -> Int {
        let place = phases.firstIndex { $0.name == selector.phase }
        return runs.filter { selector.covers(run: $0.name, resuming: $0.lineage) }
            .map { counted in place.map { counted.ofPhases[$0] } ?? counted.all }
            .reduce(0) { $0.addingClamped($1) }
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
            return "fired 0 of \(count(tally.visits, "visit")), "
                + "\(tally.overshadowed) overshadowed by "
                + tally.shadows.sorted().joined(separator: ", ")
        }
        return tally.visits > 0 ? reasonOfVisits : reasonOfNone
    }

    /// Something matched, and nothing came of it.
    private var reasonOfVisits: String {
        let visits = count(tally.visits, fault.failpoint.visit)
        let idle =
            "\(fault.injection.type.name) changes nothing about "
            + (tally.visits == 1 ? "it" : "them")
        guard let counters else { return "\(visits) matched, and \(idle)" }
        // A call always changes, unless its fault looks at those before.
        let isIdlePossible = fault.failpoint != .agentCall || fault.injection.remembersCalls
        return "\(visits) matched, and none passed \(counters)"
            + (isIdlePossible ? ", or \(idle)" : "")
    }

    /// Nothing matched.
    private var reasonOfNone: String {
        if let site = fault.selector.site {
            return "its site is gone: there was no \(fault.failpoint.visit) at \(site.text)"
        }
        let selector = fault.selector
        let failpoint = fault.failpoint
        switch failpoint {
        case .agentCall, .agentOutput, .agentStream, .resource, .validator:
            let number = calls.count(selector)
            guard number > 0 else {
                return "no agent was called"
                    + (selector.phase.map { " for the phase \($0)" } ?? "")
                    + (selector.run.map { " in the run \($0)" } ?? "")
            }
            let all = "\(count(number, "call")) of that phase or run, "
            if failpoint == .agentCall { return all + "none with \(sites ?? "what it asks for")" }
            let led = "and none led to \(failpoint.article) \(failpoint.visit)"
            return all + led + (sites.map { " with \($0)" } ?? "")
        case .journalAppend, .journalRead, .cacheRead, .cacheWrite, .clock, .process:
            let asked = [
                selector.phase.map { "phase: \($0)" }, selector.run.map { "run: \($0)" }, sites,
            ]
            .compactMap { $0 }.joined(separator: ", ")
            return "there was no \(failpoint.visit)" + (asked.isEmpty ? "" : " with \(asked)")
        }
    }

    private func count(_ number: Int, _ what: String) -> String {
        "\(number) \(what)\(number == 1 ? "" : "s")"
    }

    /// The selectors that count visits, as they are declared.
    private var counters: String? {
        let selector = fault.selector
        return Self.list([
            ("nth", selector.nth.map(String.init)), ("every", selector.every.map(String.init)),
            ("after", selector.after.map(String.init)),
            ("probability", selector.probability.map { "\($0)" }),
            ("burst", selector.burst.map { "\($0.size)" }),
            ("group", fault.group.map(\.name)),
        ])
    }

    /// The selectors that look at a call, as they are declared.
    private var sites: String? {
        let selector = fault.selector
        // As a file declares it: one number where it has no other.
        let attempts = selector.attempt.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
        }
        let window = selector.window.map {
            "\(DurationText.clock($0.lowerBound))..\(DurationText.clock($0.upperBound))"
        }
        let drawn = selector.drawnWindow.map { _ in "as drawn for each run" }
        return Self.list([
            ("attempt", attempts), ("agent", selector.agent), ("window", window ?? drawn),
            ("repetition", selector.repetition.map(String.init)),
        ])
    }

    private static func list(_ selectors: [(String, String?)]) -> String? {
        let set = selectors.compactMap { name, value in value.map { "\(name): \($0)" } }
        return set.isEmpty ? nil : set.joined(separator: ", ")
    }
}

extension Site.Key {
    /// The site as a file declares it, without what it leaves out.
    fileprivate var text: String {
        let parts: [(name: String, value: String?)] = [
            ("run", run.name), ("repetition", Self.number(run.repetition)),
            ("phase", phase.isEmpty ? nil : phase), ("role", role == .undo ? "undo" : nil),
            ("attempt", Self.number(attempt)), ("life", Self.number(run.life)),
            ("visit", Self.number(visit)),
        ]
        let said = parts.compactMap { part in part.value.map { "\(part.name): \($0)" } }
        return "{\(said.joined(separator: ", "))}"
    }

    private static func number(_ number: Int) -> String? { number == 0 ? nil : "\(number)" }
}

extension Failpoint {
    fileprivate var article: String {
        visit.first.map { "aeiou".contains($0) } == true ? "an" : "a"
    }
}
