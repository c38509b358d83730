internal import Files
internal import Workflows

/// An open folder in a walk through a workspace: neighbours are found without starting at the root.
///
/// It lives for one piece of work: a program could move the folder elsewhere.
struct FolderCursor: ~Copyable {
    private let root: Int32
    private var names: [FileName] = []
    private(set) var descriptor: Descriptor

    /// Starts at a folder that stays open.
    init(_ root: borrowing Descriptor) throws(OperationFailure) {
        self.root = root.number
        descriptor = try Self.opened(root.number)
    }

    private static func opened(_ root: Int32) throws(OperationFailure) -> Descriptor {
        do throws(SystemError) {
            return try Descriptor.again(root)
        } catch {
            throw .inWorkspace("cannot open the workspace", error)
        }
    }

    /// Goes to the folder that a path's last name lies in.
    mutating func move(
        toFolderOf path: RelativePath,
        making: Bool
    ) throws(OperationFailure) {
        let goal = Array(path.names.dropLast())
        guard goal != names else { return }
        var shared = 0
        while shared < names.count, shared < goal.count, names[shared] == goal[shared] {
            shared += 1
        }
        if shared < names.count {
            // First: where that fails the cursor stays where it was.
            descriptor = try Self.opened(root)
            names = []
            shared = 0
        }
        for (place, name) in goal.enumerated().dropFirst(shared) {
            descriptor = try step(into: name, path, place, making: making)
            names.append(name)
        }
    }

    private func step(
        into name: FileName,
        _ path: RelativePath,
        _ place: Int,
        making: Bool
    ) throws(OperationFailure) -> Descriptor {
        let way = RelativePath(Array(path.names[...place]))
        do throws(SystemError) {
            return try descriptor.folder(name)
        } catch {
            if error.isNoFolder {
                throw refusal(of: name, at: path, "cannot reach", error)
            }
            guard making, error.isMissing else {
                throw .inWorkspace("cannot reach \"\(way.shown)\" in the workspace", error)
            }
        }
        do throws(SystemError) {
            do throws(SystemError) {
                try descriptor.makeFolder(name)
            } catch  where error.isTaken {
                // A program was faster; what it made is looked at like everything else.
            }
            return try descriptor.folder(name)
        } catch {
            throw refusal(of: name, at: path, "cannot make the folder of", error)
        }
    }

    /// Whether a file is there already, as its program wrote it.
    func holds(_ file: PhaseOutput.File, as name: FileName) throws(SystemError) -> Bool {
        guard let status = try? descriptor.status(of: name), status.kind == .regular,
            status.stamp.size == file.bytes.count, status.isExecutable == file.isExecutable,
            let opened = try? descriptor.fileToRead(name)
        else { return false }
        return try opened.bytes(atMost: file.bytes.count) == file.bytes
    }

    /// Opens the file of this name to write it; creates it if there is none.
    func open(_ name: FileName, permissions: UInt32) throws(SystemError) -> Descriptor {
        do throws(SystemError) {
            return try descriptor.newFile(name, permissions: permissions)
        } catch  where error.isTaken {
            // Looked at before it is opened: a FIFO refuses writers in words that say nothing.
            guard try descriptor.status(of: name).kind == .regular else {
                throw SystemError.notPlain
            }
        }
        return try descriptor.fileToWrite(name)
    }

    /// Says why a file could not be used, by what is there.
    func refusal(
        of name: FileName,
        at path: RelativePath,
        _ what: String,
        _ error: SystemError
    ) -> OperationFailure {
        if error == .tooLarge {
            return OperationFailure(
                kind: EngineFailure.process.rawValue,
                message:
                    "expected artifacts of at most \(ArtifactCollection.mostBytes) bytes together, "
                    + "found more with the file \"\(path.shown)\"",
                isRetryable: false
            )
        }
        let status = try? descriptor.status(of: name)
        switch status?.kind {
        case .link, .fifo, .socket, .device, .unknown:
            let kind = status?.kind ?? .unknown
            let isWhole = path.names.last == name
            return .leaving(path, because: "\(isWhole ? "it" : "a folder on its way") is \(kind)")
        case .folder where error == .notPlain:
            return .inWorkspace("\(what) \"\(path.shown)\" in the workspace", .isFolder)
        case .regular where error == .notPlain:
            return .leaving(path, because: "it has other names (hard links)")
        default:
            return .inWorkspace("\(what) \"\(path.shown)\" in the workspace", error)
        }
    }
}

extension SystemError {
    /// Means that what is open is not a file with one name. The number is never the system's for what is done here.
    static let notPlain = SystemError(errno: -1)
    /// Means that the file has more bytes than there is room for.
    static let tooLarge = SystemError(errno: -2)
}
