internal import Foundation
internal import Synchronization

/// Calls that are to begin at the same time, taken by as many starters as there are cores.
///
/// A task for each call, added by the run's loop, would be made on one thread and freed on another, which the allocator
/// pays for with locks: half of what a wide fan-out cost. A starter makes its calls' tasks where they begin, and begins
/// them in place: until its first wait a call holds up no more than its own starter, as it would a thread.
final class CallQueue: Sendable {
    /// A call, and what stops it before the run ends, where anything can.
    struct Call: Sendable {
        let task: CallTask
        let handle: CallHandle?
    }

    /// As many as can compute side by side.
    static let starters = ProcessInfo.processInfo.activeProcessorCount

    private let calls: [Call]
    private let started = Atomic(0)

    init(_ calls: [Call]) {
        self.calls = calls
    }

    /// Begins calls until none is left or the task is cancelled; returns when those have ended that nothing else stops.
    func start() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled, let call = next() {
                if let handle = call.handle {
                    handle.begin(call.task, inPlace: true)
                } else if #available(macOS 26, *) {
                    group.addImmediateTask { await call.task.report() }
                } else {
                    group.addTask { await call.task.report() }
                }
            }
        }
    }

    private func next() -> Call? {
        let index = started.add(1, ordering: .relaxed).oldValue
        return index < calls.count ? calls[index] : nil
    }
}
