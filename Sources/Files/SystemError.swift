#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why a call of the system failed.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The system's number.
    package let errno: Int32

    /// Names a failure by its number.
    package init(errno: Int32) {
        self.errno = errno
    }

    /// A folder is where a file was expected.
    package static let isFolder = SystemError(errno: EISDIR)

    /// What the latest call says.
    static var latest: SystemError { SystemError(errno: latestNumber()) }

    /// In the system's words.
    package var description: String {
        strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    }

    /// Whether nothing is there.
    package var isMissing: Bool { errno == ENOENT }
    /// Whether something is there already.
    package var isTaken: Bool { errno == EEXIST }
    /// Whether nothing can be moved there: it is not a folder, or one that is not empty.
    var isOccupied: Bool { errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR }
    /// Whether somebody's rights do not allow it.
    package var isRefused: Bool { errno == EACCES || errno == EPERM }
    /// Whether a link is there that is not to be followed, or something that is not a folder.
    package var isNoFolder: Bool { errno == ELOOP || errno == ENOTDIR }
}

// Inside the type, its property hides the C variable of the same name.
private func latestNumber() -> Int32 { errno }
