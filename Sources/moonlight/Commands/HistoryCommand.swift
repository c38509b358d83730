internal import ArgumentParser
internal import Monitoring
internal import Reports
internal import Scenarios
internal import Storage

/// Shows how the executions of runs changed over time.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows how the executions of runs changed over time."
    )

    @Argument(help: "Only this scenario: its name, its name with a variant's, or its file.")
    var scenario: String?

    @Option(help: "The folder for journal, shared cache and history.")
    var state = ".moonlight"

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFolder(state, "--state")
            let surroundings = ToolEnvironment()
            let histories = try Self.histories(in: state) { key in
                scenario.map { key.isNamed($0, in: surroundings) } ?? true
            }
            if let scenario, histories.isEmpty {
                throw UnknownHistory(scenario: scenario, state: state)
            }
            switch format {
            case .json: try StandardOutput.write(HistoryReport.json(histories))
            case .text where histories.isEmpty:
                try StandardOutput.write(HistoryReport.nothing(in: state))
            case .text:
                let isPlain = surroundings.isDumbTerminal
                try StandardOutput.write(HistoryReport.text(histories, isPlain: isPlain))
            }
        }
    }

    /// What a state folder's history holds of some series; nothing where there is no history.
    private static func histories(
        in state: String,
        where isWanted: (SeriesKey) -> Bool
    ) throws -> [RunHistory] {
        do throws(StorageFailure) {
            let database = try HistoryDatabase(folder: state, mustExist: true)
            for notice in database.notices { StandardError.write("moonlight: \(notice)\n") }
            return try database.histories(where: isWanted)
        } catch {
            if error.kind == .missing { return [] }
            throw error
        }
    }
}

extension SeriesKey {
    /// Whether a user means it: by the scenario's name, alone or with the variant's, or by a path to its file.
    fileprivate func isNamed(_ name: String, in surroundings: ToolEnvironment) -> Bool {
        if scenario == name || "\(scenario) \(variant)" == name || file == name { return true }
        return file == surroundings.loader.displayed(name)
    }
}
