internal import Foundation
internal import Locks

/// The runs that an engine executes, and the folder where the files of their outputs stand meanwhile.
final class ActiveRuns: Sendable {
    /// Whatever lies below is removed whenever no run is under way.
    let folder: String
    private let ids = Guarded<Set<String>>([])

    /// Names a folder that nobody else uses; it is made when it is needed.
    init() {
        let temporary = URL(fileURLWithPath: NSTemporaryDirectory(), isDirectory: true)
        folder = temporary.appendingPathComponent("moonlight-\(UUID().uuidString)").path
    }

    /// The runs under way.
    var all: Set<String> { ids.withLock { $0 } }

    /// Notes a run; false where it is under way already.
    func enter(_ id: String) -> Bool {
        ids.withLock { $0.insert(id).inserted }
    }

    /// Forgets a run.
    func leave(_ id: String) {
        ids.withLock { ids in
            ids.remove(id)
            // Within the lock, so that no run begins meanwhile.
            if ids.isEmpty { try? FileManager.default.removeItem(atPath: folder) }
        }
    }
}
