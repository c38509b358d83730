internal import Foundation
internal import GRDB
internal import Workflows

/// A row of the table of actions.
struct CachedActionRow {
    static let columns = "number, key, parts, output, size, committed, tags"

    let number: Int64
    let output: Data
    let hasTags: Bool
    /// What the row says; `nil` where it is damaged.
    let action: CachedAction?

    /// The first row that the statement finds.
    static func fetch(
        _ statement: Statement,
        _ arguments: StatementArguments,
        _ keys: DecodedKeys
    ) throws -> Self? {
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        return try rows.next().map { try Self($0, keys) }
    }

    private init(_ row: Row, _ keys: DecodedKeys) throws {
        number = try row.decode(Int64.self, atIndex: 0)
        output = try row.decode(Data.self, atIndex: 3)
        let tags = try row.decode(Data?.self, atIndex: 6)
        hasTags = tags != nil
        guard let key = try keys.key(row, digest: 1, parts: 2), output.count == 32,
            let words = Self.decode(tags)
        else {
            action = nil
            return
        }
        action = CachedAction(
            key: key,
            output: Digest(bytes: Array(output)),
            size: try row.decode(Int.self, atIndex: 4),
            committedAt: .microseconds(try row.decode(Int64.self, atIndex: 5)),
            tags: words
        )
    }

    /// Tags as bytes; `nil` where there are none.
    static func encode(_ tags: [String]) -> Data? {
        guard !tags.isEmpty else { return nil }
        var writer = ByteWriter()
        writer.add(tags.count)
        for tag in tags { writer.add(tag) }
        return Data(writer.bytes)
    }

    private static func decode(_ data: Data?) -> [String]? {
        guard let data else { return [] }
        var reader = ByteReader(Array(data))
        guard let count = try? reader.integer(), (0...reader.remaining).contains(count) else {
            return nil
        }
        var tags: [String] = []
        for _ in 0..<count {
            guard let tag = try? reader.text() else { return nil }
            tags.append(tag)
        }
        return tags
    }
}
