internal import Locks
internal import Workflows

/// What the runs of one live world share.
///
/// The lock is held for single steps, never over an `await`; a cache on a disk is asked within such a step.
final class LiveShared: Sendable {
    private struct State {
        var process: ProcessHost
        /// Where each run takes its reports, by its number.
        var inboxes: [Int: Mailbox] = [:]
    }

    let surroundings: LiveEnvironment
    let origin: LiveClock.Instant
    /// Whether steps may wait for a disk.
    let isOnDisk: Bool
    private let state: Guarded<State>

    init(
        faults: any Interference,
        surroundings: LiveEnvironment,
        cache: WorldCache,
        isOnDisk: Bool
    ) {
        self.surroundings = surroundings
        self.isOnDisk = isOnDisk
        origin = surroundings.clock.now
        let process = ProcessHost(cache: cache, faults: faults, waitsForOthers: true)
        state = Guarded(State(process: process))
    }

    /// The time since the start of the world.
    var now: Duration { origin.duration(to: surroundings.clock.now) }

    func withProcess<Result>(_ body: (inout ProcessHost) -> Result) -> Result {
        state.withLock { body(&$0.process) }
    }

    /// Takes up a run that has a number.
    func enter(_ run: Int, _ inbox: Mailbox) {
        state.withLock { $0.inboxes[run] = inbox }
    }

    /// A run is over; what its agents delivered counts for later ones.
    func leave(_ run: Int, delivered: [String: Int]) {
        state.withLock { state in
            state.inboxes[run] = nil
            state.process.add(delivered: delivered)
        }
    }

    /// Has phases look up again.
    func wake(_ members: [ProcessHost.Member]) {
        state.withLock { state in
            for member in members {
                state.inboxes[member.run]?.post(.lookAgain(phase: member.phase))
            }
        }
    }

    /// The process dies by a fault, and with it every run, each to be resumed in another.
    func crash() {
        state.withLock { state in
            for inbox in state.inboxes.values { inbox.post(.crashed) }
        }
    }

    /// The process stops, and with it every run but the one whose inbox this is, which knows.
    func pause(for time: Duration, all but: Mailbox) {
        state.withLock { state in
            for inbox in state.inboxes.values where inbox !== but { inbox.post(.paused(time)) }
        }
    }

    /// The process dies, and with it every run.
    func die() {
        state.withLock { state in
            for inbox in state.inboxes.values { inbox.post(.died) }
        }
    }
}
