internal import Foundation
internal import Synchronization

/// Calls that are to begin at the same time, taken by as many starters as there are cores.
///
/// A task for each call, made by the run's loop, would be made on one thread and freed on another, which the allocator
/// pays for with locks: half of what a wide fan-out cost. A starter makes its calls' tasks where they begin, and begins
/// them in place: until its first wait a call holds up no more than its own starter, as it would a thread.
final class CallQueue: Sendable {
    /// As many as can compute side by side.
    static let starters = ProcessInfo.processInfo.activeProcessorCount

    private let calls: [CallHandle]
    private let started = Atomic(0)

    init(_ calls: [CallHandle]) {
        self.calls = calls
    }

    /// Begins calls until none is left or the task is cancelled.
    func start() {
        while !Task.isCancelled, let call = next() { call.begin(inPlace: true) }
    }

    private func next() -> CallHandle? {
        let index = started.add(1, ordering: .relaxed).oldValue
        return index < calls.count ? calls[index] : nil
    }
}
