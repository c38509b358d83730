public import Foundation
internal import Locks
internal import Runtime
internal import Simulation
public import Workflows

/// Runs workflows and keeps what they commit.
///
/// One engine serves many runs at the same time: they share its cache, and commits that come together share one
/// transaction. Several processes may open engines in one state folder; each run is executed by one of them at a time.
///
/// All chance of a run, which is the jitter of its delays, what simulated agents take and which drawn faults act, derives
/// from the engine's seed and the run's id: the same run draws the same, a resumed one too.
public final class Engine: Sendable {
    /// How much the cache may hold.
    public typealias CacheLimits = Workflows.CacheLimits

    let store: any RunStore
    let world: EngineWorld
    let active: ActiveRuns
    let limits: CacheLimits
    let wall: @Sendable () -> Duration
    /// What simulated agents wait by in a live engine.
    let clock: LiveClock
    let faults: EngineFaults
    private let seed: UInt64?
    private let ids = Guarded(0)

    /// What is left of a run's resources once a fault of the engine's has acted that lowers them, by the fault's name.
    package var loweredLimits: [String: ResourcePassage] { faults.limits }

    /// What was mended when the state folder was opened, such as a torn tail that was cut, in words for a person.
    public var notices: [String] { store.notices }

    /// Opens an engine whose runs and results are kept in a folder, which is made where it is missing.
    ///
    /// A commit is on the disk before the phases that need it start. Throws ``EngineError/storage(path:reason:)`` where
    /// the folder is damaged or cannot be used, or where it is no folder's URL.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - cache: How much the cache may hold.
    ///   - clock: What delays, timeouts and durations are measured by.
    ///   - wall: What time it is, for dates and times to live.
    ///   - seed: What all chance derives from, together with a run's id. Without one ids are drawn from the system.
    ///   - faults: What goes wrong on purpose.
    public convenience init(
        state folder: URL,
        cache: CacheLimits = CacheLimits(),
        clock: some Clock<Duration> = ContinuousClock(),
        wall: @escaping @Sendable () -> Date = { Date() },
        seed: UInt64? = nil,
        faults: [Fault] = []
    ) throws(EngineError) {
        guard folder.isFileURL else {
            throw .storage(path: folder.absoluteString, reason: "expected the URL of a folder")
        }
        try self.init(
            state: folder.path(percentEncoded: false),
            cache: cache,
            clock: clock,
            wall: wall,
            seed: seed,
            faults: faults
        )
    }

    /// Opens an engine whose runs and results are kept in the folder of this path, which is made where it is missing.
    ///
    /// A path that begins with `~` is refused: only a shell knows what it means. The rest is as with a folder's URL.
    public init(
        state folder: String,
        cache: CacheLimits = CacheLimits(),
        clock: some Clock<Duration> = ContinuousClock(),
        wall: @escaping @Sendable () -> Date = { Date() },
        seed: UInt64? = nil,
        faults: [Fault] = []
    ) throws(EngineError) {
        guard !folder.hasPrefix("~") else {
            throw .storage(
                path: folder,
                reason: "expected a path that begins with something else than \"~\", which only a "
                    + "shell expands: URL.homeDirectory is yours"
            )
        }
        let store = try FolderStore(folder, limits: cache.bounded)
        let own = Parts(cache, faults, ActiveRuns(named: Self.newID() + Self.newID()))
        self.store = store
        limits = own.limits
        active = own.active
        self.seed = seed
        self.faults = own.faults
        self.wall = { wall().sinceEpoch }
        self.clock = LiveClock(clock)
        world = .live(
            LiveWorld(
                interference: own.faults.interference,
                surroundings: own.surroundings(clock, wall),
                ownResults: store.results
            )
        )
    }

    /// Makes an engine whose runs and results live in memory, as long as it does.
    public init(
        cache: CacheLimits = CacheLimits(),
        clock: some Clock<Duration> = ContinuousClock(),
        wall: @escaping @Sendable () -> Date = { Date() },
        seed: UInt64? = nil,
        faults: [Fault] = []
    ) {
        let own = Parts(cache, faults, ActiveRuns(named: Self.newID() + Self.newID()))
        store = MemoryStore()
        limits = own.limits
        active = own.active
        self.seed = seed
        self.faults = own.faults
        self.wall = { wall().sinceEpoch }
        self.clock = LiveClock(clock)
        world = .live(
            LiveWorld(
                interference: own.faults.interference,
                surroundings: own.surroundings(clock, wall)
            )
        )
    }

    private init(virtual cache: CacheLimits, start: Date, seed: UInt64, faults: [Fault]) {
        let own = Parts(cache, faults, ActiveRuns(named: nil))
        let turns = VirtualTurns(
            VirtualWorld(interference: own.faults.interference, origin: start.sinceEpoch)
        )
        store = MemoryStore()
        limits = own.limits
        active = own.active
        self.seed = seed
        self.faults = own.faults
        wall = { turns.wall }
        clock = LiveClock(ContinuousClock())
        world = .virtual(turns)
    }

    /// Makes an engine on a virtual clock, whose runs and results live in memory: waits of hours take no time, and one seed
    /// gives the same events every time.
    ///
    /// Agents, hooks and validators are awaited while virtual time stands still, one after the other: a call takes no time,
    /// or what a ``SimulatedAgent`` says. They must not wait by themselves, nor for one another: that takes real time, and
    /// what waits for a call that comes later waits for ever. Runs take their turns; what they wait in virtual time is added up.
    ///
    /// - Parameters:
    ///   - cache: How much the cache may hold.
    ///   - start: What the wall time is at first; 2000-01-01 00:00:00 UTC by default.
    ///   - seed: What all chance derives from, ids of runs included.
    ///   - faults: What goes wrong on purpose.
    public static func virtual(
        cache: CacheLimits = CacheLimits(),
        start: Date = Date(timeIntervalSince1970: 946_684_800),
        seed: UInt64 = 0,
        faults: [Fault] = []
    ) -> Engine {
        Engine(virtual: cache, start: start, seed: seed, faults: faults)
    }

    /// What all engines have.
    private struct Parts {
        let limits: CacheLimits
        let faults: EngineFaults
        let active: ActiveRuns

        init(_ cache: CacheLimits, _ faults: [Fault], _ active: ActiveRuns) {
            limits = cache.bounded
            self.faults = EngineFaults(faults)
            self.active = active
        }

        func surroundings(
            _ clock: some Clock<Duration>,
            _ wall: @escaping @Sendable () -> Date
        ) -> LiveEnvironment {
            LiveEnvironment(
                clock: clock,
                wall: { wall().sinceEpoch },
                workspaces: active.folder ?? "",
                environment: [:],
                secrets: SecretFilter([]),
                timeScale: 1
            )
        }
    }

    /// The seed of a run: its id and the engine's seed.
    func seed(of id: String) -> UInt64 { Self.word(of: id) ^ (seed ?? 0) }

    /// An id for a new run: drawn from the engine's seed, where it has one.
    func nextID() throws(EngineError) -> String {
        guard let seed else { return Self.newID() }
        while true {
            let number = ids.withLock { number in
                number += 1
                return number
            }
            let id = Self.digits(of: Self.word(of: "\(seed)/\(number)"))
            if try store.run(id) == nil { return id }
        }
    }

    private static func word(of text: String) -> UInt64 {
        Digest(of: text).withBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
}

extension CacheLimits {
    /// The same without negative limits.
    fileprivate var bounded: CacheLimits {
        CacheLimits(entries: max(0, entries), bytes: max(0, bytes))
    }
}
