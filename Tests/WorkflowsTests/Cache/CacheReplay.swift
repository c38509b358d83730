@testable import Workflows

/// Replays a recorded trace of look-ups through a cache, to compare what strategies would have saved.
struct CacheReplay: Sendable {
    /// One look-up, and what the execution takes that a hit saves.
    struct LookUp: Sendable, Equatable {
        /// The phase.
        let phase: PhaseID
        /// What the result depends on.
        let key: Digest
        /// How long the execution takes.
        let took: Duration
        /// The bytes of its output, from 0.
        let bytes: Int

        /// Records a look-up.
        init(phase: PhaseID, key: Digest, took: Duration, bytes: Int) {
            self.phase = phase
            self.key = key
            self.took = took
            self.bytes = max(0, bytes)
        }
    }

    /// What a strategy saved, and what it stored for that.
    struct Outcome: Sendable, Equatable {
        /// Look-ups that found their result.
        var hits = 0
        /// The executions that these saved.
        var saved = Duration.zero
        /// The bytes of all results ever stored.
        var storedBytes = 0

        /// Seconds saved per byte stored; zero where nothing was stored.
        var secondsPerByte: Double {
            storedBytes > 0 ? saved.seconds / Double(storedBytes) : 0
        }
    }

    /// The look-ups in their order.
    let trace: [LookUp]
    /// What the cache may hold.
    let limits: CacheLimits

    /// Takes a trace and limits.
    init(trace: [LookUp], limits: CacheLimits = CacheLimits()) {
        self.trace = trace
        self.limits = limits
    }

    /// What a strategy would have saved on this trace.
    func outcome(of strategy: CacheStrategy) -> Outcome {
        var admission = CacheAdmission()
        return switch strategy {
        case .always:
            outcome { _, _ in
                true
            } learning: { _ in
            }
        case .smart:
            outcome { lookUp, held in
                admission.admits(
                    phase: lookUp.phase,
                    took: lookUp.took,
                    bytes: lookUp.bytes,
                    limits: limits,
                    held: held
                )
            } learning: { event in
                switch event {
                case .lookedUp(let lookUp, let wasHit):
                    admission.noteLookUp(phase: lookUp.phase, key: lookUp.key, wasHit: wasHit)
                case .executed(let lookUp, let wasStored):
                    admission.noteResult(
                        phase: lookUp.phase,
                        key: lookUp.key,
                        took: lookUp.took,
                        bytes: lookUp.bytes,
                        wasStored: wasStored
                    )
                }
            }
        }
    }

    /// What an admission may learn from.
    enum Lesson {
        case lookedUp(LookUp, wasHit: Bool)
        case executed(LookUp, wasStored: Bool)
    }

    /// What storing only what is admitted would have saved.
    func outcome(
        admits: (LookUp, (entries: Int, bytes: Int)) -> Bool,
        learning: (Lesson) -> Void
    ) -> Outcome {
        var cache = ResultCache()
        cache.limit(to: limits)
        var outcome = Outcome()
        for lookUp in trace {
            let key = CacheKey(phase: lookUp.phase, parts: [.init("trace", lookUp.key)])
            let found = cache.lookUp(key, ttl: nil, now: .zero)
            if case .hit = found {
                learning(.lookedUp(lookUp, wasHit: true))
                outcome.hits += 1
                outcome.saved += lookUp.took
                continue
            }
            learning(.lookedUp(lookUp, wasHit: false))
            let isAdmitted = admits(lookUp, (cache.count, cache.bytes))
            if isAdmitted {
                cache.store(key, output: Self.output(of: lookUp), now: .zero)
                outcome.storedBytes += lookUp.bytes
            }
            learning(.executed(lookUp, wasStored: isAdmitted))
        }
        return outcome
    }

    /// An output of the recorded size, different for every key as far as the size allows.
    private static func output(of lookUp: LookUp) -> PhaseOutput {
        let label = Array(lookUp.key.description.utf8.prefix(lookUp.bytes))
        let filling = [UInt8](repeating: UInt8(ascii: "."), count: lookUp.bytes - label.count)
        return PhaseOutput(text: String(decoding: label + filling, as: UTF8.self))
    }
}
