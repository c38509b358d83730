internal import Files
internal import Workflows

/// Copies of files as they were, next to the workspace. A file that did not change is not copied again.
final class ContentStore {
    /// A copy.
    struct Copied: Sendable {
        let object: FileName
        /// What the file was when it was copied.
        let stamp: FileStatus.Stamp
        /// Whether the file system's clock can tell a change after the copy.
        let isTelling: Bool

        /// Whether a file is still what was copied, as far as is known without reading it.
        func isCertainly(_ status: FileStatus) -> Bool {
            isTelling && status.kind == .regular && status.stamp == stamp
        }
    }

    private let folder: Descriptor
    private var count = 0
    private var latest: [RelativePath: Copied] = [:]
    private static let pieceBytes = 1 << 18

    /// Makes an empty store at this path.
    init(_ path: String) throws(OperationFailure) {
        do throws(SystemError) {
            try Descriptor.makeFolder(path)
            folder = try Descriptor.folder(path)
        } catch {
            throw .inWorkspace("cannot make a place for copies of the workspace", error)
        }
    }

    /// Copies a file, unless the latest copy of what is at its path will do; `nil` where it is gone.
    func copy(
        _ entry: WorkspaceListing.Entry,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) -> Copied? {
        if let known = latest[entry.path], known.isCertainly(entry.status) { return known }
        guard let name = entry.path.names.last else { return nil }
        try cursor.move(toFolderOf: entry.path, making: false)
        count += 1
        let object = FileName("\(count)")
        do throws(SystemError) {
            // The copy's own time is read first: it says what the file system's clock shows before the file is read.
            let copy = try folder.newFile(object, permissions: 0o600)
            let start = try copy.status().stamp.changed
            let file = try cursor.descriptor.fileToRead(name)
            let status = try file.status()
            guard status.kind == .regular else { return nil }
            try Self.copy(file, to: copy)
            let copied = Copied(
                object: object,
                stamp: status.stamp,
                isTelling: status.stamp.changed < start
            )
            latest[entry.path] = copied
            return copied
        } catch {
            if error == .cancelled { throw .filesCancelled }
            if error.isMissing { return nil }
            throw .inWorkspace("cannot copy \"\(entry.path.shown)\" of the workspace", error)
        }
    }

    /// Puts a copy in the place of whatever has the name, as a new file: what hard links lead to stays as it is.
    func restore(
        _ copied: Copied,
        permissions: UInt32,
        at path: RelativePath,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) {
        guard let name = path.names.last else { return }
        try cursor.move(toFolderOf: path, making: false)
        do throws(SystemError) {
            let copy = try folder.fileToRead(copied.object)
            do throws(SystemError) {
                try cursor.descriptor.removeFile(name)
            } catch  where error.isMissing {
                // There is nothing in its place.
            }
            let file = try cursor.descriptor.newFile(name, permissions: 0o600)
            try Self.copy(copy, to: file)
            try file.setPermissions(permissions)
            try file.setModified(copied.stamp.modified)
        } catch {
            if error == .cancelled { throw .filesCancelled }
            throw .inWorkspace("cannot restore \"\(path.shown)\" in the workspace", error)
        }
    }

    private static func copy(
        _ source: borrowing Descriptor,
        to target: borrowing Descriptor
    ) throws(SystemError) {
        while true {
            guard !Task.isCancelled else { throw SystemError.cancelled }
            let piece = try source.bytes(atMost: pieceBytes)
            if piece.isEmpty { return }
            try target.write(piece)
            if piece.count < pieceBytes { return }
        }
    }
}
