internal import Files
package import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What the agents of one run on a real clock did to the world, on a disk: one file for each attempt that may do anything.
///
/// It is the world's, not the run's: what a process wrote before it died stays, whoever else died with it. A state folder
/// has those of its runs beside the journal.
package struct EffectFolder: Sendable {
    /// The variable in which a program finds the path of its file.
    package static let variable = "MOONLIGHT_EFFECTS"

    /// Where it is.
    package let path: String

    /// Names a folder, which need not be there.
    package init(_ path: String) {
        self.path = path
    }

    /// The folder of a run of a state folder.
    package init(ofRun id: String, in state: String) {
        path = StateFolder.path(of: "\(Self.container)/\(EffectFileName.token(id))", in: state)
    }

    private static let container = "effects"

    /// The path of the file of an attempt; the folder is there on return.
    package func file(of origin: EffectAct.Origin) throws(StorageFailure) -> String {
        // Not synced: it has to outlive processes, not the machine.
        do throws(SystemError) {
            for end in [path.lastIndex(of: "/"), path.endIndex].compactMap(\.self) {
                try Self.make(String(path[..<end]))
            }
        } catch {
            throw StorageFailure(.infrastructure, path: path, "cannot be made: \(error)")
        }
        return "\(path)/\(EffectFileName(origin).text)"
    }

    private static func make(_ folder: String) throws(SystemError) {
        do throws(SystemError) {
            try Descriptor.makeFolder(folder)
        } catch  where error.errno == ENOENT {
            guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else {
                throw error
            }
            try make(String(folder[..<slash]))
            try Descriptor.makeFolder(folder)
        } catch  where error.errno == EEXIST {
            // It is there already.
        }
    }

    /// Appends what an attempt did; a line for each, which another process reads whole or not at all.
    package func append(_ acts: [EffectAct]) throws(StorageFailure) {
        guard let origin = acts.first?.origin else { return }
        let path = try file(of: origin)
        do throws(SystemError) {
            try Descriptor.appending(path).write(acts.flatMap(EffectLine.bytes))
        } catch {
            throw StorageFailure(.infrastructure, path: path, "cannot be written: \(error)")
        }
    }

    /// What the files say, in the order of the plan's phases and of their attempts, and what of it can't be read. `blank`
    /// takes out what must not be shown.
    package func read(
        _ phases: [PhaseID],
        blank: @escaping (String) -> String = { $0 }
    ) -> (acts: [EffectAct], unread: [String]) {
        do throws(SystemError) {
            return read(try Descriptor.folder(path), phases, blank)
        } catch {
            return ([], error.isMissing ? [] : ["effects: \(path) cannot be read: \(error)"])
        }
    }

    private func read(
        _ folder: borrowing Descriptor,
        _ phases: [PhaseID],
        _ blank: @escaping (String) -> String
    ) -> (acts: [EffectAct], unread: [String]) {
        var acts: [EffectAct] = []
        var unread: [String] = []
        let files = ((try? folder.names()) ?? []).compactMap { EffectFileName($0, among: phases) }
        for file in files.sorted(by: { $0.place(in: phases) < $1.place(in: phases) }) {
            var reading = EffectReading(of: file.origin, blank: blank)
            reading.read(folder, FileName(file.text))
            acts += reading.acts
            unread += reading.unread
        }
        return (acts, unread)
    }

    /// Takes the folder away where nothing was done.
    package func removeIfEmpty() {
        // A folder that is not empty stays.
        _ = rmdir(path)
    }

    /// Takes the folder away with what is in it.
    package func remove() {
        do throws(SystemError) {
            let folder = try Descriptor.folder(path)
            for name in try folder.names() { try folder.removeFile(name) }
        } catch {
            // Most runs have none.
        }
        removeIfEmpty()
    }

    /// What the agents of a stored run did, wherever it is kept: in the journal, or on a real clock beside it.
    package static func ledger(
        ofRun id: String,
        in state: String,
        _ restoration: RunRestoration
    ) -> (ledger: EffectLedger, unread: [String]) {
        guard restoration.ledger.isEmpty else { return (restoration.ledger, []) }
        let phases = restoration.header?.phases.map(\.id) ?? []
        let read = EffectFolder(ofRun: id, in: state).read(phases)
        return (EffectLedger(read.acts), read.unread)
    }
}
