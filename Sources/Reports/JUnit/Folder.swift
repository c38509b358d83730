#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import XML

/// Folders that reports are written into.
enum Folder {
    /// Makes the folder of a file, and those around it, where they are missing.
    static func make(around file: String) throws(XMLProblem) {
        guard let slash = file.unicodeScalars.lastIndex(of: "/") else { return }
        try make(String(file[..<slash]))
    }

    /// Makes a folder, and those around it, where they are missing (mkdir).
    static func make(_ path: String) throws(XMLProblem) {
        let scalars = path.unicodeScalars
        var ends = scalars.indices.dropFirst().filter { scalars[$0] == "/" }
        ends.append(scalars.endIndex)
        for end in ends {
            let folder = String(scalars[..<end])
            guard !folder.isEmpty, mkdir(folder, 0o777) != 0 else { continue }
            let failure = errno
            var status = stat()
            if stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
            let isTaken = failure == EEXIST
            throw XMLProblem(
                .io(errno: isTaken ? ENOTDIR : failure),
                file: folder,
                message: "cannot make the folder: " + reason(isTaken ? ENOTDIR : failure)
            )
        }
    }

    private static func reason(_ number: Int32) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }
}
