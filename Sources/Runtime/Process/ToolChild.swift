internal import Subprocess
package import Workflows

#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// This program once more, as a child that may be killed.
package struct ToolChild: Sendable {
    /// How the child ended.
    package struct Ending: Sendable {
        /// What it wrote to standard output.
        package let output: [UInt8]
        /// What it wrote to standard error.
        package let errors: String
        /// The signal that ended it, or `nil` where it exited.
        package let signal: Int32?
        /// The code that it exited with.
        package let code: Int32?
    }

    /// The most bytes that a child may write.
    private static let outputLimit = 256 << 20

    private let path: String
    private let environment: [String: String]
    private let clock: ContinuousClock

    /// A child from the program at this path.
    package init(path: String, environment: [String: String], clock: ContinuousClock) {
        self.path = path
        self.environment = environment
        self.clock = clock
    }

    /// Runs the child to its end. Where the task is cancelled the child gets SIGTERM, and cancels its run as this program
    /// would: the programs of the run have their grace. Once nothing has any time left it is killed.
    package func run(
        _ arguments: [String],
        until urgency: Urgency
    ) async throws(OperationFailure) -> Ending {
        let signals = ProcessSignals()
        let farewell = ProcessFarewell(grace: nil, urgency, signals, clock)
        defer { farewell.end() }
        let call = Task { await ended(arguments, signals) }
        return try await withTaskCancellationHandler {
            await call.value
        } onCancel: {
            farewell.begin(call)
        }.get()
    }

    private func ended(
        _ arguments: [String],
        _ signals: ProcessSignals
    ) async -> Result<Ending, OperationFailure> {
        do throws(OperationFailure) {
            return .success(try await perform(arguments, signals))
        } catch {
            return .failure(error)
        }
    }

    private func perform(
        _ arguments: [String],
        _ signals: ProcessSignals
    ) async throws(OperationFailure) -> Ending {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        do {
            let child = try await Subprocess.run(
                .path(FilePath(path)),
                arguments: Arguments(arguments),
                environment: .custom(Dictionary(variables) { first, _ in first }),
                platformOptions: options,
                input: .none,
                output: .bytes(limit: Self.outputLimit),
                error: .string(limit: 64 << 10)
            ) { child in
                // It stays a zombie until this closure is over, so its number is still its own.
                defer { signals.close() }
                signals.open { number in
                    try? child.send(signal: .init(rawValue: number), toProcessGroup: false)
                }
                await ChildExit.wait(for: child.processIdentifier.value, clock: clock)
            }
            var (signal, code): (Int32?, Int32?) = (nil, nil)
            switch child.terminationStatus {
            case .exited(let number): code = Int32(number)
            case .signaled(let number): signal = Int32(number)
            }
            return Ending(
                output: child.standardOutput,
                errors: child.standardError,
                signal: signal,
                code: code
            )
        } catch {
            throw OperationFailure(
                kind: .process,
                message: "cannot start \(path): \(error)",
                isRetryable: false
            )
        }
    }
}
