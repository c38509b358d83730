import Foundation
import TestSupport

extension TemporaryFolder {
    /// The names and contents of the files, without those that SQLite makes anew on each opening.
    func contents() throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name != "locks" && !name.hasSuffix("-shm") {
            contents[name] = try bytes(of: name)
        }
        return contents
    }
}
