internal import Files
internal import Foundation
internal import Locks

/// The runs that an engine executes, and the folder where the files of their outputs stand meanwhile.
final class ActiveRuns: Sendable {
    /// Whatever lies below is removed whenever no run is in progress.
    let folder: String?
    private let state = Guarded(State())

    private struct State {
        var ids: Set<String> = []
        /// The hold on the folder, while runs are in progress.
        var hold: OwnedFolder?
    }

    /// Names a folder of the system's temporary one, which is made with the first run; the name is nobody else's. Without
    /// one there are no files.
    init(named name: String?) {
        let temporary = URL(fileURLWithPath: NSTemporaryDirectory(), isDirectory: true)
        folder = name.map { temporary.appendingPathComponent("moonlight-\($0)").path }
    }

    /// The runs in progress.
    var all: Set<String> { state.withLock { $0.ids } }

    /// Notes a run; false where it is in progress already.
    func enter(_ id: String) -> Bool {
        state.withLock { state in
            guard state.ids.insert(id).inserted else { return false }
            // Where it cannot be made, whoever needs it will say so.
            if state.hold == nil, let folder { state.hold = try? OwnedFolder(making: folder) }
            return true
        }
    }

    /// Forgets a run.
    func leave(_ id: String) {
        state.withLock { state in
            state.ids.remove(id)
            guard state.ids.isEmpty else { return }
            // Within the lock, so that no run begins meanwhile.
            state.hold?.remove()
            state.hold = nil
        }
    }
}
