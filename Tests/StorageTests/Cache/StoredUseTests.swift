import Storage
import TestSupport
import Testing
import Workflows

@Suite("What is held where a result is kept on the disk")
struct StoredUseTests {
    private func key(_ name: String) -> CacheKey {
        CacheKey(phase: PhaseID(name), parts: [])
    }

    @Test("is counted when it is, whoever stored the others, and not where it is not kept")
    func use() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (
            try CacheDatabase(folder: folder.path), try CacheDatabase(folder: folder.path)
        )
        var limits = CacheLimits()
        limits.entries = 2
        limits.bytes = 10
        func keep(_ name: String, _ text: String, by database: CacheDatabase) throws -> StoredUse {
            try database.keep(
                key(name),
                output: PhaseOutput(text: text),
                now: .seconds(1),
                limits: limits
            )
        }
        #expect(try keep("a", "aaaa", by: first) == StoredUse(evicted: 0, entries: 1, bytes: 4))
        #expect(try keep("b", "bbb", by: second) == StoredUse(evicted: 0, entries: 2, bytes: 7))
        #expect(try keep("c", "cc", by: first) == StoredUse(evicted: 1, entries: 2, bytes: 5))
        #expect(try keep("d", "more than ten", by: second) == StoredUse(evicted: 0))
        limits.entries = 0
        #expect(try keep("e", "e", by: first) == StoredUse(evicted: 2))
    }
}
