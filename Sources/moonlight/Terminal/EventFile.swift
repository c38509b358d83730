internal import Suites
internal import Foundation
internal import Locks
internal import Scenarios

/// A file of events that grows while its scenario runs, line by whole line.
final class EventFile: EventSink {
    private let path: String
    private let descriptor: Guarded<Int32?>

    /// Begins the file anew; a file that had the name before is unlinked, not overwritten.
    init(path: String) throws {
        self.path = path
        unlink(path)
        let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw WriteFailure.latest(path) }
        descriptor = Guarded(opened)
    }

    deinit {
        descriptor.withLock { if let open = $0 { _ = Foundation.close(open) } }
    }

    func append(_ lines: [UInt8]) throws {
        try perform { try AtomicFile.write(lines, to: $0, path) }
    }

    func close() throws {
        try perform { guard fsync($0) == 0 else { throw WriteFailure.latest(path) } }
        descriptor.withLock { open in
            if let open { _ = Foundation.close(open) }
            open = nil
        }
    }

    /// A file with a gap, or with half a line, would be read as if it were whole: it goes.
    private func perform(_ body: (Int32) throws -> Void) throws {
        try descriptor.withLock { open in
            guard let current = open else { return }
            do {
                try body(current)
            } catch {
                _ = Foundation.close(current)
                open = nil
                unlink(path)
                throw error
            }
        }
    }
}
