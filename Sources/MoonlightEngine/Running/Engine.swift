public import Foundation
internal import Runtime
internal import Storage
internal import Workflows

/// Runs workflows and keeps what they commit.
///
/// One engine serves many runs at the same time: they share its cache, and commits that come together share one
/// transaction. Several processes may open engines in one state folder; each run is executed by one of them at a time.
public final class Engine: Sendable {
    /// How much the cache may hold; the least recently used results go first.
    public struct CacheLimits: Sendable, Equatable {
        /// The most results; 1,000 by default.
        public var entries: Int
        /// The most bytes of output; 64 MiB by default.
        public var bytes: Int

        /// Sets both limits.
        public init(entries: Int = 1000, bytes: Int = 64 << 20) {
            self.entries = entries
            self.bytes = bytes
        }
    }

    let store: any RunStore
    let world: LiveWorld
    let active = ActiveRuns()
    let limits: Workflows.CacheLimits
    let wall: @Sendable () -> Date

    /// What was mended when the state folder was opened, such as a torn tail that was cut, in words for a person.
    public var notices: [String] { store.notices }

    /// Opens an engine whose runs and results are kept in a folder, which is made where it is missing.
    ///
    /// A commit is on the disk before the phases that need it start. `wall` says what time it is, for dates and times
    /// to live. Throws ``EngineError/storage(path:reason:)`` where the folder is damaged or cannot be used.
    public init(
        state folder: String,
        cache: CacheLimits = CacheLimits(),
        wall: @escaping @Sendable () -> Date = { Date() }
    ) throws(EngineError) {
        limits = Workflows.CacheLimits(entries: max(0, cache.entries), bytes: max(0, cache.bytes))
        let store = try FolderStore(folder, limits: limits)
        self.store = store
        self.wall = wall
        world = LiveWorld(
            faults: [],
            surroundings: Self.surroundings(active.folder, wall),
            ownResults: store.results
        )
    }

    /// Makes an engine whose runs and results live in memory, as long as it does.
    public init(
        cache: CacheLimits = CacheLimits(),
        wall: @escaping @Sendable () -> Date = { Date() }
    ) {
        limits = Workflows.CacheLimits(entries: max(0, cache.entries), bytes: max(0, cache.bytes))
        store = MemoryStore()
        self.wall = wall
        world = LiveWorld(faults: [], surroundings: Self.surroundings(active.folder, wall))
    }

    private static func surroundings(
        _ workspaces: String,
        _ wall: @escaping @Sendable () -> Date
    ) -> LiveSurroundings {
        LiveSurroundings(
            clock: ContinuousClock(),
            wall: { wall().sinceEpoch },
            workspaces: workspaces,
            environment: [:],
            secrets: SecretFilter([]),
            timeScale: 1
        )
    }

    /// An id for a run: 16 hexadecimal digits of chance.
    public static func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return newID(using: &generator)
    }

    /// An id for a run: 16 hexadecimal digits of a generator's chance.
    public static func newID(using generator: inout some RandomNumberGenerator) -> String {
        let digits = String(generator.next(), radix: 16)
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }

    /// The newest runs, newest first.
    public func runs(limit: Int = 1000) throws(EngineError) -> [RunSummary] {
        try store.runs(limit: limit)
    }

    /// The run of this id; `nil` where none has committed or ended under it.
    public func summary(of id: String) throws(EngineError) -> RunSummary? {
        try store.run(id).map { RunSummary($0.origin, $0.status) }
    }

    /// Deletes the oldest runs that are over until `count` are left; says how many.
    ///
    /// Runs that are interrupted, paused or being executed stay whatever the count says.
    @discardableResult
    public func trim(to count: Int) throws(EngineError) -> Int {
        try store.trim(to: count, sparing: active.all)
    }

    /// Forgets the results that phases kept with a tag; committed phases of runs stay what they are.
    public func invalidate(tag: String) throws(EngineError) {
        try store.invalidate(tag: tag)
        world.invalidate(tag: tag)
    }
}

extension Date {
    /// Whole microseconds since 1970, within some three thousand years.
    var sinceEpoch: Duration {
        .microseconds(Int64(min(max(0, timeIntervalSince1970), 1e11) * 1_000_000))
    }
}
