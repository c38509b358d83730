internal import ArgumentParser
internal import Scenarios

/// Prints the JSON Schema of scenario files.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of scenario files."
    )

    func run() async throws {
        try StandardOutput.write(ScenarioShape.jsonSchema)
    }
}
