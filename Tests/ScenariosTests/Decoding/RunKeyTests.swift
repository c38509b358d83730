import Shapes
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("What a run says of its course")
struct RunKeyTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func runs(_ list: String, _ more: String = "") throws -> [ScenarioRun] {
        try folder.load(MalformedFile("", runs: "runs: \(list)", more).text).runs
    }

    private func ending(_ run: ScenarioRun?) throws -> Set<RunStatus>? {
        let run = try #require(run)
        let endings = run.expectations.compactMap(\.condition.endings)
        #expect(endings.count <= 1)
        return endings.first
    }

    @Test(
        "concurrent runs are as many as are repeated, else as many as run at the same time",
        arguments: [
            ("{name: one, concurrent: 8}", 8, 8), ("{name: one, repeat: 3}", 3, 1),
            ("{name: one, repeat: 100, concurrent: 10}", 100, 10),
            ("{name: one, repeat: 2, concurrent: 10}", 2, 10),
        ]
    )
    func concurrency(run: String, repetitions: Int, concurrency: Int) throws {
        let run = try #require(try runs("[\(run)]").first)
        #expect(run.repetitions == repetitions)
        #expect(run.concurrency == concurrency)
    }

    @Test(
        "a run is killed or cancelled after a phase, at a time, after an event, or in the middle of something",
        arguments: [
            ("kill: {after: a}", RunInterruption.killed(.afterCommit(of: "a"))),
            ("cancel: {after: b}", .cancelled(.afterCommit(of: "b"))),
            ("cancel: {at: 3s}", .cancelled(.at(.seconds(3)))),
            ("cancel: {at: 0s}", .cancelled(.at(.zero))),
            ("kill: {at: 2m}", .killed(.at(.seconds(120)))),
            ("kill: {event: 7}", .killed(.event(7))),
            ("kill: {during: b}", .killed(.during("b"))),
            ("kill: {during: backoff}", .killed(.atFirst(.backoff))),
            ("cancel: {during: rollback}", .cancelled(.atFirst(.rollback))),
            (
                "cancel: {during: compensation, grace: 5s}",
                .cancelled(.atFirst(.compensation), grace: .seconds(5))
            ),
        ]
    )
    func interruption(key: String, expected: RunInterruption) throws {
        let run = try #require(try runs("[{name: one, \(key)}]").first)
        #expect(run.interruption == expected)
        #expect(try ending(run) == nil)
    }

    @Test("a status that is named is expected of an interrupted run, too")
    func namedStatus() throws {
        let runs = try runs("[{name: one, kill: {after: a}, expect: {status: interrupted}}]")
        #expect(try ending(runs.first) == [.interrupted])
    }

    @Test("a run that pauses by policy may pause, where the phase is not skipped")
    func pause() throws {
        let config = "config: {phases: {a: {retry: {on_exhausted: pause}}}}"
        let runs = try runs(
            "[{name: one}, {name: two, config: {skip: [a]}}, {name: six, expect: {status: paused}}]",
            config
        )
        #expect(try ending(runs.first) == [.succeeded, .paused])
        #expect(try ending(runs.dropFirst().first) == [.succeeded])
        #expect(try ending(runs.last) == [.paused])
    }

    @Test("restarts and tags")
    func restart() throws {
        let run = try #require(
            try runs(
                "[{name: one, restart: true, invalidate: [y, x]}]",
                "config: {cache: {tags: [x]}, phases: {b: {cache: {tags: [y]}}}}"
            ).first
        )
        #expect(run.isRestarted)
        #expect(run.invalidatedTags == ["y", "x"])
    }

    @Test("other scenarios' tags can be invalidated in the shared cache")
    func sharedTags() throws {
        let runs = try runs(
            "[{name: one, invalidate: [z]}]",
            "config: {cache: {store: shared}}"
        )
        #expect(runs.first?.invalidatedTags == ["z"])
    }

    @Test(
        "a run resumes one that stops early",
        arguments: [
            "kill: {after: a}", "cancel: {at: 1s}", "expect: {status: failed}",
            "expect: {status: paused}", "expect: {status: cancelled}",
            "expect: {status: interrupted}", "config: {retry: {on_exhausted: pause}}",
        ]
    )
    func resume(first: String) throws {
        let runs = try runs("[{name: one, \(first)}, {name: two, resume: one}]")
        #expect(runs.last?.resumes == "one")
        #expect(try ending(runs.last) == [.succeeded])
    }

    @Test("a run that resumes another may be interrupted itself")
    func chain() throws {
        let runs = try runs(
            "[{name: one, kill: {after: a}}, {name: two, resume: one, cancel: {at: 1s}}, "
                + "{name: six, resume: two}]"
        )
        #expect(runs.map(\.resumes) == [nil, "one", "two"])
    }

    @Test("rollbacks, patterns, anomalies and the cache can be expected")
    func expectations() throws {
        let run = try #require(
            try runs(
                """
                [{name: one, expect: {rollbacks: 2, patterns: [repeated_hang], anomalies: [b],
                  cache: {hits: 1, misses: 2, evicted: 0,
                    missed_because: {a: requirements, b: [input a, model]}}}}]
                """
            ).first
        )
        let texts = run.expectations.dropFirst().map { "\($0.location.line): \($0.condition)" }
        func count(_ what: String, _ count: Int) -> String {
            "5: CacheCountExpectation(what: Scenarios.CacheCountExpectation.Count.\(what), "
                + "count: \(count))"
        }
        #expect(
            texts == [
                "4: RollbacksExpectation(count: 2)",
                #"4: PatternsExpectation(names: Set(["repeated_hang"]))"#,
                "4: AnomaliesExpectation(phases: Set([b]))",
                count("hits", 1), count("misses", 2), count("evicted", 0),
                #"6: MissExpectation(phase: a, parts: ["requirements"])"#,
                #"6: MissExpectation(phase: b, parts: ["input a", "model"])"#,
            ]
        )
    }

    @Test(
        "a malformed bound on tokens or cost is refused",
        arguments: ["tokens: many", "cost: -1", "tokens: 2..1", "cost: 0.0000001"]
    )
    func noBound(entry: String) {
        #expect(throws: (any Error).self) { try runs("[{name: one, expect: {\(entry)}}]") }
    }

    @Test("that there are no patterns and no anomalies can be expected")
    func nothing() throws {
        let runs = try runs("[{name: one, expect: {patterns: [], anomalies: []}}]")
        #expect(runs.first?.expectations.count == 3)
    }
}
