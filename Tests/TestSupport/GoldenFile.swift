import Foundation
package import Testing

/// A recorded file that what a test makes is compared with.
package struct GoldenFile {
    private let url: URL

    /// The file with this path in the repository.
    package init(_ path: String) {
        url = Repository.url(of: path)
    }

    /// Compares; with `MOONLIGHT_RECORD=1` it records instead, and fails so that nobody forgets it.
    package func expect(
        _ bytes: some Sequence<UInt8>,
        at place: SourceLocation = #_sourceLocation
    ) throws {
        let found = Data(bytes)
        if ProcessInfo.processInfo.environment["MOONLIGHT_RECORD"] == "1" {
            try found.write(to: url)
            Issue.record(
                "recorded \(url.lastPathComponent): read it, and test again",
                sourceLocation: place
            )
            return
        }
        let recorded = try Data(contentsOf: url)
        guard found != recorded else { return }
        let pairs = zip(Self.lines(recorded), Self.lines(found))
        let first = pairs.enumerated().first { $1.0 != $1.1 }
        Issue.record(
            """
            \(url.lastPathComponent) differs at line \((first?.offset ?? -1) + 1):
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
