#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import Synchronization

/// A name next to a file's own under which its next content is prepared; removed with its owner.
struct TemporaryFile: ~Copyable {
    /// In the directory of the destination, because a rename must not cross file systems.
    let path: String

    private let destination: String
    private var isInPlace = false

    /// Tells apart the files that one process prepares for one destination at the same time.
    private static let count = Atomic<Int>(0)

    /// - Throws: if the destination exists and is not a regular file, since it
    ///   would be replaced: a directory, a device, a pipe.
    init(for destination: String) throws(XMLProblem) {
        try XMLProblem.requireRegularFile(at: destination, name: destination)
        self.destination = destination
        let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
        // Scalars, because a slash followed by a combining mark is still a slash.
        let scalars = destination.unicodeScalars
        let start = scalars.lastIndex(of: "/").map(scalars.index(after:)) ?? scalars.startIndex
        path = "\(destination[..<start]).\(destination[start...]).\(getpid()).\(number).tmp"
    }

    /// Puts the content in its place at once (rename).
    consuming func moveIntoPlace() throws(XMLProblem) {
        guard unsafe rename(path, destination) == 0 else {
            throw XMLProblem.io(errno, to: "rename into place", file: destination)
        }
        isInPlace = true
    }

    deinit {
        if !isInPlace { _ = unsafe unlink(path) }
    }
}
