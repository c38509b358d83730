internal import Agents
internal import Workflows

extension Scenario {
    /// Why a scenario cannot be executed on a virtual clock.
    package struct Unsimulated: Error, CustomStringConvertible {
        /// The phases that only a program can perform.
        package let phases: [String]
        /// Whether something runs beside a phase.
        package let hasHooks: Bool

        package var description: String {
            guard !phases.isEmpty else { return "its hooks run on a real clock" }
            let names = phases.joined(separator: ", ")
            let options = phases.map { "--simulate \($0)" }.joined(separator: " ")
            return "a program performs \(names), which can be simulated: \(options)"
        }
    }

    /// How long a simulated phase takes.
    package static let simulatedLatency = Duration.seconds(1)

    /// The same on a virtual clock. The phases with these names answer `simulated PHASE` after a second, whoever performs
    /// them.
    package func simulated(_ named: Set<String>) throws(Unsimulated) -> Scenario {
        var copy = self
        copy.clock = .virtual
        copy.wasReal = !isVirtual
        var missing: Set<String> = []
        for place in runs.indices {
            for phase in workflow.phases {
                if named.contains(phase.id.name) {
                    let answer = Self.answer(of: phase.id.name)
                    copy.runs[place].agents[phase.agent] = Self.agent(phase.agent, answer)
                    copy.simulatedAgents[phase.agent] = answer
                } else if runs[place].agents[phase.agent]?.agent.simulated == nil {
                    missing.insert(phase.id.name)
                }
            }
            let compensations = copy.runs[place].configuration.phases
            for (phase, settings) in compensations {
                guard let name = settings.compensation,
                    copy.runs[place].agents[name]?.agent.simulated == nil
                else { continue }
                if named.contains(phase.name) {
                    let answer = Self.answer(of: phase.name)
                    copy.runs[place].agents[name] = Self.agent(name, answer)
                    copy.simulatedAgents[name] = answer
                } else {
                    missing.insert(phase.name)
                }
            }
        }
        let hasHooks = runs.contains { !$0.hooks.isEmpty }
        guard missing.isEmpty, !hasHooks else {
            throw Unsimulated(phases: missing.sorted(), hasHooks: hasHooks)
        }
        return copy
    }

    private static func answer(of phase: String) -> String { "simulated \(phase)" }

    private static func agent(_ name: String, _ answer: String) -> AgentDefinition {
        AgentDefinition(
            simulated: SimulatedAgent(
                outputs: [PhaseOutput(text: answer)],
                latency: .constant(simulatedLatency)
            ),
            named: name
        )
    }
}
