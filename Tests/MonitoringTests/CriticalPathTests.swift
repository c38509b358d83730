import Monitoring
import Testing
import Workflows

@Suite("The critical path")
struct CriticalPathTests {
    private typealias Segment = CriticalPath.Segment

    private static let digest = Digest(of: "")
    private static let refused = OperationFailure(kind: "auth", message: "")

    /// Three phases in a row.
    private let line: [RunHeader.Phase] = [
        .init(id: "a", needs: []), .init(id: "b", needs: [0]), .init(id: "c", needs: [1]),
    ]

    private func path(_ phases: [RunHeader.Phase], _ kinds: [(Int, Event.Kind)]) -> [Segment] {
        let events = kinds.enumerated().map { number, entry in
            Event(
                sequence: number + 1,
                time: .seconds(entry.0),
                run: .init(name: "r"),
                kind: entry.1
            )
        }
        return CriticalPath(phases: phases, events: events).segments
    }

    private func segment(_ phase: PhaseID, wait: Int = 0, _ seconds: Int, undoes: Bool = false)
        -> Segment
    {
        Segment(
            phase: phase,
            wait: .seconds(wait),
            duration: .seconds(seconds),
            isCompensation: undoes
        )
    }

    private func executed(_ phase: PhaseID, _ start: Int, _ end: Int) -> [(Int, Event.Kind)] {
        [(start, .phaseStarted(phase)), (end, .phaseEnded(phase, status: .committed))]
    }

    @Test("it goes through the need that ended last, and waits for what no need explains")
    func forked() {
        let phases: [RunHeader.Phase] = [
            .init(id: "plan", needs: []), .init(id: "quick", needs: [0]),
            .init(id: "slow", needs: [0]), .init(id: "join", needs: [1, 2]),
        ]
        let kinds: [(Int, Event.Kind)] = [
            (0, .phaseStarted("plan")), (2, .phaseEnded("plan", status: .committed)),
            (2, .phaseStarted("quick")), (3, .phaseStarted("slow")),
            (4, .phaseEnded("quick", status: .committed)),
            (9, .phaseEnded("slow", status: .committed)),
        ]
        let found = path(phases, kinds + executed("join", 10, 11))
        #expect(
            found == [segment("plan", 2), segment("slow", wait: 1, 6), segment("join", wait: 1, 1)]
        )
    }

    @Test("without a phase that ended there is no path")
    func empty() {
        #expect(path(line, []).isEmpty)
        #expect(path([], []).isEmpty)
        #expect(path(line, [(0, .phaseStarted("a"))]).isEmpty)
        #expect(path(line, [(0, .phaseSkipped("a")), (0, .phaseSkipped("b"))]).isEmpty)
    }

    @Test("what was restored or skipped takes no time, and what needs it begins at 0")
    func restored() {
        let restored = Event.Kind.phaseRestored("a", digest: Self.digest, isFallback: true)
        let kinds = [(0, restored), (0, .phaseSkipped("b"))] + executed("c", 1, 5)
        #expect(path(line, kinds) == [segment("c", wait: 1, 4)])
    }

    @Test("work that a review sends back counts for its phase, and the review for the reviewer")
    func revised() {
        let kinds =
            executed("a", 0, 1) + executed("b", 1, 4) + [
                (4, .phaseStarted("c")), (6, .phaseEnded("c", status: .discarded)),
                (6, .phaseDiscarded("b", digest: Self.digest)),
            ] + executed("b", 6, 8) + executed("c", 8, 9)
        #expect(
            path(line, kinds) == [
                segment("a", 1), segment("b", 3), segment("c", 2), segment("b", 2),
                segment("c", 1),
            ]
        )
    }

    @Test("what a phase did before its own failure rolled it back counts for it")
    func rolledBack() {
        let rollback = Event.Kind.rolledBack(
            "b",
            policy: "last_good",
            to: "b",
            failure: Self.refused
        )
        let kinds =
            executed("a", 0, 1) + [
                (1, .phaseStarted("b")), (3, rollback), (3, .phaseEnded("b", status: .discarded)),
            ] + executed("b", 3, 7)
        #expect(path(line, kinds) == [segment("a", 1), segment("b", 2), segment("b", 4)])
    }

    @Test(
        "what a later failure rolls back depends on that failure, and its dependants on their needs"
    )
    func rolledBackFurther() {
        let rollback = Event.Kind.rolledBack(
            "c",
            policy: "to_phase",
            to: "a",
            failure: Self.refused
        )
        let kinds =
            executed("a", 0, 1) + executed("b", 1, 2) + [
                (2, .phaseStarted("c")), (5, rollback), (5, .phaseEnded("c", status: .discarded)),
                (5, .phaseDiscarded("b", digest: Self.digest)),
                (5, .phaseDiscarded("a", digest: Self.digest)),
            ] + executed("a", 6, 7) + executed("b", 7, 8) + executed("c", 8, 9)
        #expect(
            path(line, kinds) == [
                segment("a", 1), segment("b", 1), segment("c", 3), segment("a", wait: 1, 1),
                segment("b", 1), segment("c", 1),
            ]
        )
    }

    @Test("a phase that is in progress again counts as it was when others depended on it")
    func interrupted() {
        let kinds =
            executed("a", 0, 1) + executed("b", 1, 4) + [
                (4, .phaseStarted("c")), (6, .phaseEnded("c", status: .discarded)),
                (6, .phaseDiscarded("b", digest: Self.digest)), (6, .phaseStarted("b")),
            ]
        #expect(path(line, kinds) == [segment("a", 1), segment("b", 3), segment("c", 2)])
    }

    @Test("the phase that failed decided, not those that were cancelled with it")
    func failed() {
        let phases: [RunHeader.Phase] = [.init(id: "a", needs: []), .init(id: "b", needs: [])]
        for order in [["a", "b"], ["b", "a"]] {
            let ends = order.map {
                (5, Event.Kind.phaseEnded(PhaseID($0), status: $0 == "a" ? .failed : .cancelled))
            }
            let starts: [(Int, Event.Kind)] = [(0, .phaseStarted("a")), (2, .phaseStarted("b"))]
            #expect(path(phases, starts + ends) == [segment("a", 5)])
        }
    }

    @Test("undoing follows one after another, retries included")
    func compensated() {
        let rollback = Event.Kind.rolledBack(
            "c",
            policy: "compensate",
            to: nil,
            failure: Self.refused
        )
        let kinds =
            executed("a", 0, 1) + executed("b", 1, 2) + [
                (2, .phaseStarted("c")), (4, rollback), (4, .phaseEnded("c", status: .failed)),
                (4, .compensationStarted("b", attempt: 1)),
                (5, .compensated("b", attempt: 1, failure: Self.refused)),
                (7, .compensationStarted("b", attempt: 2)),
                (8, .compensated("b", attempt: 2, failure: nil)),
                (8, .compensationStarted("a", attempt: 1)),
                (9, .compensated("a", attempt: 1, failure: Self.refused)),
                (10, .compensationStarted("a", attempt: 2)),
                (11, .runEnded(status: .cancelled, error: nil)),
            ]
        #expect(
            path(line, kinds) == [
                segment("a", 1), segment("b", 1), segment("c", 2),
                segment("b", 4, undoes: true), segment("a", 3, undoes: true),
            ]
        )
    }

    @Test("a hook after a phase is part of it")
    func hooked() {
        let kinds =
            executed("a", 0, 1) + [(3, .hookEnded("a", hook: .after, failure: nil))]
            + executed("b", 3, 4)
        #expect(path(line, kinds) == [segment("a", 3), segment("b", 1)])
    }

    @Test("needs that name no place are left aside")
    func strayNeeds() {
        let phases: [RunHeader.Phase] = [.init(id: "a", needs: [7, -1, 0])]
        #expect(path(phases, executed("a", 1, 2)) == [segment("a", wait: 1, 1)])
    }

    @Test("it is the longest path through a plan of which nothing is held up")
    func longest() {
        for seed in 0..<300 {
            let drawn = DrawnExecution(Chance(seed: 1).numbered(seed))
            let path = CriticalPath(phases: drawn.phases, events: drawn.events)
            var ends: [Duration] = []
            for (phase, time) in zip(drawn.phases, drawn.times) {
                ends.append((phase.needs.map { ends[$0] }.max() ?? .zero) + time)
            }
            #expect(path.total == ends.max(), "seed \(seed)")
            #expect(path.segments.allSatisfy { $0.wait == .zero }, "seed \(seed)")
        }
    }

    @Test(
        "waits and times sum to the end of the last phase, and each segment depends on the one before"
    )
    func sums() {
        for seed in 0..<1000 {
            var rules = DrawnExecution.Rules()
            rules.limit = 1 + seed % 5
            rules.isRough = seed % 2 == 0
            let drawn = DrawnExecution(Chance(seed: 2).numbered(seed), rules)
            let path = CriticalPath(phases: drawn.phases, events: drawn.events)
            #expect(path.total == drawn.end, "seed \(seed)")
            #expect(path.segments.allSatisfy { $0.wait >= .zero && $0.duration >= .zero })
            for (need, segment) in zip(path.segments, path.segments.dropFirst()) {
                let phase = drawn.phases.first { $0.id == segment.phase }
                let needs = phase?.needs.map { drawn.phases[$0].id } ?? []
                let isAgain =
                    path.segments.count { $0.phase == segment.phase } > 1
                    || !drawn.discarded.isDisjoint(with: [segment.phase])
                #expect(needs.contains(need.phase) || isAgain, "seed \(seed)")
            }
        }
    }
}
