import Testing

@testable import Workflows

@Suite("The strategy smart on replayed traces")
struct CacheReplayTests {
    @Test(
        "smart saves more per stored byte, and nine tenths in all",
        arguments: CacheTrace.differing
    )
    func smart(trace: CacheTrace) {
        let (always, smart) = (trace.replay.outcome(of: .always), trace.replay.outcome(of: .smart))
        #expect(always.hits > 0)
        #expect(smart.secondsPerByte > always.secondsPerByte)
        #expect(smart.saved >= always.saved * 0.9)
    }

    @Test("where too little is recorded to learn from, smart stores what always does")
    func short() {
        let trace = CacheTrace.recorded("vitorfol").replay
        #expect(trace.trace.count == 156)
        #expect(trace.outcome(of: .smart) == trace.outcome(of: .always))
        #expect(trace.outcome(of: .always).hits == 21)
    }

    @Test(
        "where everything repeats, both hit as often and store the same",
        arguments: [CacheTrace.repeating, .repeatingAtOnce]
    )
    func repeating(trace: CacheTrace) {
        let always = trace.replay.outcome(of: .always)
        #expect(trace.replay.outcome(of: .smart) == always)
        #expect(always.hits >= trace.replay.trace.count / 2)
    }

    @Test("where nothing repeats, neither hits")
    func neverRepeating() {
        for strategy in CacheStrategy.allCases {
            #expect(CacheTrace.neverRepeating.replay.outcome(of: strategy).hits == 0)
        }
    }

    @Test("refusing everything would not pass for smart", arguments: CacheTrace.differing)
    func refusing(trace: CacheTrace) {
        let always = trace.replay.outcome(of: .always)
        let nothing = trace.replay.outcome { _, _ in
            false
        } learning: { _ in
        }
        #expect(nothing.secondsPerByte < always.secondsPerByte)
        #expect(nothing.saved < always.saved * 0.9)
    }

    @Test("a replay counts hits, what they save, and every byte that was stored")
    func counting() {
        let trace = CacheTrace("small", limits: CacheLimits(entries: 1, bytes: 100)) { trace in
            trace.add("a", "1", seconds: 2, bytes: 10)
            trace.add("a", "1", seconds: 2.5, bytes: 10)
            trace.add("a", "2", seconds: 1, bytes: 20)
            trace.add("a", "1", seconds: 2, bytes: 10)
            trace.add("b", "1", seconds: 4, bytes: 0)
            trace.add("b", "1", seconds: 4, bytes: 0)
        }
        let outcome = trace.replay.outcome(of: .always)
        #expect(outcome.hits == 2)
        #expect(outcome.saved == .milliseconds(6500))
        #expect(outcome.storedBytes == 40)
        #expect(outcome.secondsPerByte == 6.5 / 40)
        #expect(CacheReplay.Outcome().secondsPerByte == 0)
    }
}
