internal import Foundation
internal import Workflows

/// The folder of one run: what committed phases produced, and where process agents work.
struct Workspace: Sendable {
    let path: String
    private var written: [PhaseID: [String]] = [:]

    /// Makes an empty folder of this run's own below `root`.
    init(below root: String, run: Event.Run) throws(AgentFailure) {
        let isPlain = run.id.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        // Names that no folder should bear stay apart by their digests.
        let name = isPlain && run.id.utf8.count <= 100 ? run.id : "run-\(Digest(of: run.id).short)"
        let folder = root + "/" + name
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw Self.failure("cannot make the workspace", error)
        }
        path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    }

    /// Writes the files of a committed phase, in place of those that it had before.
    mutating func keep(_ output: PhaseOutput, of phase: PhaseID) throws(AgentFailure) {
        remove(phase)
        for file in output.files {
            let target = path + "/" + file.path
            let folder = URL(fileURLWithPath: target).deletingLastPathComponent()
            do {
                try FileManager.default.createDirectory(
                    at: folder,
                    withIntermediateDirectories: true
                )
                // A link that an agent planted must not lead a later file out of the workspace.
                let real = folder.resolvingSymlinksInPath().path
                let isLink =
                    (try? FileManager.default.destinationOfSymbolicLink(atPath: target)) != nil
                guard !isLink, real == path || real.hasPrefix(path + "/") else {
                    throw AgentFailure(
                        kind: "path_escape",
                        message: "the file \"\(file.path)\" would leave the workspace",
                        isRetryable: false
                    )
                }
                try Data(file.bytes).write(to: URL(fileURLWithPath: target))
            } catch let failure as AgentFailure {
                throw failure
            } catch {
                throw Self.failure("cannot write \"\(file.path)\" to the workspace", error)
            }
            written[phase, default: []].append(file.path)
        }
    }

    /// Takes away the files of a phase whose result no longer counts.
    mutating func remove(_ phase: PhaseID) {
        for file in written.removeValue(forKey: phase) ?? [] {
            try? FileManager.default.removeItem(atPath: path + "/" + file)
        }
    }

    private static func failure(_ what: String, _ error: any Error) -> AgentFailure {
        AgentFailure(
            kind: "io_error",
            message: "\(what): \(error.localizedDescription)",
            isRetryable: false
        )
    }
}
