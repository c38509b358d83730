import GRDB
import TestSupport
import Testing
import Workflows

@testable import Storage

@Suite("The cache on the disk", .timeLimit(.minutes(1)))
struct CacheDatabaseTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func key(_ requirements: String, phase: PhaseID = "coder") -> CacheKey {
        CacheKey(
            phase: phase,
            parts: [
                .init("requirements", Digest(of: requirements)), .init("agent", Digest(of: "1")),
            ]
        )
    }

    private let output = PhaseOutput(
        text: "done",
        files: [.init(path: "main.py", bytes: Array("print(1)".utf8))],
        response: .init(status: 200, body: "ok", port: 8080)
    )

    @Test("returns the whole output after reopening")
    func reopening() throws {
        do {
            let cache = try CacheDatabase(folder: folder.path)
            try cache.store(key("a"), output: output, now: .seconds(10), tags: ["x", "y"])
        }
        let cache = try CacheDatabase(folder: folder.path, mustExist: true)
        #expect(try cache.lookUp(key("a"), ttl: .seconds(5), now: .seconds(14)) == .hit(output))
        #expect(try cache.count == 1)
        #expect(try cache.bytes == output.size)
        #expect(
            try cache.lookUp(key("a"), ttl: .seconds(5), now: .seconds(15))
                == .miss(because: ["expired"])
        )
        #expect(try cache.count == 0)
    }

    @Test("explains a miss by the nearest key of the phase, stored in another opening")
    func miss() throws {
        do {
            let cache = try CacheDatabase(folder: folder.path)
            try cache.store(key("a"), output: output, now: .zero)
        }
        let cache = try CacheDatabase(folder: folder.path)
        #expect(
            try cache.lookUp(key("b"), ttl: nil, now: .zero) == .miss(because: ["requirements"])
        )
        #expect(try cache.lookUp(key("b", phase: "p"), ttl: nil, now: .zero) == .miss(because: []))
    }

    @Test("a result comes with the limits that hold for it, and says how many go")
    func limitsOfStores() throws {
        let cache = try CacheDatabase(folder: folder.path)
        let one = CacheLimits(entries: 1)
        #expect(try cache.store(key("a"), output: output, now: .zero, limits: one) == 0)
        #expect(try cache.store(key("b"), output: output, now: .zero, limits: CacheLimits()) == 0)
        #expect(try cache.store(key("c"), output: output, now: .zero, limits: CacheLimits()) == 0)
        #expect(try cache.count == 3)
        #expect(try cache.store(key("d"), output: output, now: .zero, limits: one) == 3)
        #expect(try cache.lookUp(key("d"), ttl: nil, now: .zero) == .hit(output))
    }

    @Test("a hit is a use, for another opening too")
    func use() throws {
        let limits = CacheLimits(entries: 2)
        let first = try CacheDatabase(folder: folder.path, limits: limits)
        let second = try CacheDatabase(folder: folder.path, limits: limits)
        try first.store(key("a"), output: output, now: .zero)
        try first.store(key("b"), output: output, now: .zero)
        #expect(try first.lookUp(key("a"), ttl: nil, now: .zero) == .hit(output))
        try second.store(key("c"), output: output, now: .zero)
        #expect(try first.lookUp(key("a"), ttl: nil, now: .zero) == .hit(output))
        #expect(try first.lookUp(key("b"), ttl: nil, now: .zero) != .hit(output))
        #expect(try second.bytes == output.size)
    }

    @Test(
        "an output that is not what its digest says is not served, and can be stored again",
        arguments: ["x'00'", "zeroblob(8)", "bytes || x'00'"]
    )
    func damagedContent(bytes: String) throws {
        let cache = try CacheDatabase(folder: folder.path)
        try cache.store(key("a"), output: output, now: .zero)
        try cache.store(key("b"), output: output, now: .zero)
        try execute("UPDATE contents SET bytes = CAST(\(bytes) AS BLOB)")
        #expect(
            try cache.lookUp(key("a"), ttl: nil, now: .zero)
                == .miss(because: ["content damaged"])
        )
        #expect(try cache.bytes == 0)
        try cache.store(key("a"), output: output, now: .zero)
        #expect(try cache.lookUp(key("a"), ttl: nil, now: .zero) == .hit(output))
        #expect(try cache.bytes == output.size)
    }

    @Test("a damaged key is dropped where it is found, and eviction continues")
    func damagedKey() throws {
        do {
            let cache = try CacheDatabase(folder: folder.path)
            for name in ["a", "b", "c"] { try cache.store(key(name), output: output, now: .zero) }
        }
        try execute("UPDATE actions SET parts = x'0102' WHERE used < 3")
        let cache = try CacheDatabase(folder: folder.path)
        #expect(try cache.lookUp(key("a"), ttl: nil, now: .zero) != .hit(output))
        #expect(try cache.count == 2)
        try cache.limit(to: CacheLimits(entries: 1))
        #expect(try cache.lookUp(key("c"), ttl: nil, now: .zero) == .hit(output))
        #expect(try cache.count == 1)
        try cache.limit(to: CacheLimits(entries: 0))
        #expect(try cache.count == 0)
        #expect(try cache.bytes == 0)
    }

    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: folder.path(of: "cache.sqlite"))
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        try queue.close()
    }

    @Test("an operation that fails leaves everything as it was")
    func failure() throws {
        let cache = try CacheDatabase(folder: folder.path, limits: CacheLimits(entries: 1))
        try cache.store(key("a"), output: output, now: .zero)
        try execute(
            """
            CREATE TRIGGER stop BEFORE DELETE ON actions
            BEGIN SELECT raise(ABORT, 'stopped'); END
            """
        )
        let statistics = try cache.statistics
        #expect(throws: StorageFailure.self) {
            try cache.store(key("b"), output: PhaseOutput(text: "new"), now: .zero)
        }
        #expect(try cache.statistics == statistics)
        #expect(try cache.count == 1)
        #expect(try cache.bytes == output.size)
        #expect(try cache.lookUp(key("a"), ttl: nil, now: .zero) == .hit(output))
    }

    @Test("clearing leaves nothing and gives the space back")
    func clear() throws {
        let cache = try CacheDatabase(folder: folder.path)
        for number in 0..<200 {
            let text = String(repeating: "\(number % 10)", count: 10_000 + number)
            try cache.store(
                key("\(number)"),
                output: PhaseOutput(text: text),
                now: .zero,
                tags: ["t"]
            )
        }
        try cache.clear()
        #expect(try cache.count == 0)
        #expect(try cache.bytes == 0)
        #expect(try cache.invalidate(tag: "t") == 0)
        #expect(try folder.bytes(of: "cache.sqlite").count < 200_000)
        try cache.store(key("a"), output: output, now: .zero)
        #expect(try cache.lookUp(key("a"), ttl: nil, now: .zero) == .hit(output))
    }
}
