#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Files that a user names. Opening one never waits, and what is not a file is refused: a FIFO hangs whoever reads it,
/// a device may never end.
package enum RegularFile {
    /// Why a named file cannot be had.
    package enum Problem: Error, Equatable, Sendable, CustomStringConvertible {
        /// Something else is there.
        case isOther(FileKind)
        /// The system refuses.
        case system(SystemError)
        /// It has more bytes than allowed.
        case tooLong(limit: Int)

        package var description: String {
            switch self {
            case .isOther(let kind): "expected a regular file, found \(kind)"
            case .system(let error): "cannot be read: \(error)"
            case .tooLong(let limit): "expected at most \(limit) bytes, found more"
            }
        }

        /// Whether nothing is there.
        package var isMissing: Bool {
            if case .system(let error) = self { error.isMissing } else { false }
        }

        /// Whether what is there is no file.
        package var isOther: Bool {
            if case .isOther = self { true } else { false }
        }
    }

    /// Opens a file; links are followed.
    package static func open(_ path: String) throws(Problem) -> Descriptor {
        // Looked at first: opening some devices does something. Looked at again once it is open: it may have changed.
        if let kind = FileStatus(at: path)?.kind, kind != .regular { throw .isOther(kind) }
        let kind: FileKind
        do throws(SystemError) {
            let file = try Descriptor(path, O_RDONLY)
            kind = try file.status().kind
            if kind == .regular { return file }
        } catch {
            throw .system(error)
        }
        throw .isOther(kind)
    }

    /// The content of a file.
    package static func read(_ path: String, limit: Int = .max) throws(Problem) -> [UInt8] {
        let file = try open(path)
        do throws(SystemError) {
            let size = try file.status().stamp.size
            guard size <= limit else { throw SystemError(errno: EFBIG) }
            var bytes = try file.bytes(atMost: size)
            // Some files say that they are empty, and are not; others grow meanwhile.
            while bytes.count < limit {
                let more = try file.bytes(atMost: min(1 << 16, limit - bytes.count))
                if more.isEmpty { return bytes }
                bytes += more
            }
            guard try file.bytes(atMost: 1).isEmpty else { throw SystemError(errno: EFBIG) }
            return bytes
        } catch {
            throw error.errno == EFBIG ? .tooLong(limit: limit) : .system(error)
        }
    }

    /// What is where a file is to be written, if that is not a regular file; a folder counts unless it is allowed.
    package static func obstacle(at path: String, allowsFolder: Bool = false) -> FileKind? {
        guard let kind = FileStatus(at: path)?.kind, kind != .regular else { return nil }
        return kind == .folder && allowsFolder ? nil : kind
    }
}
