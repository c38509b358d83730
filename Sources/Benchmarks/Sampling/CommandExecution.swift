internal import Foundation
internal import Locks
package import Runtime

/// One execution of a command, which can be cancelled.
///
/// A thread of its own waits for the end, blocked in the kernel: asking now and then would find it late.
package final class CommandExecution: Sendable {
    /// How long a command that is cancelled may take to end by itself.
    package static let grace = Duration.seconds(2)

    private struct State {
        var isCancelled = false
        /// The group, for as long as its number is its own.
        var group: pid_t?
    }

    private let command: ShellCommand
    private let environment: [String: String]
    private let clock: ContinuousClock
    private let showsErrors: Bool
    private let grace: Duration
    private let urgency: Urgency
    private let state = Guarded(State())

    /// An execution of a command in an environment; what it writes to standard error is shown or thrown away. Where it is
    /// cancelled it has its grace, and no time left once the urgency is demanded.
    package init(
        _ command: ShellCommand,
        environment: [String: String],
        clock: ContinuousClock,
        showsErrors: Bool = false,
        grace: Duration = grace,
        until urgency: Urgency = Urgency()
    ) {
        self.command = command
        self.environment = environment
        self.clock = clock
        self.showsErrors = showsErrors
        self.grace = grace
        self.urgency = urgency
    }

    /// Executes the command to its end; where the task is cancelled its group gets SIGTERM, then SIGKILL.
    ///
    /// - Throws: `CommandFailure`, or `CancellationError` where it was cancelled.
    package func run() async throws -> CommandUsage {
        let usage = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { [self] in
                    continuation.resume(with: Result { try execute() })
                }
            }
        } onCancel: {
            cancel()
        }
        if state.withLock({ $0.isCancelled }) { throw CancellationError() }
        return usage
    }

    private func execute() throws -> CommandUsage {
        if state.withLock({ $0.isCancelled }) { throw CancellationError() }
        let shell = try WaitingShell.start(
            command,
            environment: environment,
            showsErrors: showsErrors
        )
        let group = shell.group
        let isCancelled = state.withLock { state in
            state.group = group
            return state.isCancelled
        }
        if isCancelled { kill(-group, SIGKILL) }
        let duration = shell.execute(clock)
        state.withLock { state in
            if state.isCancelled { kill(-group, SIGKILL) }
            state.group = nil
        }
        return try shell.reap(duration: duration)
    }

    private func cancel() {
        signal(urgency.isDemanded ? SIGKILL : SIGTERM)
        let place = urgency.whenDemanded { [weak self] in self?.signal(SIGKILL) }
        Task.detached { [weak self, urgency, clock, grace] in
            try? await clock.sleep(for: grace)
            urgency.forget(place)
            self?.signal(SIGKILL)
        }
    }

    private func signal(_ number: Int32) {
        state.withLock { state in
            state.isCancelled = true
            if let group = state.group { kill(-group, number) }
        }
    }
}
