internal import ArgumentParser
internal import Benchmarks
internal import Foundation
internal import Reports

extension EngineSpeed.Mode: ExpressibleByArgument {}

/// Measures the engine itself.
struct SpeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speed",
        abstract: "Measures the engine's own cost on this machine.",
        discussion: "Figures mean something in release builds only. Each is a median over batches."
    )

    @Option(help: "The folder whose disk is measured.")
    var state = ".moonlight"

    @Option(name: .customLong("mode"), help: "Only this mode; may be repeated.")
    var modes: [EngineSpeed.Mode] = []

    @Option(help: "How many batches each figure is the median of.")
    var batches = 15

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func validate() throws {
        if batches < 3 || batches > 1000 {
            throw ValidationError("--batches: expected 3 to 1000, found \(batches)")
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            let surroundings = ToolEnvironment()
            let folder = "\(state)/speed-\(ProcessInfo.processInfo.processIdentifier)"
            try AtomicFile.makeFolder(folder)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            var effort = EngineSpeed.Effort()
            effort.batches = batches
            let speed = EngineSpeed(
                clock: surroundings.clock,
                wall: { ToolEnvironment.wall() },
                processor: { ToolEnvironment.processor() },
                folder: folder,
                effort: effort
            )
            let figures = try await speed.figures(
                of: modes.isEmpty ? EngineSpeed.Mode.allCases : modes
            )
            switch format {
            case .text: try StandardOutput.write(SpeedReport.text(figures))
            case .json: try StandardOutput.write(SpeedReport.json(figures))
            }
        }
    }
}
