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

    /// A child from the program at this path.
    package init(path: String, environment: [String: String]) {
        self.path = path
        self.environment = environment
    }

    /// Runs the child to its end; it is killed where the task is cancelled.
    package func run(_ arguments: [String]) async throws(AgentFailure) -> Ending {
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
                output: .bytes(limit: Self.outputLimit),
                error: .string(limit: 64 << 10)
            )
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
            throw AgentFailure(
                kind: .process,
                message: "cannot start \(path): \(error)",
                isRetryable: false
            )
        }
    }
}
