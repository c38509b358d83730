internal import Agents
internal import Shapes

// What must be there before a scenario runs.
extension ScenarioDecoder {
    /// How long a program may take.
    private static let timeout = Duration.seconds(60)

    /// The programs of `requires`. That one is missing is no mistake of the file's.
    mutating func prerequisites() -> [ProcessAgent] {
        (root[ScenarioKeys.requires] ?? []).enumerated().map { index, node in
            var decoder = ProcessDecoder(files: files)
            decoder.checkPlaceholders(node.items, "requires[\(index)]")
            problems.add(contentsOf: decoder.problems.list)
            let files = files.relative(to: node)
            return ProcessAgent(
                command: node.items.compactMap(\.text),
                timeout: Self.timeout,
                answer: .text,
                scenarioDirectory: files.directory,
                repository: files.repository
            )
        }
    }
}
