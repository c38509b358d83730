internal import Files
internal import Foundation

/// A file could not be written.
struct WriteFailure: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): error: cannot be written: \(reason)" }

    /// What the latest call of the system says.
    static func latest(_ path: String) -> WriteFailure {
        WriteFailure(path: path, reason: String(cString: strerror(errno)))
    }
}

/// Files that are written whole or not at all.
enum AtomicFile {
    /// Writes to a temporary name next to the target, syncs, and renames.
    static func write(_ bytes: [UInt8], to path: String) throws {
        try write(to: path) { try write(bytes, to: $0, path) }
    }

    /// The same of what `body` writes to the open file.
    static func write(to path: String, _ body: (Int32) throws -> Void) throws {
        if let kind = RegularFile.obstacle(at: path) {
            // It would be replaced: a device for all of the system.
            throw WriteFailure(path: path, reason: "expected a regular file, found \(kind)")
        }
        let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).tmp"
        do {
            try write(direct: temporary, body)
            guard rename(temporary, path) == 0 else { throw WriteFailure.latest(path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func write(direct path: String, _ body: (Int32) throws -> Void) throws {
        let descriptor = open(
            path,
            O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
            0o644
        )
        guard descriptor >= 0 else { throw WriteFailure.latest(path) }
        defer { close(descriptor) }
        try body(descriptor)
        guard fsync(descriptor) == 0 else { throw WriteFailure.latest(path) }
    }

    /// Adds bytes at the end of a file of others, which is made where it is missing.
    static func append(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure.latest(path) }
        defer { close(descriptor) }
        try write(bytes, to: descriptor, path)
    }

    /// Writes all bytes to an open file.
    static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let chunk = UnsafeRawBufferPointer(rebasing: rest)
                let count = Foundation.write(descriptor, chunk.baseAddress, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw WriteFailure.latest(path) }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
        } catch {
            throw WriteFailure(path: path, reason: error.localizedDescription)
        }
    }
}
