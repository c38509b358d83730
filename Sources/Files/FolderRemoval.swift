/// Removes folders that a process had for itself, with whatever its programs left in them.
///
/// Everything is reached from folders that are open, one name at a time; no link is followed. However deep folders lie
/// in folders, only so many are open at a time: one that is too deep is moved up, and gone into from there.
struct FolderRemoval {
    /// The name of the file that is locked while the folder is in use.
    static let lockName = FileName(".owner")
    /// The most folders in folders that are open at a time.
    private static let maxDepth = 64
    /// How often a name for a folder that is moved up may be taken already.
    private static let maxTries = 1000

    /// How many names may still go.
    private(set) var budget: Int
    private var hasMoved = false
    private var movedCount = 0

    /// A removal of at most so many names.
    init(budget: Int) {
        self.budget = budget
    }

    /// Removes an open folder, which has this name in its parent, and what lies in it, the lock last, as far as the
    /// budget goes.
    mutating func remove(
        _ folder: borrowing Descriptor,
        named name: FileName,
        in parent: borrowing Descriptor
    ) throws(SystemError) {
        // A program may have taken away its rights.
        try? folder.setPermissions(0o700)
        repeat {
            hasMoved = false
            empty(folder, root: folder, depth: 0)
        } while hasMoved && budget > 0
        guard budget > 0 else { return }
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
            guard budget > 0 else { return }
            budget -= 1
            do throws(SystemError) {
                try folder.removeFile(name)
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
        if budget > 0 { try? folder.removeFolder(name) }
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
