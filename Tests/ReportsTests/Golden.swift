import Foundation
import Testing

/// Texts that reports are compared with, in the folder `Golden` beside the tests.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("Golden")

    /// Compares; with `MOONLIGHT_RECORD=1` it records instead, and fails so that nobody forgets it.
    static func expect(
        _ bytes: some Sequence<UInt8>,
        equal name: String,
        at place: SourceLocation = #_sourceLocation
    ) throws {
        let url = folder.appendingPathComponent(name)
        let found = Data(bytes)
        if ProcessInfo.processInfo.environment["MOONLIGHT_RECORD"] == "1" {
            try found.write(to: url)
            Issue.record("recorded \(name)", sourceLocation: place)
            return
        }
        let recorded = try Data(contentsOf: url)
        guard found != recorded else { return }
        let pairs = zip(lines(recorded), lines(found))
        let first = pairs.enumerated().first { $1.0 != $1.1 }
        Issue.record(
            """
            \(name) differs at line \((first?.offset ?? -1) + 1):
            recorded \(first?.element.0.debugDescription ?? "\(recorded.count) bytes")
            found    \(first?.element.1.debugDescription ?? "\(found.count) bytes")
            """,
            sourceLocation: place
        )
    }

    private static func lines(_ data: Data) -> [Substring] {
        String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
}
