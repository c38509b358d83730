import Invariants
import Testing
import Workflows

@Suite("The memory of invariants")
struct ObserverMemoryTests {
    private static func plan(
        _ limit: Int,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try HealthyRuns.plan("main") { configuration in
            configuration.cacheLimits = CacheLimits(entries: limit)
            configure(&configuration)
        }
    }

    private static func digest(_ number: Int) -> Digest {
        Digest(bytes: (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }

    /// One repetition with its own plan, and code that depends on it and is made or taken.
    private static func observe(
        _ observers: inout InvariantObservers,
        _ plan: RunPlan,
        _ number: Int,
        takesCode: Bool = false
    ) {
        let digest = digest(number)
        var kinds: [Event.Kind] = [
            .runStarted(workflow: "w", seed: 1), .phaseStarted("plan"),
            .attemptStarted("plan", attempt: 1, truncatedBytes: 0),
            .attemptSucceeded("plan", attempt: 1, digest: digest, response: nil),
            .phaseCommitted("plan", digest: digest), .phaseStarted("code"),
        ]
        if takesCode {
            kinds.append(.cacheHit("code", digest: digest))
        } else {
            kinds += [
                .attemptStarted("code", attempt: 1, truncatedBytes: 0),
                .attemptSucceeded("code", attempt: 1, digest: digest, response: nil),
            ]
        }
        kinds.append(.phaseCommitted("code", digest: digest))
        kinds.append(.runEnded(status: .succeeded, error: nil))
        let events = kinds.enumerated().map { offset, kind in
            Event(sequence: offset + 1, time: .zero, run: plan.run, kind: kind)
        }
        observers.begin(0, plan)
        observers.note(0, events[...])
        observers.end(0, isInterrupted: false)
        observers.endBatch()
    }

    @Test("stays what it is over 200,000 repetitions, with hits and without")
    func flat() throws {
        let plan = try Self.plan(50)
        var observers = InvariantObservers(Invariant.tampered)
        var most = 0
        for number in 1...200_000 {
            let takesCode = number > 100_000 && number.isMultiple(of: 10)
            Self.observe(
                &observers,
                plan,
                takesCode ? number - 9 : number,
                takesCode: takesCode
            )
            most = max(most, observers.count)
        }
        #expect(observers.violations.isEmpty)
        #expect(most > 1000, "something is held")
        #expect(most < 4000, "\(most)")
        print("200,000 repetitions: at most \(most) results and records held")
        // A cache of 50 results has let it go long ago.
        Self.observe(&observers, plan, 100_001, takesCode: true)
        #expect(observers.violations.map(\.invariant) == [.cacheHonesty])
    }

    @Test("is not trusted where the cache may have kept less than it was seen to")
    func lenient() throws {
        let plan = try Self.plan(50) { $0.cacheStrategy = .smart }
        var observers = InvariantObservers(Invariant.tampered)
        Self.observe(&observers, plan, 0)
        Self.observe(&observers, plan, 0, takesCode: true)
        for number in 1...3000 { Self.observe(&observers, plan, number) }
        Self.observe(&observers, plan, 0, takesCode: true)
        #expect(observers.violations.isEmpty)
    }

    @Test("a new scenario begins with nothing")
    func reset() throws {
        let plan = try Self.plan(50)
        var observers = InvariantObservers(Invariant.tampered)
        Self.observe(&observers, plan, 1)
        observers.reset()
        Self.observe(&observers, plan, 1, takesCode: true)
        #expect(observers.violations.map(\.invariant) == [.cacheHonesty])
        observers.reset()
        #expect(observers.violations.isEmpty)
        Self.observe(&observers, plan, 1)
        Self.observe(&observers, plan, 1, takesCode: true)
        #expect(observers.violations.isEmpty)
    }
}
