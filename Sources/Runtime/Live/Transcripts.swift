internal import Locks
internal import Workflows

/// What processes wrote, gathered from the tasks that ran them.
final class Transcripts: Sendable {
    private let list = Guarded<[RunTrace.Transcript]>([])

    func add(_ transcript: RunTrace.Transcript) {
        list.withLock { $0.append(transcript) }
    }

    /// In an order that does not depend on which process ended first.
    var sorted: [RunTrace.Transcript] {
        list.withLock { list in
            list.sorted { ($0.phase, $0.attempt) < ($1.phase, $1.attempt) }
        }
    }
}
