import Agents
import Faults
import Monitoring
import Simulation
import TestSupport
import Workflows

/// A scenario that chance drew: how long its phase's calls take, how they fail, how often requirements come again.
struct DrawnHistory {
    /// The scenario's only phase.
    static let phase: PhaseID = "work"

    private let agent: SimulatedAgent
    private let faults: [Fault]
    private let policy: RetryPolicy
    private let requirementWeights: [Double]
    private let number: Int

    /// Draws the scenario with this number.
    init(_ number: Int) {
        var draw = SplitMix64(seed: UInt64(number) &* 0x2545_f491_4f6c_dd1d)
        self.number = number
        let median = Self.log(1...60, &draw)
        agent = SimulatedAgent(
            outputs: [PhaseOutput(text: "done")],
            latency: Self.lognormal(median: median, p90: Self.log(1.2...6, &draw), &draw)
        )
        faults = Self.faults(median, &draw)
        var policy = RetryPolicy()
        policy.initial = .milliseconds(Int.random(in: 200...4000, using: &draw))
        policy.maxAttempts = [3, 4, 6, 8, 8].randomElement(using: &draw) ?? 3
        self.policy = policy
        let count = Int.random(in: 2...40, using: &draw)
        let isEven = Bool.random(using: &draw)
        requirementWeights = (1...count).map { isEven ? 1 : 1 / Double($0) }
    }

    /// The executions with these seeds, one after another in one world, whose cache begins empty.
    func executions(
        seeds: ClosedRange<UInt64>,
        _ change: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> [ExecutionRow] {
        var world = VirtualWorld(faults: faults)
        return try seeds.map { seed in
            let plan = try RunPlan.of(
                [.init(Self.phase)],
                seed: seed,
                requirements: requirements(of: seed)
            ) {
                $0.phase(Self.phase) { phase in
                    phase.isCached = false
                    phase.retry = policy
                    change(&phase)
                }
            }
            let trace = world.run(plan, agents: [Self.phase.name: agent], keepsJournal: false)
            return ExecutionRow(
                events: trace.events,
                plan: plan,
                status: trace.status,
                startedAt: .zero
            )
        }
    }

    private func requirements(of seed: UInt64) -> String {
        var draw = SplitMix64(seed: seed &* 0x9e37_79b9 &+ UInt64(number))
        _ = draw.next()
        var left = Double.random(in: 0..<requirementWeights.reduce(0, +), using: &draw)
        for (place, weight) in requirementWeights.enumerated() {
            left -= weight
            if left < 0 { return "requirement \(place)" }
        }
        return "requirement 0"
    }

    private static func faults(_ median: Double, _ draw: inout SplitMix64) -> [Fault] {
        var faults: [Fault] = []
        func add(
            _ id: String,
            _ type: any Injection,
            _ probability: Double,
            isLasting: Bool = false
        ) {
            var selector = FaultSelector()
            selector.probability = probability
            faults.append(
                Fault(
                    id: id,
                    selector: selector,
                    inject: type,
                    group: isLasting ? FaultGroup(name: id, together: 1) : nil
                )
            )
        }
        if Int.random(in: 0..<3, using: &draw) > 0 {
            let slow = median * log(20...150, &draw)
            let latency = lognormal(median: slow, p90: log(1.1...2, &draw), &draw)
            add("slow", AddedLatency(latency), .random(in: 0.25...0.55, using: &draw))
        }
        if Bool.random(using: &draw) {
            let type: any Injection =
                Bool.random(using: &draw) ? AckLost() : DeclaredFailure(kind: "refused")
            add("refused", type, .random(in: 0.05...0.5, using: &draw))
        }
        if Int.random(in: 0..<3, using: &draw) > 0 {
            let type: any Injection =
                Bool.random(using: &draw) ? AckLost() : DeclaredFailure(kind: "outage")
            add("outage", type, .random(in: 0.15...0.5, using: &draw), isLasting: true)
        }
        return faults
    }

    /// Evenly drawn on a logarithmic scale.
    private static func log(_ range: ClosedRange<Double>, _ draw: inout SplitMix64) -> Double {
        let ends = (PortableMath.log(range.lowerBound), PortableMath.log(range.upperBound))
        return PortableMath.exp(.random(in: ends.0...ends.1, using: &draw))
    }

    private static func lognormal(
        median: Double,
        p90 factor: Double,
        _ draw: inout SplitMix64
    ) -> LatencyDistribution {
        .lognormal(
            median: .microseconds(clamping: median * 1e6),
            p90: .microseconds(clamping: median * factor * 1e6)
        )
    }
}

extension Suggestion {
    /// Does what it suggests.
    func apply(to phase: inout PhaseConfiguration) {
        switch change {
        case .cache: phase.isCached = true
        case .timeout(let evidence): phase.attemptTimeout = evidence.limit
        case .fewerAttempts(let evidence): phase.retry.maxAttempts = evidence.to
        case .moreAttempts(let evidence): phase.retry.maxAttempts = evidence.to
        }
    }

    /// What it says is saved, in so many executions.
    func amount(_ rows: [ExecutionRow]) -> Double {
        switch quantity {
        case .time: rows.flatMap(\.phases).reduce(0) { $0 + $1.duration.seconds }
        case .failures: Double(rows.count { $0.status != .succeeded })
        }
    }
}
