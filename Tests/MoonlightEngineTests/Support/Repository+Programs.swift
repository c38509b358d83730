import Foundation
import TestSupport

extension Repository {
    /// A built program, which is next to the test runner.
    static func program(_ name: String) -> String {
        let runner = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
        let beside = runner.deletingLastPathComponent().appendingPathComponent(name).path
        return FileManager.default.isExecutableFile(atPath: beside)
            ? beside : path(of: ".build/debug/\(name)")
    }
}
