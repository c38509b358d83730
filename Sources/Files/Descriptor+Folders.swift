#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

// What can be done in an open folder, name by name and without following links.
extension Descriptor {
    /// Opens the folder at a path; links along it are followed.
    package static func folder(_ path: String) throws(SystemError) -> Descriptor {
        try Descriptor(path, O_RDONLY | O_DIRECTORY)
    }

    /// Makes a folder at a path (mkdir).
    package static func makeFolder(_ path: String) throws(SystemError) {
        _ = try retrying { mkdir(path, 0o700) }
    }

    /// Opens a folder again that is open under this number.
    package static func again(_ number: Int32) throws(SystemError) -> Descriptor {
        try Descriptor(
            adopting: retrying { openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        )
    }

    /// Opens a folder in this one.
    package func folder(_ name: FileName) throws(SystemError) -> Descriptor {
        try Descriptor(name, in: self, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    /// Makes a folder in this one (mkdirat).
    package func makeFolder(
        _ name: FileName,
        permissions: UInt32 = 0o777
    ) throws(SystemError) {
        _ = try Self.retrying { name.withPointer { mkdirat(number, $0, mode_t(permissions)) } }
    }

    /// Opens a file of this folder to read it.
    package func fileToRead(_ name: FileName) throws(SystemError) -> Descriptor {
        try Descriptor(name, in: self, O_RDONLY | O_NOFOLLOW)
    }

    /// Opens a file to append to it, and makes it where it is missing; a link is not followed.
    package static func appending(_ path: String) throws(SystemError) -> Descriptor {
        try Descriptor(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, permissions: 0o600)
    }

    /// Opens a file of this folder that is there, to write it.
    package func fileToWrite(_ name: FileName) throws(SystemError) -> Descriptor {
        try Descriptor(name, in: self, O_WRONLY | O_NOFOLLOW)
    }

    /// Makes a file where there is nothing.
    package func newFile(
        _ name: FileName,
        permissions: UInt32 = 0o666
    ) throws(SystemError) -> Descriptor {
        try Descriptor(
            name,
            in: self,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
            permissions: mode_t(permissions)
        )
    }

    /// Takes away a name that is no folder's (unlinkat).
    package func removeFile(_ name: FileName) throws(SystemError) {
        _ = try Self.retrying { name.withPointer { unlinkat(number, $0, 0) } }
    }

    /// Takes away an empty folder (unlinkat).
    package func removeFolder(_ name: FileName) throws(SystemError) {
        _ = try Self.retrying { name.withPointer { unlinkat(number, $0, AT_REMOVEDIR) } }
    }

    /// Takes away a name, an empty folder's or another.
    package func remove(_ name: FileName, isFolder: Bool) throws(SystemError) {
        if isFolder { try removeFolder(name) } else { try removeFile(name) }
    }

    /// Where a link points (readlinkat).
    package func target(ofLink name: FileName) throws(SystemError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = try Self.retrying {
            buffer.withUnsafeMutableBytes { bytes in
                name.withPointer { name in
                    readlinkat(
                        number,
                        name,
                        bytes.assumingMemoryBound(to: CChar.self).baseAddress
                            .unsafelyUnwrapped,
                        bytes.count
                    )
                }
            }
        }
        return Array(buffer.prefix(count))
    }

    /// Makes a link (symlinkat).
    package func makeLink(_ name: FileName, to target: [UInt8]) throws(SystemError) {
        let target = FileName(target)
        _ = try Self.retrying {
            target.withPointer { target in
                name.withPointer { symlinkat(target, number, $0) }
            }
        }
    }

    /// Says who may do what with what is open (fchmod).
    package func setPermissions(_ permissions: UInt32) throws(SystemError) {
        _ = try Self.retrying { fchmod(number, mode_t(permissions)) }
    }

    /// Says who may do what with what has a name here; a link is not followed (fchmodat).
    package func setPermissions(_ permissions: UInt32, of name: FileName) throws(SystemError) {
        _ = try Self.retrying {
            name.withPointer { fchmodat(number, $0, mode_t(permissions), AT_SYMLINK_NOFOLLOW) }
        }
    }

    /// Moves what has a name here to another open folder (renameat).
    package func move(
        _ name: FileName,
        to folder: borrowing Descriptor,
        as newName: FileName
    ) throws(SystemError) {
        let goal = folder.number
        _ = try Self.retrying {
            name.withPointer { name in newName.withPointer { renameat(number, name, goal, $0) } }
        }
    }

    /// Says when the content of what is open was changed last (futimens).
    package func setModified(_ time: FileStatus.Moment) throws(SystemError) {
        let stamp = timespec(tv_sec: time.seconds, tv_nsec: time.nanoseconds)
        let times = [stamp, stamp]
        _ = try Self.retrying { futimens(number, times) }
    }

    /// Empties the open file (ftruncate).
    package func truncate() throws(SystemError) {
        _ = try Self.retrying { ftruncate(number, 0) }
    }

    /// The names in the open folder, in no order (readdir).
    package func names() throws(SystemError) -> [FileName] {
        // The stream closes what it is given.
        let own = try Self.retrying { openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(own) else {
            let failure = SystemError.latest
            close(own)
            throw failure
        }
        defer { closedir(stream) }
        var names: [FileName] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                FileName(bytes.prefix { $0 != 0 })
            }
            if name != FileName("."), name != FileName("..") { names.append(name) }
        }
        return names
    }
}
