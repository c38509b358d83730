internal import ArgumentParser
internal import Reports
internal import Scenarios

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

    @OptionGroup var selection: ScenarioSelection

    func run() async throws {
        try await ExitStatus.mapped {
            switch subject {
            case .scenarios:
                let scenarios = try await selection.load(Surroundings().loader)
                try StandardOutput.write(Catalogue.scenarios(scenarios))
            case .workflows: try StandardOutput.write(Catalogue.workflows)
            case .agents: try StandardOutput.write(Catalogue.agents)
            case .faults: try StandardOutput.write(Catalogue.faults)
            case .invariants: try StandardOutput.write(Catalogue.invariants)
            }
        }
    }
}
