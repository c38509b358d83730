/// Where a writer's bytes go: into a file or into memory.
final class ByteSink {
    /// Everything written so far, if it goes into memory.
    private(set) var bytes: [UInt8] = []
    /// The first failure; nothing is written after it.
    private(set) var failure: FileDescriptor.Failure?

    private var file: FileDescriptor?

    /// Writes into a file that was opened for it, or into memory.
    init(_ file: consuming FileDescriptor? = nil) {
        self.file = file
    }

    /// Writes into a file, which is made or emptied.
    static func opening(_ path: String) throws(XMLProblem) -> ByteSink {
        do throws(FileDescriptor.Failure) {
            return ByteSink(try FileDescriptor(path, for: .writing))
        } catch {
            throw XMLProblem.io(error.errno, to: "open", file: path)
        }
    }

    /// Writes all bytes and says whether that worked.
    func write(_ more: UnsafeRawBufferPointer) -> Bool {
        guard failure == nil else { return false }
        do throws(FileDescriptor.Failure) {
            switch file {
            case .some(let file): try unsafe file.write(more)
            case .none: unsafe bytes.append(contentsOf: more)
            }
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Waits until the content is on the disk.
    func synchronise() throws(FileDescriptor.Failure) {
        try file?.synchronise()
    }

    /// Closes the file.
    func close() throws(FileDescriptor.Failure) {
        try file?.close()
    }
}
