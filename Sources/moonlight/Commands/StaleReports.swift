internal import Files
internal import Reports

/// Files of an earlier run, which would be read as results of this one.
enum StaleReports {
    /// Removes the JUnit files in these folders that were written here and not by this run.
    ///
    /// A file is known by its content, so that none of others' is removed, whatever its name.
    static func remove(from folders: [String], except written: [String]) {
        let kept = Set(written.compactMap { FileStatus(at: $0).map(identity) })
        for path in Set(folders) {
            guard let folder = try? Descriptor.folder(path), let names = try? folder.names() else {
                continue
            }
            for name in names where isOurs(name) {
                guard let status = try? folder.status(of: name), status.kind == .regular,
                    !kept.contains(identity(status)), let file = try? folder.fileToRead(name),
                    let start = try? file.bytes(atMost: JUnitMark.length), JUnitMark.isOurs(start)
                else { continue }
                try? folder.removeFile(name)
            }
        }
    }

    /// Whether we give such names unasked.
    private static func isOurs(_ name: FileName) -> Bool {
        name == FileName("junit.xml")
            || (name.bytes.starts(with: "TEST-".utf8)
                && name.bytes.suffix(4).elementsEqual(".xml".utf8))
    }

    private static func identity(_ status: FileStatus) -> [UInt64] {
        [status.stamp.device, status.stamp.number]
    }
}
