internal import Foundation
internal import Workflows

/// The folder of one run: what committed phases produced, and where process agents work.
struct Workspace: Sendable {
    let path: String
    /// What counts, in the order in which it was committed.
    private var kept: [(phase: PhaseID, output: PhaseOutput)] = []

    /// Makes an empty folder of this run's own below `root`.
    init(below root: String, run: Event.Run) throws(AgentFailure) {
        let isPlain = run.id.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        // Names that no folder should bear stay apart by their digests.
        let name = isPlain && run.id.utf8.count <= 100 ? run.id : "run-\(Digest(of: run.id).short)"
        do {
            try FileManager.default.createDirectory(
                atPath: root,
                withIntermediateDirectories: true
            )
            path = try Self.newFolder("\(root)/\(name)")
        } catch {
            throw Self.failure("cannot make the workspace", error)
        }
    }

    /// Makes a folder that was not there before: another run may have left one of that name.
    private static func newFolder(_ path: String) throws -> String {
        var candidate = path
        var number = 1
        while FileManager.default.fileExists(atPath: candidate) {
            number += 1
            candidate = "\(path)-\(number)"
        }
        try FileManager.default.createDirectory(
            atPath: candidate,
            withIntermediateDirectories: false
        )
        return URL(fileURLWithPath: candidate).resolvingSymlinksInPath().path
    }

    /// Writes the files of a committed phase, in place of those that it had before.
    mutating func keep(_ output: PhaseOutput, of phase: PhaseID) throws(AgentFailure) {
        remove(phase)
        for file in output.files { try write(file) }
        kept.append((phase, output))
    }

    /// Takes away the files of a phase whose result no longer counts; what stood in their place before comes back.
    mutating func remove(_ phase: PhaseID) {
        guard let index = kept.firstIndex(where: { $0.phase == phase }) else { return }
        let gone = Set(kept.remove(at: index).output.files.map(\.path))
        for file in gone where (try? refuseLinks(on: file)) != nil {
            try? FileManager.default.removeItem(atPath: "\(path)/\(file)")
        }
        for file in kept.flatMap(\.output.files) where gone.contains(file.path) {
            try? write(file)
        }
    }

    private func write(_ file: PhaseOutput.File) throws(AgentFailure) {
        try refuseLinks(on: file.path)
        let target = URL(fileURLWithPath: "\(path)/\(file.path)")
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(file.bytes).write(to: target)
        } catch {
            throw Self.failure("cannot write \"\(file.path)\" to the workspace", error)
        }
    }

    /// No link on the way: one that an agent planted could lead a later file out of the workspace.
    private func refuseLinks(on file: String) throws(AgentFailure) {
        var current = path
        for part in file.split(separator: "/") {
            current += "/\(part)"
            let isLink =
                (try? FileManager.default.destinationOfSymbolicLink(atPath: current)) != nil
            guard !isLink else {
                throw AgentFailure(
                    kind: "path_escape",
                    message: "the file \"\(file)\" would leave the workspace",
                    isRetryable: false
                )
            }
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
