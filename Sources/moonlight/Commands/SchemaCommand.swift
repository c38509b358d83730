internal import ArgumentParser
internal import Scenarios

/// How the keys of scenario files are described.
enum SchemaFormat: String, ExpressibleByArgument, CaseIterable {
    case json
    case markdown
}

/// Prints the JSON Schema of scenario files.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of scenario files."
    )

    @Option(
        help: "The JSON Schema, or in Markdown a page with every key, its default and an example."
    )
    var format: SchemaFormat = .json

    func run() async throws {
        switch format {
        case .json: try StandardOutput.write(ScenarioShape.jsonSchema)
        case .markdown: try StandardOutput.write(ScenarioShape.reference)
        }
    }
}
