import Foundation
import Locks

@testable import Scenarios

/// Loads scenarios from their text and runs them.
struct RunningRig {
    let folder: TemporaryFolder
    let environment: [String: String]

    init(environment: [String: String] = [:]) throws {
        // As the tool does: a child that stops reading must not end this program.
        signal(SIGPIPE, SIG_IGN)
        folder = try TemporaryFolder()
        let own = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" }
        self.environment = own.merging(environment) { _, own in own }
    }

    func runner(
        _ configure: (inout ScenarioRunner.Options) -> Void = { _ in }
    ) -> ScenarioRunner {
        var options = ScenarioRunner.Options()
        configure(&options)
        return ScenarioRunner(
            ScenarioRunner.Surroundings(
                clock: ContinuousClock(),
                wall: { .zero },
                workspaces: "\(folder.path)/workspaces",
                environment: environment
            ),
            options: options
        )
    }

    func run(
        _ text: String,
        configure: (inout ScenarioRunner.Options) -> Void = { _ in }
    ) async throws -> ScenarioResult {
        let scenario = try folder.load(text)
        return await runner(configure).run(scenario, number: 1)
    }
}

/// What happened in a suite, in order.
final class ProgressLog: Sendable {
    private let list = Guarded<[String]>([])

    func add(_ progress: SuiteRunner.Progress) {
        let line =
            switch progress {
            case .started(let name): "started \(name)"
            case .ended(let result): "ended \(result.name)"
            }
        list.withLock { $0.append(line) }
    }

    var lines: [String] { list.withLock { $0 } }

    /// The most scenarios that had started and not ended at one time.
    var mostAtOnce: Int {
        var (now, most) = (0, 0)
        for line in lines {
            now += line.hasPrefix("started") ? 1 : -1
            most = max(most, now)
        }
        return most
    }
}
