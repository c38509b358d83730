internal import Foundation
internal import Locks
internal import Storage
internal import Workflows

/// What the runs of one live world share.
///
/// The lock is held for single steps, never over an `await`; a cache on a disk is asked within such a step.
final class LiveShared: Sendable {
    fileprivate struct State {
        var process: ProcessHost
        /// What agents did to the world, by `RunRequest.effectsOwner`, unless that is on a disk.
        var effects: [String: [EffectAct]] = [:]
        /// The name of the world's folder for programs, once one needs it.
        var effectsName: String?
        /// Where it is, for those that have a folder.
        var folders: [String: EffectFolder] = [:]
        /// Where each run takes its reports, by its number.
        var inboxes: [Int: Mailbox] = [:]
    }

    let surroundings: LiveEnvironment
    let origin: LiveClock.Instant
    /// Whether steps may wait for a disk.
    let isOnDisk: Bool
    fileprivate let state: Guarded<State>
    /// Where the world learns that nothing has any time left.
    private let hurry: Int

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
        let state = Guarded(State(process: process))
        self.state = state
        hurry = surroundings.urgency.whenDemanded {
            state.withLock { for inbox in $0.inboxes.values { inbox.post(.hurried) } }
        }
    }

    deinit { surroundings.urgency.forget(hurry) }

    /// The time since the start of the world.
    var now: Duration { origin.duration(to: surroundings.clock.now) }

    func withProcess<Result>(_ body: (inout ProcessHost) -> Result) -> Result {
        state.withLock { body(&$0.process) }
    }

    /// What a run's agents do is kept in a folder from now on.
    func keepEffects(of owner: String, in folder: EffectFolder) {
        state.withLock { $0.folders[owner] = folder }
    }

    /// What the paths of this world's own folders begin with: another may have had the same workspaces before. No
    /// workspace has a name that begins with
    /// a dot and has others after it.
    var effectsFolder: String {
        state.withLock { state in
            let name = state.effectsName ?? ".effects-\(UUID().uuidString)"
            state.effectsName = name
            return "\(surroundings.workspaces)/\(name)"
        }
    }

    /// What a run's agents did in this world that is in no folder; where the run is over for good nobody asks again.
    func takeEffects(of owner: String, isLast: Bool) -> [EffectAct] {
        state.withLock { state in
            if !state.folders.isEmpty { state.folders[owner] = nil }
            guard !state.effects.isEmpty else { return [] }
            return isLast
                ? state.effects.removeValue(forKey: owner) ?? [] : state.effects[owner] ?? []
        }
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

extension LiveShared: EffectSink {
    /// What can't be written is remembered: this process at least can tell.
    func note(_ act: EffectAct, of owner: String) {
        let folder = state.withLock { $0.folders[owner] }
        if let folder, (try? folder.append([act])) != nil { return }
        state.withLock { $0.effects[owner, default: []].append(act) }
    }
}
