/// Removes folders that a process had for itself, with whatever its programs left in them.
///
/// Everything is reached from folders that are open, one name at a time; no link is followed. However deep folders lie
/// in folders, only so many are open at a time: one that is too deep is moved up, and gone into from there.
struct FolderRemoval {
    /// The name of the file that is locked while the folder is in use.
    static let lockName = FileName(".owner")
    /// The most folders in folders that are open at a time.
    private static let maxDepth = 64
    /// How often it is tried, for each name that may go, of all folders, and of one.
    private static let triesPerName = 10
    private static let triesPerNameHere = 2
    /// How often a name for a folder that is moved up may be taken already.
    private static let maxTries = 1000

    /// How many names may still go.
    private(set) var budget: Int
    /// How often it may still be tried, of all folders and of the one that is being removed: what cannot be removed
    /// leaves others their turn.
    private var tries: Int
    private var triesHere = 0
    private var hasMoved = false
    private var movedCount = 0

    /// A removal of at most so many names.
    init(budget: Int) {
        self.budget = budget
        tries = Self.times(budget, Self.triesPerName)
    }

    /// Whether there is nothing left to be done.
    var isOver: Bool { budget <= 0 || tries <= 0 }

    /// Removes an open folder, which has this name in its parent, and what lies in it, the lock last, as far as the
    /// budget goes.
    mutating func remove(
        _ folder: borrowing Descriptor,
        named name: FileName,
        in parent: borrowing Descriptor
    ) throws(SystemError) {
        // A program may have taken away its rights.
        try? folder.setPermissions(0o700)
        triesHere = min(tries, Self.times(budget, Self.triesPerNameHere))
        repeat {
            hasMoved = false
            empty(folder, root: folder, depth: 0)
        } while hasMoved && canGoOn
        // What cannot be removed now keeps its lock, by which the next process knows it.
        guard try folder.names().allSatisfy({ $0 == Self.lockName }) else { return }
        try? folder.removeFile(Self.lockName)
        guard try parent.status(of: name).isSame(as: try folder.status()) else { return }
        try parent.removeFolder(name)
    }

    private mutating func empty(
        _ folder: borrowing Descriptor,
        root: borrowing Descriptor,
        depth: Int
    ) {
        for name in (try? folder.names()) ?? [] where depth > 0 || name != Self.lockName {
            guard canGoOn else { return }
            (tries, triesHere) = (tries - 1, triesHere - 1)
            do throws(SystemError) {
                try folder.removeFile(name)
                budget -= 1
            } catch  where error.isMissing {
                continue
            } catch {
                guard (try? folder.status(of: name))?.kind == .folder else { continue }
                removeFolder(name, in: folder, root: root, depth: depth)
            }
        }
    }

    private mutating func removeFolder(
        _ name: FileName,
        in folder: borrowing Descriptor,
        root: borrowing Descriptor,
        depth: Int
    ) {
        try? folder.setPermissions(0o700, of: name)
        guard depth < Self.maxDepth else { return moveUp(name, in: folder, to: root) }
        if let inner = try? folder.folder(name) { empty(inner, root: root, depth: depth + 1) }
        guard budget > 0 else { return }
        do throws(SystemError) {
            try folder.removeFolder(name)
            budget -= 1
        } catch {
            // It has something left in it.
        }
    }

    private var canGoOn: Bool { budget > 0 && triesHere > 0 }

    private static func times(_ budget: Int, _ factor: Int) -> Int {
        let (product, overflows) = budget.multipliedReportingOverflow(by: factor)
        return overflows ? .max : product
    }

    /// Moves a folder to where it is not deep.
    private mutating func moveUp(
        _ name: FileName,
        in folder: borrowing Descriptor,
        to root: borrowing Descriptor
    ) {
        for _ in 0..<Self.maxTries {
            movedCount += 1
            do throws(SystemError) {
                try folder.move(name, to: root, as: FileName(".deep-\(movedCount)"))
                hasMoved = true
                return
            } catch  where error.isOccupied {
                continue
            } catch {
                return
            }
        }
    }
}
