/// The cache as a world uses it: its own or a shared one, with the strategy that says what is kept.
package struct WorldCache: Sendable {
    private var own = ResultCache()
    /// What takes the place of the memory where the world's results are to outlive its process.
    private let ownOnDisk: (any SharedResults)?
    private let shared: (any SharedResults)?
    private var admission = CacheAdmission()
    /// Whether a run may have learnt something for it.
    private var hasAdmitted = false
    private var configuration = WorkflowConfiguration()
    /// How much the cache on the disk held when the latest result was stored; `nil` where that was not kept.
    private var heldOnDisk: (entries: Int, bytes: Int)?
    /// The latest failure of a cache on the disk since it was last asked for.
    private var failure: OperationFailure?

    /// An empty cache in memory, or what is `own`; where a run says so, the shared one is used instead.
    package init(own: (any SharedResults)? = nil, shared: (any SharedResults)? = nil) {
        ownOnDisk = own
        self.shared = shared
    }

    /// Takes up what the next runs' configuration says of the cache.
    package mutating func prepare(for configuration: WorkflowConfiguration) {
        self.configuration = configuration
        if configuration.cacheStrategy == .smart { hasAdmitted = true }
        guard own.limits != configuration.cacheLimits else { return }
        own.limit(to: configuration.cacheLimits)
    }

    /// Whether other processes may look up and keep results at the same time.
    package var isContended: Bool { stored != nil }

    /// The cache in use where that is not this process's memory.
    private var stored: (any SharedResults)? {
        configuration.cacheStore == .shared ? shared ?? ownOnDisk : ownOnDisk
    }

    /// How much the cache holds: on the disk when the latest result was stored, `nil` where that was not kept there.
    var held: (entries: Int, bytes: Int)? { stored == nil ? (own.count, own.bytes) : heldOnDisk }

    /// Finds a result; a cache on the disk that fails has none, and the failure is kept for the report.
    package mutating func lookUp(
        _ key: CacheKey,
        ttl: Duration?,
        now: Duration,
        finding: LookUpPassage.Finding = .honest
    ) -> CacheLookUp {
        var found: CacheLookUp
        if let missed = finding.miss {
            found = missed
        } else if let stored {
            do throws(OperationFailure) {
                found = try stored.lookUp(key, ttl: ttl, now: now, finding: finding)
            } catch {
                failure = error
                found = .miss(because: [error.kind])
            }
        } else {
            found = own.lookUp(key, ttl: ttl, now: now, finding: finding)
        }
        if configuration.cacheStrategy == .smart {
            let wasHit = if case .hit = found { true } else { false }
            admission.noteLookUp(phase: key.phase, key: key.digest, wasHit: wasHit)
        }
        return found
    }

    /// What there is for a key, without a use of it; nothing where the cache fails, which the look-up will say.
    package func holdings(of key: CacheKey, ttl: Duration?, now: Duration) -> CacheHoldings {
        guard let stored else { return own.holdings(of: key, ttl: ttl, now: now) }
        let held = try? stored.holdings(of: key, ttl: ttl, now: now)
        return held ?? CacheHoldings()
    }

    /// Keeps a result where the strategy wants it; says how many others had to go.
    package mutating func store(
        _ key: CacheKey,
        output: PhaseOutput,
        took: Duration,
        now: Duration,
        tags: [String]
    ) -> Int {
        heldOnDisk = nil
        guard isWanted(key, output, took) else { return 0 }
        guard let stored else {
            let before = own.statistics.evicted
            own.store(key, output: output, now: now, tags: tags)
            return own.statistics.evicted - before
        }
        do throws(OperationFailure) {
            let use = try stored.store(
                key,
                output: output,
                now: now,
                tags: tags,
                limits: configuration.cacheLimits
            )
            if let entries = use.entries, let bytes = use.bytes { heldOnDisk = (entries, bytes) }
            return use.evicted
        } catch {
            failure = error
            return 0
        }
    }

    private mutating func isWanted(
        _ key: CacheKey,
        _ output: PhaseOutput,
        _ took: Duration
    ) -> Bool {
        guard configuration.cacheStrategy == .smart else { return true }
        let isAdmitted = admission.admits(
            phase: key.phase,
            took: took,
            bytes: output.size,
            limits: configuration.cacheLimits,
            held: (own.count, own.bytes)
        )
        admission.noteResult(
            phase: key.phase,
            key: key.digest,
            took: took,
            bytes: output.size,
            wasStored: isAdmitted
        )
        return isAdmitted
    }

    /// Forgets what was learnt, as the end of a process does; results stay.
    package mutating func loseMemory() {
        admission = CacheAdmission()
    }

    /// Forgets every result in memory and what was learnt; memory is kept.
    package mutating func clear() {
        own.clear()
        if hasAdmitted { admission = CacheAdmission() }
        hasAdmitted = configuration.cacheStrategy == .smart
        failure = nil
    }

    /// Forgets a result.
    package mutating func remove(_ key: Digest) {
        guard let stored else {
            own.remove(key)
            return
        }
        do throws(OperationFailure) { try stored.remove(key) } catch { failure = error }
    }

    /// Forgets the results with a tag.
    package mutating func invalidate(tag: String) {
        own.invalidate(tag: tag)
        for results in [ownOnDisk, shared] {
            do throws(OperationFailure) {
                try results?.invalidate(tag: tag)
            } catch {
                failure = error
            }
        }
    }

    /// Becomes the only process that makes a result, where other processes could; says whether that succeeded.
    package mutating func tryLead(_ key: Digest) -> Bool {
        guard let stored else { return true }
        do throws(OperationFailure) {
            return try stored.tryLead(key)
        } catch {
            failure = error
            return true
        }
    }

    /// Lets another process make a result.
    package func endLead(_ key: Digest) {
        stored?.endLead(key)
    }

    /// The latest failure of a cache on the disk; it is reported once.
    package mutating func takeFailure() -> OperationFailure? {
        defer { failure = nil }
        return failure
    }
}

extension LookUpPassage.Finding {
    /// What is known before the cache is asked.
    fileprivate var miss: CacheLookUp? {
        switch self {
        case .honest, .stale, .poisoned: nil
        case .nothing: .miss(because: [])
        case .failure(let failure): .miss(because: [failure.kind])
        }
    }
}
