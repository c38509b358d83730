#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Temporary folders whose processes died before they could remove them.
package enum AbandonedFolders {
    /// How much is removed at a time by default: what is left, the next process takes.
    package static let defaultBudget = 10_000
    /// A folder without a lock is its maker's for a day, whoever that was.
    private static let graceSeconds = 24 * 3600

    /// Removes folders below `root` that processes of this user made and that nobody holds; gives how many names went.
    ///
    /// A folder is one of them if its name is `prefix` with what a process adds to it, exactly; anything else is
    /// somebody's own. What a living process holds stays. Several may do this at the same time. A folder without a lock
    /// was made by an older version, or is being made now: it goes when the process that its name says is gone and it
    /// is a day old.
    package static func collect(
        in root: String,
        prefix: String,
        now seconds: Int,
        budget: Int = defaultBudget
    ) -> Int {
        guard let folder = try? Descriptor.folder(root), let names = try? folder.names() else {
            return 0
        }
        var removal = FolderRemoval(budget: budget)
        for name in names where !removal.isOver {
            guard let origin = TemporaryName(name, prefix: prefix) else { continue }
            try? collect(name, of: origin, in: folder, seconds, &removal)
        }
        return budget - removal.budget
    }

    private static func collect(
        _ name: FileName,
        of origin: TemporaryName,
        in root: borrowing Descriptor,
        _ now: Int,
        _ removal: inout FolderRemoval
    ) throws(SystemError) {
        // Opened once, and no link followed: in a folder that all users share, names change hands.
        let folder = try root.folder(name)
        let status = try folder.status()
        guard status.owner == geteuid() else { return }
        let lock: Descriptor
        do throws(SystemError) {
            lock = try folder.fileToRead(FolderRemoval.lockName)
        } catch  where error.isMissing {
            guard case .process(let number) = origin, isGone(number),
                now - status.stamp.modified.seconds > graceSeconds
            else { return }
            return try removal.remove(folder, named: name, in: root)
        }
        // Whoever gets the lock of a file that was removed meanwhile has come second.
        guard try lock.tryLock(shared: false),
            let now = try? folder.status(of: FolderRemoval.lockName),
            now.isSame(as: try lock.status())
        else { return }
        try removal.remove(folder, named: name, in: root)
    }

    private static func isGone(_ process: pid_t) -> Bool {
        kill(process, 0) != 0 && errno == ESRCH
    }
}

/// What the name of a temporary folder says of its origin: only names that a process of ours makes have one.
private enum TemporaryName {
    /// A process of this number made it: `PREFIXnumber-xxxxxxxx`, with eight lowercase hexadecimal digits.
    case process(pid_t)
    /// A process made it whose number nobody knows: `PREFIX` and a UUID in uppercase.
    case unknown

    init?(_ name: FileName, prefix: String) {
        guard let text = RelativePath([name]).text, text.hasPrefix(prefix) else { return nil }
        let rest = text.dropFirst(prefix.count)
        let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 2, let number = pid_t(parts[0]), number > 0, "\(number)" == parts[0],
            Self.isHexadecimal(parts[1], count: 8, letters: "a"..."f")
        {
            self = .process(number)
            return
        }
        let lengths = [8, 4, 4, 4, 12]
        guard parts.count == lengths.count,
            zip(parts, lengths).allSatisfy({
                Self.isHexadecimal($0, count: $1, letters: "A"..."F")
            })
        else { return nil }
        self = .unknown
    }

    private static func isHexadecimal(
        _ text: Substring,
        count: Int,
        letters: ClosedRange<Unicode.Scalar>
    ) -> Bool {
        text.unicodeScalars.count == count
            && text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || letters.contains($0) }
    }
}
