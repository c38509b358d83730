import Storage
import TestSupport
import Testing
import Workflows

@Suite("Every cache against a plain list", .timeLimit(.minutes(2)))
struct CacheConformanceTests {
    @Test("in memory, 100,000 random operations", arguments: [1, 2] as [UInt64])
    func memory(seed: UInt64) throws {
        var trial = CacheTrial(ResultCache(), seed: seed)
        for step in 0..<100_000 { try trial.step(step) }
        #expect(trial.hits > 10_000)
    }

    @Test("on the disk, 5,000 random operations", arguments: [1, 2] as [UInt64])
    func disk(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let database = try CacheDatabase(folder: folder.path)
        var trial = CacheTrial(database, seed: seed)
        for step in 0..<5000 { try trial.step(step) }
        #expect(trial.hits > 500)
    }

    @Test("memory and disk count the same", arguments: [3, 4] as [UInt64])
    func statistics(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var memory = CacheTrial(ResultCache(), seed: seed)
        var disk = CacheTrial(try CacheDatabase(folder: folder.path), seed: seed)
        for step in 0..<1000 {
            try memory.step(step)
            try disk.step(step)
        }
        #expect(try disk.cache.statistics == memory.cache.statistics)
        #expect(memory.cache.statistics.evicted > 0)
        #expect(memory.cache.statistics.expired > 0)
    }
}
