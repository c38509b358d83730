internal import Locks

/// A load watch that several tasks may use.
final class LoadRecord: Sendable {
    private let watch = Guarded(LoadWatch())

    func note() { watch.withLock { $0.note() } }

    var load: MachineLoad? { watch.withLock { $0.load } }
}
