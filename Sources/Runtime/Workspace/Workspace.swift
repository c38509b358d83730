internal import Foundation
internal import Workflows

/// The folder of one run: what committed phases produced, and where process agents work.
///
/// What is asked of it is done in turn, off the run's loop: thousands of files delay no deadline and no signal.
final class Workspace: Sendable {
    let path: String
    private let contents: WorkspaceContents
    private let queue = WorkspaceQueue()

    /// Makes an empty folder of this run's own below `root`.
    init(below root: String, run: Event.Run) throws(OperationFailure) {
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
            throw OperationFailure(
                kind: EngineFailure.ioError.rawValue,
                message: "cannot make the workspace: \(error.localizedDescription)",
                isRetryable: false
            )
        }
        // A dot before it: no workspace bears such a name.
        let parts = path.split(separator: "/")
        let folder = parts.dropLast().map { "/\($0)" }.joined()
        contents = WorkspaceContents(
            try WorkspaceFolder(path),
            storePath: "\(folder)/.\(parts.last ?? "")"
        )
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

    /// Does what is asked once everything asked before is done; what fails says why.
    func perform<Result: Sendable>(
        _ work: @escaping @Sendable (isolated WorkspaceContents) throws(OperationFailure) -> Result
    ) async -> Swift.Result<Result, OperationFailure> {
        let contents = contents
        return await queue.perform { await contents.attempt(work) }
    }

    /// The same, begun in its turn by the time this returns.
    func start<Result: Sendable>(
        _ work: @escaping @Sendable (isolated WorkspaceContents) throws(OperationFailure) -> Result
    ) -> Task<Swift.Result<Result, OperationFailure>, Never> {
        let contents = contents
        return queue.add { await contents.attempt(work) }
    }

    /// The same, without waiting for it: later work does. Nothing is done before `others` returns.
    func enqueue(
        after others: @escaping @Sendable () async -> Void = {},
        _ work: @escaping @Sendable (isolated WorkspaceContents) -> Void
    ) {
        let contents = contents
        _ = queue.add {
            await others()
            await contents.change(work)
        }
    }
}

extension WorkspaceContents {
    fileprivate func attempt<Result>(
        _ work: (isolated WorkspaceContents) throws(OperationFailure) -> Result
    ) -> Swift.Result<Result, OperationFailure> {
        do throws(OperationFailure) {
            return .success(try work(self))
        } catch {
            return .failure(error)
        }
    }

    fileprivate func change(_ work: (isolated WorkspaceContents) -> Void) {
        work(self)
    }
}
