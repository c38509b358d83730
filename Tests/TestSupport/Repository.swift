package import Foundation

/// The repository that the tests belong to.
package enum Repository {
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func url(of path: String) -> URL { root.appendingPathComponent(path) }

    package static func path(of path: String) -> String { url(of: path).path }

    package static func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: url(of: path)), as: UTF8.self)
    }
}
