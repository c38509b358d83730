import Scenarios
import Faults
import Workflows

@testable import Suites

/// How faults ended, found as it was before batches were compared: a whole session, then one more for each fault that fired.
struct FaultReference {
    let scenario: Scenario

    /// By run and fault.
    func outcomes(seed: UInt64) async throws -> [String: [String: FaultOutcome]] {
        let faults = scenario.faults.map(\.fault)
        let world = VirtualSessionWorld(
            scenario,
            interference: DrawnFaults(faults, recordsFirings: true)
        )
        var session = ScenarioSession(scenario, seed: seed, in: world)
        let executed = try await session.executeAll()
        let firings = session.world.takeFirings()
        var outcomes: [String: [String: FaultOutcome]] = [:]
        for fault in faults where firings.contains(where: { $0.fault == fault.id }) {
            let script = firings.filter { $0.fault != fault.id }
            let without = try await ScenarioSession.execute(
                scenario,
                seed: seed,
                in: VirtualSessionWorld(
                    scenario,
                    interference: ScriptedFaults(faults, script: script),
                    keepsEvents: false
                )
            )
            for (index, run) in scenario.runs.enumerated() {
                let isAlike = zip(executed[index], without[index]).allSatisfy {
                    $0.difference(from: $1) == nil
                }
                let hasFired = executed[index].contains { $0.trace.firings[fault.id] != nil }
                guard !isAlike || hasFired else { continue }
                outcomes[run.name, default: [:]][fault.id] = isAlike ? .absorbed : .surfaced
            }
        }
        return outcomes
    }
}

/// A scenario with faults, drawn from a number.
struct RandomFaults {
    private let chance: Chance

    init(_ number: Int) {
        chance = Chance(seed: UInt64(number)).named("lockstep")
    }

    private func pick<Value>(_ name: String, _ values: [Value]) -> Value {
        let place = Int(chance.named(name).uniform() * Double(values.count))
        return values[min(place, values.count - 1)]
    }

    /// The text of its file.
    var text: String {
        let runs = (1...pick("runs", [1, 2, 3])).map(run).joined(separator: "\n")
        let faults = (1...pick("faults", [1, 2, 3, 4])).map(fault).joined(separator: "\n")
        let retries = pick("retries", [1, 2, 3, 6])
        return """
            name: random
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [a]}]}
            config:
              retry: {max_attempts: \(retries), initial: 10ms, jitter: \(pick("jitter", ["full", "none"]))}
              cache: {enabled: \(pick("cache", [true, false]))}
            agents:
              a: {simulated: {outputs: [x, y, z], latency: {uniform: {min: 1s, max: 9s}}}}
              b: {simulated: {outputs: [u, v]}}
              c: {simulated: {output: w, latency: 2s}}
            faults:
            \(faults)
            runs:
            \(runs)
            """
    }

    private func fault(_ number: Int) -> String {
        let name = "fault\(number)"
        let selectors = [
            "{attempt: 1, probability: 0.4}", "{phase: a}", "{phase: b, attempt: 1..2}",
            "{nth: 7}", "{after: 3, times: 2}", "{every: 5}", "{run: run1, probability: 0.5}",
            "{phase: c, probability: 0.2, times: 3}", "{probability: 0.1}", "{run: run1}",
        ]
        let types = ["crash", "server_error", "rate_limit", "{latency: {by: 3s}}"]
        return "  - {id: \(name), when: \(pick(name, selectors)), "
            + "inject: \(pick("type\(number)", types)), expect: any}"
    }

    private func run(_ number: Int) -> String {
        let count = pick("repeat\(number)", [1, 2, 5, 12])
        let concurrency = count > 1 ? pick("concurrent\(number)", [1, 1, 2, 5]) : 1
        let beside = concurrency > 1 && concurrency <= count ? ", concurrent: \(concurrency)" : ""
        let repeats = count > 1 ? ", repeat: \(count)\(beside)" : ""
        return "  - {name: run\(number)\(repeats)}"
    }
}
