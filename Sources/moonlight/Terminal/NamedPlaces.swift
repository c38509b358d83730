internal import Files

/// A place that a user names and that no file or folder of ours can take.
struct UnusablePlace: Error, CustomStringConvertible {
    let description: String
}

/// Places on the command line, looked at before anything runs.
enum NamedPlaces {
    /// Refuses a FIFO, a device or a socket where a file is to be written. A folder is allowed where the option says so.
    static func requireFile(_ path: String?, _ option: String, allowsFolder: Bool = false) throws {
        guard let path, path != "-",
            let kind = RegularFile.obstacle(at: path, allowsFolder: allowsFolder)
        else { return }
        let isOutput = standardOutput.contains(path)
        throw UnusablePlace(
            description: "\(option): \(path): error: expected a regular file, found \(kind)"
                + (isOutput ? "; \"-\" stands for standard output" : "")
        )
    }

    /// Refuses anything but a folder where one is to be.
    static func requireFolder(_ path: String, _ option: String) throws {
        guard let kind = FileStatus(at: path)?.kind, kind != .folder else { return }
        throw UnusablePlace(
            description: "\(option): \(path): error: expected a folder, found \(kind)"
        )
    }

    private static let standardOutput = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]
}
