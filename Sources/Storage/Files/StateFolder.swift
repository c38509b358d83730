internal import Files

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Folders that databases and locks lie in.
enum StateFolder {
    /// Makes the folder, and those around it, where they are missing, and has them on the disk on return.
    static func make(_ path: String) throws(StorageFailure) {
        let scalars = path.unicodeScalars
        var ends = scalars.indices.dropFirst().filter { scalars[$0] == "/" }
        ends.append(scalars.endIndex)
        for end in ends {
            let folder = String(scalars[..<end])
            guard !folder.isEmpty, folder.unicodeScalars.last != "/" else { continue }
            if mkdir(folder, 0o777) == 0 {
                synchronise(parent(of: folder))
                continue
            }
            let failure = errno
            if try OpenFile.status(of: folder)?.kind == .folder { continue }
            throw StorageFailure(
                errno: failure == EEXIST ? ENOTDIR : failure,
                path: folder,
                "cannot make the folder"
            )
        }
    }

    /// The path of a file in the folder.
    static func path(of file: String, in folder: String) -> String {
        folder.isEmpty ? file : folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Not every file system can do it for folders, so we ignore its failure.
    private static func synchronise(_ path: String) {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return }
        _ = fsync(number)
        close(number)
    }
}
