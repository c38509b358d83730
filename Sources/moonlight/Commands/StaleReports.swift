internal import Foundation
internal import Reports

/// Files of an earlier run, which would be read as results of this one.
enum StaleReports {
    /// Removes the JUnit files in these folders that were written here and not by this run.
    ///
    /// A file is known by what stands in it, so that none of others' is removed, whatever its name.
    static func remove(from folders: [String], except written: [String]) {
        let kept = Set(written.map(identity))
        for folder in Set(folders) {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names where isName(name) {
                let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
                guard !kept.contains(identity(path)), isOurs(path) else { continue }
                unlink(path)
            }
        }
    }

    /// Whether we give such names without being told.
    private static func isName(_ name: String) -> Bool {
        name == "junit.xml" || (name.hasPrefix("TEST-") && name.hasSuffix(".xml"))
    }

    private static func isOurs(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let file = FileHandle(forReadingAtPath: path),
            let start = try? file.read(upToCount: JUnitMark.length)
        else { return false }
        return JUnitMark.isOurs([UInt8](start))
    }

    /// The same for two paths of one file.
    private static func identity(_ path: String) -> [UInt64] {
        var status = stat()
        guard lstat(path, &status) == 0 else { return [] }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
