internal import Agents
internal import Faults
internal import Runtime
internal import Simulation
package import Workflows

/// Executes a scenario's runs in one virtual world.
package struct VirtualSession: Sendable {
    private let scenario: Scenario
    private let seed: UInt64
    private var world: VirtualWorld
    private let isComparison: Bool
    private var next = 0

    /// A session in fresh state; `omitting` leaves one fault out, and keeps no events.
    package init(_ scenario: Scenario, seed: UInt64, omitting: String? = nil) {
        self.scenario = scenario
        self.seed = seed
        isComparison = omitting != nil
        world = VirtualWorld(
            faults: scenario.faults.map(\.fault).filter { $0.id != omitting }
        )
    }

    /// Executes the next run with all its repetitions; `nil` where there is none left.
    ///
    /// `isCalledOff` is asked before each repetition; what was executed before is returned.
    package mutating func executeNext(
        repetitions limit: Int? = nil,
        isCalledOff: () -> Bool = { false }
    ) throws(WorkflowGraph.Defect) -> [ExecutedRun]? {
        guard next < scenario.runs.count else { return nil }
        let run = scenario.runs[next]
        next += 1
        world.advance(by: run.advance)
        let plan = try run.plan(of: scenario, seed: seed)
        let agents = run.agents.compactMapValues { definition -> SimulatedAgent? in
            guard case .simulated(let agent) = definition.agent else { return nil }
            return agent
        }
        var executed: [ExecutedRun] = []
        executed.reserveCapacity(run.repetitions)
        for number in run.repetitionNumbers.prefix(limit ?? .max) {
            if isCalledOff() { break }
            let repeated = number == 0 ? plan : plan.repeated(number)
            // Without one of its faults a scenario is only compared with itself, by its ending.
            let trace = world.run(
                repeated,
                agents: agents,
                keepsEvents: !isComparison,
                isCalledOff: isCalledOff
            )
            executed.append(ExecutedRun(plan: repeated, trace: trace, visits: world.visits))
        }
        return executed
    }

    /// Executes all runs.
    package static func execute(
        _ scenario: Scenario,
        seed: UInt64,
        omitting: String? = nil,
        isCalledOff: () -> Bool = { false }
    ) throws(WorkflowGraph.Defect) -> [[ExecutedRun]] {
        var session = VirtualSession(scenario, seed: seed, omitting: omitting)
        var executed: [[ExecutedRun]] = []
        while let runs = try session.executeNext(isCalledOff: isCalledOff) {
            executed.append(runs)
        }
        return executed
    }
}
