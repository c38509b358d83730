internal import Files
internal import Workflows

/// What lies in one run's workspace, and what it was when phases began.
///
/// Every function either does its work whole or says why not; a workspace that could not be restored is not used again.
actor WorkspaceContents {
    /// A moment that the workspace can go back to.
    enum Moment: Hashable, Sendable {
        /// The phase's turn came for the first time.
        case start(PhaseID)
        /// Its agent is about to be called for the first time: hooks have run.
        case call(PhaseID)
    }

    private struct Mark: Sendable {
        let number: Int
        let snapshot: WorkspaceSnapshot
        let kept: [Kept]
    }

    /// The files of a result that counts.
    struct Kept: Sendable {
        let phase: PhaseID
        let output: PhaseOutput
    }

    private let disk = DiskExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { disk.asUnownedSerialExecutor() }

    private let folder: WorkspaceFolder
    private let storePath: String
    /// Made with the first mark: most runs go back to nothing.
    private var store: ContentStore?
    private var marks: [Moment: Mark] = [:]
    private var markCount = 0
    /// What counts, in the order in which it was committed.
    private var kept: [Kept] = []
    /// What was written of results before that was cancelled.
    private var unfinished: [PhaseID: Set<String>] = [:]
    /// Why the workspace is not what it should be.
    private var breakage: OperationFailure?

    init(_ folder: consuming WorkspaceFolder, storePath: String) {
        self.folder = folder
        self.storePath = storePath
    }

    /// Whether a program may be started here: the folder is in its place, and what it should be.
    func check() throws(OperationFailure) {
        if let breakage { throw breakage }
        try folder.requireInPlace()
    }

    func listing() throws(OperationFailure) -> WorkspaceListing { try WorkspaceListing(folder) }

    // MARK: - Results that count

    /// Writes the files of a committed phase, in place of those that it had before; all of them, or none. What was written
    /// when that is cancelled goes when the phase's files do: most often the run is about to end, and the workspace too.
    func keep(_ output: PhaseOutput, of phase: PhaseID) throws(OperationFailure) {
        try check()
        drop(phase)
        var written: Set<String> = []
        var cursor = try folder.cursor()
        for file in output.files {
            do throws(OperationFailure) {
                guard !Task.isCancelled else { throw .filesCancelled }
                try folder.write(file, &cursor)
            } catch {
                if error == .filesCancelled {
                    unfinished[phase] = written
                    throw error
                }
                // What is in the way of an escape is the agent's own; half a file is ours.
                if error.kind != EngineFailure.pathEscape.rawValue { written.insert(file.path) }
                uncover(written)
                throw error
            }
            written.insert(file.path)
        }
        kept.append(Kept(phase: phase, output: output))
    }

    /// Takes away the files of a phase whose result no longer counts; what was in their place before is restored.
    func drop(_ phase: PhaseID) {
        if let written = unfinished.removeValue(forKey: phase) { uncover(written) }
        guard let index = kept.firstIndex(where: { $0.phase == phase }) else { return }
        uncover(Set(kept.remove(at: index).output.files.map(\.path)))
    }

    private func uncover(_ gone: Set<String>) {
        guard var cursor = try? folder.cursor() else { return }
        for path in gone { folder.remove(RelativePath(path), &cursor) }
        for entry in kept {
            for file in entry.output.files where gone.contains(file.path) {
                try? folder.write(file, &cursor)
            }
        }
    }

    /// Answered files as they will be: the file that one replaces says whether it is executable, where the answer does
    /// not.
    func withPermissions(_ answered: [PhaseOutput.File]) -> [PhaseOutput.File] {
        guard !answered.isEmpty, var cursor = try? folder.cursor() else { return answered }
        return answered.map { file in
            guard WorkspacePath.isContained(file.path),
                folder.isExecutable(RelativePath(file.path), &cursor)
            else { return file }
            return PhaseOutput.File(path: file.path, bytes: file.bytes, isExecutable: true)
        }
    }

    /// The files that a pattern names, but for those that are another phase's as it left them.
    func files(
        of phase: PhaseID,
        matching patterns: [PathPattern],
        besides answered: Set<String>
    ) throws(OperationFailure) -> [PhaseOutput.File] {
        try check()
        let listing = try WorkspaceListing(folder)
        let fromOutside = listing.filesFromOutside
        var others: [String: [UInt8]] = [:]
        for entry in kept where entry.phase != phase {
            for file in entry.output.files { others[file.path] = file.bytes }
        }
        var collection = ArtifactCollection(fromOutside: fromOutside, others: others)
        var cursor = try folder.cursor()
        for entry in listing.entries where entry.status.kind == .regular {
            guard patterns.contains(where: { $0.matches(entry.path.names.map(\.bytes)) }),
                !answered.contains(entry.path.shown)
            else { continue }
            try collection.add(entry, from: folder, &cursor)
        }
        return collection.files
    }
}

extension WorkspaceContents {
    /// The content of a file, or why it cannot be read.
    func content(of path: RelativePath) -> Result<[UInt8], OperationFailure> {
        do throws(OperationFailure) {
            var cursor = try folder.cursor()
            return .success(
                try folder.read(path, limit: ArtifactCollection.mostBytes, &cursor)
            )
        } catch {
            return .failure(error)
        }
    }
}

// Going back.
extension WorkspaceContents {
    /// Remembers the workspace as it is now, for moments that were not there before.
    func mark(_ moments: [Moment]) throws(OperationFailure) {
        let fresh = moments.filter { marks[$0] == nil }
        guard !fresh.isEmpty else { return }
        let copies: ContentStore
        if let store { copies = store } else { copies = try ContentStore(storePath) }
        store = copies
        let snapshot = try WorkspaceSnapshot(of: folder, copies)
        markCount += 1
        for moment in fresh {
            marks[moment] = Mark(number: markCount, snapshot: snapshot, kept: kept)
        }
    }

    /// Makes the workspace what it was at a moment, but for what other phases committed meanwhile.
    func goBack(to moment: Moment) {
        guard let mark = marks[moment] else { return }
        do throws(OperationFailure) {
            try restore(mark)
        } catch {
            breakage = error
        }
    }

    private func restore(_ mark: Mark) throws(OperationFailure) {
        guard let store else { return }
        try folder.requireInPlace()
        try mark.snapshot.restore(folder, from: store)
        // What counted then and no longer does, then what counts since.
        let gone = mark.kept.filter { old in !kept.contains { $0.isSame(as: old) } }
        uncover(Set(gone.flatMap { $0.output.files.map(\.path) }))
        var cursor = try folder.cursor()
        for entry in kept where !mark.kept.contains(where: { $0.isSame(as: entry) }) {
            for file in entry.output.files {
                guard !Task.isCancelled else { throw .filesCancelled }
                try folder.write(file, &cursor)
            }
        }
    }

    /// The phases begin anew: what is remembered of their beginnings is no longer theirs.
    func forgetBeginnings(of phases: [PhaseID]) {
        for phase in phases {
            marks[.start(phase)] = nil
            marks[.call(phase)] = nil
        }
    }

    /// A phase starts over in the workspace that it had first; whoever began after it can go back no further than to that.
    func startOver(_ phase: PhaseID) {
        marks[.call(phase)] = nil
        guard let mark = marks[.start(phase)] else { return }
        goBack(to: .start(phase))
        for (moment, later) in marks where later.number > mark.number { marks[moment] = mark }
    }
}

extension WorkspaceContents.Kept {
    fileprivate func isSame(as other: Self) -> Bool {
        phase == other.phase && output == other.output
    }
}
