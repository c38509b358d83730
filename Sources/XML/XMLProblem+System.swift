internal import Files

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension XMLProblem {
    /// What the system answered to an attempt to `verb` the file.
    static func io(_ errno: Int32, to verb: String, file: String) -> XMLProblem {
        // strerror fails for no number and is safe with threads for the numbers that exist.
        let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
        return XMLProblem(.io(errno: errno), file: file, message: "cannot \(verb): \(reason)")
    }

    /// Refuses what would hang a reader, or be replaced by a writer.
    static func requireRegularFile(at path: String, name: String) throws(XMLProblem) {
        guard let kind = RegularFile.obstacle(at: path) else { return }
        throw XMLProblem(
            .notRegularFile,
            file: name,
            message: "expected a regular file, found \(kind)"
        )
    }

    /// What it means when a constructor of libxml2 answers with nothing.
    static func outOfMemory(file: String) -> XMLProblem {
        io(ENOMEM, to: "begin", file: file)
    }
}
