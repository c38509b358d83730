internal import Faults
package import Scenarios
package import Workflows

/// A saved failure that is executed once more, exactly as its file says.
package struct Replay: Sendable {
    /// What does not hold.
    package private(set) var violations: [Violation] = []
    /// What happened in each run, in order.
    package private(set) var runs: [RunTrace] = []
    /// The declared faults that did not fire: their sites are gone.
    package private(set) var missing: [String] = []
    /// The events, one a line.
    package private(set) var events: [UInt8] = []
    /// Covers the events.
    package let trace: Digest

    /// Executes a saved failure; `seed` is what all chance derives from.
    package init(_ scenario: Scenario, seed: UInt64) async throws {
        let log = FiringLog(own: scenario.ownSamples)
        let executor = SessionExecutor(scenario, log) { false }
        var lines = EventLines()
        var runs: [RunTrace] = []
        let execution = try await executor.execute(ExecutionOrder(seed: seed)) { run in
            runs.append(run)
            for event in run.events { lines.append(event) }
        }
        self.runs = runs
        violations = execution.violations
        events = lines.bytes
        var digest = StreamDigest()
        digest.add(lines.bytes)
        trace = digest.digest
        let fired = Set(execution.firings.map(\.id))
        missing = scenario.faults.map(\.fault.id).filter { !fired.contains($0) }
    }

    /// Whether a promise of this name is broken.
    package func breaks(_ promise: String) -> Bool {
        violations.contains { $0.promise.name == promise }
    }

    /// The number of the first line that is not as it was, from 1, with both; `nil` where all are.
    package func difference(from recorded: [UInt8]) -> (line: Int, was: String, is: String)? {
        let old = recorded.split(separator: UInt8(ascii: "\n"))
        let new = events.split(separator: UInt8(ascii: "\n"))
        for place in 0..<max(old.count, new.count) {
            let was = place < old.count ? String(decoding: old[place], as: UTF8.self) : "nothing"
            let now = place < new.count ? String(decoding: new[place], as: UTF8.self) : "nothing"
            if was != now { return (place + 1, was, now) }
        }
        return nil
    }
}

extension Scenario {
    /// The scenario's own faults as exploring knows them, by their ids.
    var ownSamples: [String: FaultSample] {
        let own = faults.map { ($0.fault.id, FaultSample($0.fault, parameters: $0.parameters)) }
        return Dictionary(own) { first, _ in first }
    }
}
