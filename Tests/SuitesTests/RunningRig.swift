import Scenarios
import Foundation
import Locks
import TestSupport

@testable import Suites

/// Loads scenarios from their text and runs them.
struct RunningRig {
    let folder: TemporaryFolder
    let environment: [String: String]
    /// The events of the scenario that was run last.
    let events = EventLog()

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
        var surroundings = SuiteEnvironment(
            clock: ContinuousClock(),
            wall: { .zero },
            workspaces: "\(folder.path)/workspaces",
            environment: environment
        )
        surroundings.events = { [events] _ in
            events.clear()
            return events
        }
        return ScenarioRunner(surroundings, options: options)
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
            case .started(_, let name): "started \(name)"
            case .ended(_, let result): "ended \(result.name)"
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

/// A sink that keeps what comes.
final class EventLog: EventSink {
    private let kept = Guarded<[[UInt8]]>([])
    private let failsAfter: Int

    /// Fails after so many bytes.
    init(failsAfter: Int = .max) {
        self.failsAfter = failsAfter
    }

    /// What was appended, piece by piece.
    var pieces: [[UInt8]] { kept.withLock { $0 } }

    var bytes: [UInt8] { pieces.flatMap(\.self) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func clear() { kept.withLock { $0 = [] } }

    func append(_ lines: [UInt8]) throws {
        guard bytes.count + lines.count <= failsAfter else { throw Full() }
        kept.withLock { $0.append(lines) }
    }

    func close() {}

    struct Full: Error, CustomStringConvertible {
        var description: String { "the log is full" }
    }
}

extension ScenarioSession where World == VirtualSessionWorld {
    /// Executes all runs of a scenario in a virtual world, and keeps what came of them.
    static func execute(
        _ scenario: Scenario,
        seed: UInt64,
        in world: VirtualSessionWorld? = nil
    ) async throws -> [[ExecutedRun]] {
        var session = ScenarioSession(
            scenario,
            seed: seed,
            in: world ?? VirtualSessionWorld(scenario)
        )
        return try await session.executeAll()
    }

    mutating func executeAll() async throws -> [[ExecutedRun]] {
        var executed: [[ExecutedRun]] = []
        while let batch = try await executeBatch() {
            if executed.count == batch.run { executed.append([]) }
            executed[batch.run] += batch.runs
        }
        return executed
    }
}
