import Testing

@testable import Workflows

@Suite("What the strategy smart stores")
struct CacheAdmissionTests {
    private let limits = CacheLimits(entries: 100, bytes: 100_000)

    private func key(_ phase: PhaseID, _ number: Int) -> Digest { Digest(of: "\(phase) \(number)") }

    private func admits(
        _ admission: CacheAdmission,
        _ phase: PhaseID,
        seconds: Int = 10,
        bytes: Int = 1000,
        held: (entries: Int, bytes: Int) = (0, 0)
    ) -> Bool {
        admission.admits(
            phase: phase,
            took: .seconds(seconds),
            bytes: bytes,
            limits: limits,
            held: held
        )
    }

    /// A miss and its result; says whether it was stored.
    @discardableResult
    private func execute(
        _ admission: inout CacheAdmission,
        _ phase: PhaseID,
        _ number: Int,
        seconds: Int = 10
    ) -> Bool {
        let key = key(phase, number)
        admission.noteLookUp(phase: phase, key: key, wasHit: false)
        let isStored = admits(admission, phase, seconds: seconds)
        admission.noteResult(
            phase: phase,
            key: key,
            took: .seconds(seconds),
            bytes: 1000,
            wasStored: isStored
        )
        return isStored
    }

    /// After 100 runs of a phase whose results are used twice each, next to one whose results never are.
    private func experienced() -> CacheAdmission {
        var admission = CacheAdmission()
        for number in 0..<100 {
            execute(&admission, "useful", number)
            for _ in 0..<2 {
                admission.noteLookUp(phase: "useful", key: key("useful", number), wasHit: true)
            }
            execute(&admission, "useless", number)
        }
        return admission
    }

    @Test("an admission that learnt nothing stores everything that fits")
    func new() {
        let admission = CacheAdmission()
        #expect(admits(admission, "a"))
        #expect(admits(admission, "a", bytes: 0))
        #expect(admits(admission, "a", bytes: 100_000, held: (100, 100_000)))
        #expect(!admits(admission, "a", bytes: 100_001))
        let none = CacheLimits(entries: 0)
        #expect(
            !admission.admits(phase: "a", took: .seconds(1), bytes: 1, limits: none, held: (0, 0))
        )
    }

    @Test("a result that is made as fast as it is written is not worth writing")
    func trivial() {
        let admission = CacheAdmission()
        let (small, large) = (Duration.microseconds(9), Duration.microseconds(10))
        #expect(
            !admission.admits(phase: "a", took: small, bytes: 1000, limits: limits, held: (0, 0))
        )
        #expect(
            admission.admits(phase: "a", took: large, bytes: 1000, limits: limits, held: (0, 0))
        )
    }

    @Test("a phase whose results are never used is refused, all but every sixteenth")
    func useless() {
        var admission = experienced()
        #expect(admits(admission, "useful"))
        let stored = (1000..<1064).count { execute(&admission, "useless", $0) }
        #expect(stored == 4)
    }

    @Test("a phase is not judged before its results had time to be used")
    func patience() {
        var admission = experienced()
        let stored = (0..<16).map { execute(&admission, "new", $0) }
        #expect(stored.allSatisfy { $0 })
    }

    @Test("a refused phase that begins to repeat itself is stored again")
    func comeback() {
        var admission = experienced()
        for number in 1000..<1020 { execute(&admission, "useless", number) }
        #expect(!admits(admission, "useless"))
        for number in 1000..<1020 { execute(&admission, "useless", number) }
        #expect(admits(admission, "useless"))
    }

    @Test("results that were stored and are gone count for nothing")
    func gone() {
        var admission = experienced()
        for round in 0..<20 {
            for number in 0..<16 {
                // Always stored, never found: too old, or evicted.
                let key = key("expiring", number)
                admission.noteLookUp(phase: "expiring", key: key, wasHit: false)
                admission.noteResult(
                    phase: "expiring",
                    key: key,
                    took: .seconds(10),
                    bytes: 1000,
                    wasStored: true
                )
            }
            #expect(admits(admission, "expiring") == (round < 2), "round \(round)")
        }
    }

    @Test("a result has to be worth more where others must go")
    func full() {
        let admission = experienced()
        // One second is a tenth of what a useful result takes.
        #expect(admits(admission, "useful", seconds: 1))
        #expect(!admits(admission, "useful", seconds: 1, held: (50, 99_500)))
        #expect(!admits(admission, "useful", seconds: 1, held: (100, 50_000)))
        #expect(admits(admission, "useful", seconds: 10, held: (50, 99_500)))
        // Small as it is, it takes the place of a larger one.
        #expect(admits(admission, "useful", seconds: 1, bytes: 10, held: (50, 99_995)))
        #expect(!admits(admission, "useful", seconds: 1, bytes: 10, held: (100, 90_000)))
    }

    @Test("a phase whose results are used no more is refused in the end, and only then")
    func decline() {
        var admission = experienced()
        for number in 100..<400 {
            execute(&admission, "useful", number)
            execute(&admission, "other", number)
            for _ in 0..<2 {
                admission.noteLookUp(phase: "other", key: key("other", number), wasHit: true)
            }
            if number == 120 { #expect(admits(admission, "useful")) }
        }
        #expect(!admits(admission, "useful"))
        #expect(admits(admission, "other"))
    }
}
