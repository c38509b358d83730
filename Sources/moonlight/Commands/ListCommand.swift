internal import ArgumentParser
internal import Benchmarks
internal import Reports
internal import Scenarios
internal import Workflows

/// Lists what exists, with its parameters.
struct ListCommand: AsyncParsableCommand {
    /// What can be listed.
    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case scenarios, workflows, agents, faults, invariants
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what exists, with its parameters."
    )

    @Argument(help: "scenarios, workflows, agents, faults or invariants.")
    var subject: Subject

    @Option(name: .customLong("at"), help: "Only the faults at this failpoint.")
    var place: FaultPlace?

    @OptionGroup var selection: ScenarioSelection

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func validate() throws {
        guard place != nil, subject != .faults else { return }
        throw ValidationError("'--at' names a failpoint, which only 'list faults' has.")
    }

    func run() async throws {
        try await ExitStatus.mapped {
            let scenarios =
                subject == .scenarios ? try await selection.load(ToolEnvironment().loader) : []
            if subject == .invariants { return try await listInvariants() }
            switch format {
            case .text: try StandardOutput.write(text(scenarios))
            case .json: try StandardOutput.write(json(scenarios))
            }
        }
    }

    /// What an invariant costs a seed depends on the machine: it is measured here and now.
    private func listInvariants() async throws {
        let surroundings = ToolEnvironment()
        var effort = EngineSpeed.Effort()
        effort.seeds = 50
        let speed = EngineSpeed(
            clock: surroundings.clock,
            wall: { ToolEnvironment.wall() },
            processor: { ToolEnvironment.processor() },
            folder: surroundings.temporary,
            effort: effort
        )
        let costs = try await speed.observerCosts()
        switch format {
        case .text: try StandardOutput.write(Catalogue.invariants(costs))
        case .json: try StandardOutput.write(Catalogue.invariantsJSON(costs))
        }
    }

    private func text(_ scenarios: [Scenario]) -> String {
        switch subject {
        case .scenarios: Catalogue.scenarios(scenarios)
        case .workflows: Catalogue.workflows
        case .agents: Catalogue.agents
        case .faults: Catalogue.faults(at: place?.failpoint)
        case .invariants: ""
        }
    }

    private func json(_ scenarios: [Scenario]) -> [UInt8] {
        switch subject {
        case .scenarios: Catalogue.scenariosJSON(scenarios)
        case .workflows: Catalogue.workflowsJSON
        case .agents: Catalogue.agentsJSON
        case .faults: Catalogue.faultsJSON(at: place?.failpoint)
        case .invariants: []
        }
    }
}

/// A failpoint, as an argument names it.
struct FaultPlace: ExpressibleByArgument, CaseIterable {
    let failpoint: Failpoint

    static let allCases = Failpoint.allCases.map(FaultPlace.init)

    static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }

    var defaultValueDescription: String { failpoint.rawValue }

    init(failpoint: Failpoint) {
        self.failpoint = failpoint
    }

    init?(argument: String) {
        guard let failpoint = Failpoint(rawValue: argument) else { return nil }
        self.failpoint = failpoint
    }
}
