internal import Suites
internal import ArgumentParser
internal import Scenarios

/// Executes one run of a scenario in its own process, which the run may kill; only the tool itself calls it.
struct ExecutePartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "execute-part",
        abstract: "Executes a run that kills its process.",
        shouldDisplay: false
    )

    @Argument(help: "What is to be executed.")
    var part: String

    func run() async throws {
        try await ExitStatus.mapped {
            guard let part = RunPart(encoded: part) else {
                throw ValidationError("this command is the tool's own")
            }
            let surroundings = ToolEnvironment()
            let scenario = try surroundings.loader.load(part.file, named: part.scenario)
            // The tool asks its child to go where it is asked itself.
            try await surroundings.interruption.watch(attempting: {
                try await part.execute(
                    scenario,
                    clock: surroundings.clock,
                    wall: { ToolEnvironment.wall() },
                    environment: surroundings.environment,
                    urgency: surroundings.interruption.urgency
                )
            }).get()
        }
    }
}
