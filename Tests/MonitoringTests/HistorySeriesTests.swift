import Monitoring
import TestSupport
import Testing
import Workflows

@Suite("Series of a history")
struct HistorySeriesTests {
    private static let key = SeriesKey(
        file: "Scenarios/a.yaml",
        scenario: "a",
        run: "cold",
        clock: .real(timeScale: 1)
    )

    private static func execution(
        _ seconds: Double,
        at number: Int = 0,
        status: RunStatus = .succeeded,
        hasPassed: Bool? = true,
        isCached: Bool = false,
        usage: Usage = .unknown,
        calls: Int = 1,
        lives: Int = 1
    ) -> ExecutionRow {
        let time = Duration.seconds(seconds)
        let attempts = (0..<(isCached ? 0 : calls)).map { number in
            AttemptRow(
                number: number + 1,
                start: .zero,
                duration: time,
                outcome: .succeeded,
                usage: usage
            )
        }
        let phase = PhaseRow(
            phase: "build",
            start: .zero,
            duration: time,
            ending: isCached ? .cached : .committed,
            isCached: isCached,
            attempts: attempts
        )
        return ExecutionRow(
            startedAt: .seconds(1000 + number),
            seed: 1,
            status: status,
            hasPassed: hasPassed,
            duration: time + .seconds(1),
            phases: [phase],
            lives: lives
        )
    }

    private static func history(_ executions: [ExecutionRow]) -> RunHistory {
        RunHistory(key: key, executions: executions)
    }

    private static func series(
        _ history: RunHistory,
        _ metric: HistoryMetric,
        of phase: PhaseID? = nil
    ) -> HistorySeries? {
        HistorySeries.all(in: history).first { $0.metric == metric && $0.phase == phase }
    }

    /// Log-normal times around one level for each part.
    private static func times(_ parts: [(Double, Int)], seed: UInt64) -> [Double] {
        var place = 0
        let level = LatencyDistribution.lognormal(median: .seconds(10), p90: .seconds(12))
        return parts.flatMap { factor, count in
            (0..<count).map { _ in
                place += 1
                return level.sample(Chance(seed: seed).numbered(place)).seconds * factor
            }
        }
    }

    @Test("durations are those of executions that succeeded, numbered as they are stored")
    func succeeded() throws {
        let history = Self.history([
            Self.execution(1), Self.execution(50, status: .failed, hasPassed: false),
            Self.execution(2), Self.execution(70, lives: 2),
        ])
        let run = try #require(Self.series(history, .duration))
        #expect(run.values == [2, 3])
        #expect(run.executions == [1, 3])
        #expect(run.median == 2.5)
        let phase = try #require(Self.series(history, .duration, of: "build"))
        #expect(phase.values == [1, 2, 70])
    }

    @Test("a run of which nothing succeeded has a series without values")
    func nothing() throws {
        let history = Self.history([Self.execution(1, status: .failed, hasPassed: true)])
        let all = HistorySeries.all(in: history)
        #expect(all.count == 1)
        let run = try #require(all.first)
        #expect(run.phase == nil && run.metric == .duration && run.values.isEmpty)
        #expect(run.median == nil && run.trend == nil && run.changes.isEmpty)
    }

    @Test("what comes from the cache has no time of its phase")
    func cached() {
        let history = Self.history([Self.execution(0, isCached: true)])
        #expect(Self.series(history, .duration, of: "build") == nil)
        #expect(Self.series(history, .duration)?.values == [1])
    }

    @Test("tokens, cost and calls are summed over a phase's calls, and none are made up")
    func usage() {
        let told = Usage(tokens: 100, costMicros: 250_000, calls: 3)
        let history = Self.history([
            Self.execution(1, usage: told, calls: 2), Self.execution(1),
        ])
        #expect(Self.series(history, .tokens, of: "build")?.values == [200])
        #expect(Self.series(history, .cost)?.values == [0.5])
        #expect(Self.series(history, .attempts)?.values == [6, 1])
        #expect(Self.series(Self.history([Self.execution(1)]), .tokens) == nil)
    }

    @Test("the pass rate is over executions that were judged")
    func passRate() throws {
        let history = Self.history([
            Self.execution(1), Self.execution(1, hasPassed: false), Self.execution(1),
            Self.execution(1, hasPassed: nil),
        ])
        let rate = try #require(history.passRate)
        #expect(rate.passed == 2 && rate.judged == 3)
        // binom.test(2, 3)$conf.int of R
        #expect((rate.low - 0.09429932).magnitude < 1e-8)
        #expect((rate.high - 0.99159624).magnitude < 1e-8)
        #expect(Self.history([Self.execution(1, hasPassed: nil)]).passRate == nil)
    }

    @Test("a trend is that of the latest 50, and certain only where its interval leaves 0 out")
    func trend() throws {
        var level = 10.0
        let grown = (0..<50).map { number in
            defer { level *= 1.02 }
            return Self.execution(level - 1, at: number)
        }
        let old = (0..<60).map { Self.execution(500, at: $0) }
        let trend = try #require(Self.series(Self.history(old + grown), .duration)?.trend)
        #expect(trend.isCertain)
        #expect((trend.share - 0.02).magnitude < 1e-4)
        let steady = Self.history([3, 4, 3, 4, 3, 4, 3, 4, 3].map { Self.execution($0) })
        let none = try #require(Self.series(steady, .duration)?.trend)
        #expect(!none.isCertain)
        let few = Self.history((0..<7).map { Self.execution(Double($0)) })
        #expect(Self.series(few, .duration)?.trend == nil)
    }

    @Test("a phase without time has neither trend nor anomaly")
    func zero() {
        let history = Self.history((0..<30).map { _ in Self.execution(0) })
        let series = Self.series(history, .duration, of: "build")
        #expect(series?.values.count == 30)
        #expect(series?.trend == nil)
        #expect(series?.changes.isEmpty == true)
        #expect(series?.anomalies.isEmpty == true)
    }

    @Test("a planted change is found in 90 % of the histories, with the execution that began it")
    func changes() throws {
        let found = (0..<50).count { seed in
            let times = Self.times([(1, 36), (1.8, 24)], seed: UInt64(seed))
            let executions = times.enumerated().map { Self.execution($1, at: $0) }
            let failed = Self.execution(3, status: .failed)
            let series = Self.series(
                Self.history([failed] + executions),
                .duration,
                of: "build"
            )
            guard let change = series?.changes.first, let ratio = change.ratio else { return false }
            // The one that failed has number 1.
            return (change.execution - 38).magnitude <= 2 && (ratio / 1.8 - 1).magnitude < 0.15
        }
        #expect(found >= 45, "\(found)")
    }

    @Test(
        "durations that went away of late drift, with the execution that began it; tokens never do"
    )
    func drift() throws {
        func series(_ times: [Double], _ metric: HistoryMetric = .duration) throws -> HistorySeries
        {
            let failed = Self.execution(3, status: .failed)
            let executions = times.enumerated().map {
                Self.execution($1, at: $0, usage: Usage(tokens: Int($1)))
            }
            return try #require(
                Self.series(Self.history([failed] + executions), metric, of: "build")
            )
        }
        func times(_ parts: [(Double, Int)]) -> [Double] {
            parts.flatMap { Array(repeating: $0, count: $1) }
        }
        // Too few of them for a change of level.
        let slower = try series(times([(10, 58), (12, 2)]))
        #expect(slower.changes.isEmpty)
        let drift = try #require(slower.drift(after: []))
        // The one that failed has number 1.
        #expect(drift.execution == 60)
        #expect(drift.startedAt == .seconds(1058))
        #expect((drift.ratio - 1.2).magnitude < 0.001)
        #expect(try series(times([(10, 58), (12, 2)]), .tokens).drift(after: []) == nil)
        #expect(try series(times([(10, 60)])).drift(after: []) == nil)
        // After a change only what followed it is looked at.
        let changed = try series(times([(10, 20), (17, 40)]))
        #expect(changed.changes.map(\.execution) == [22])
        #expect(changed.drift(after: changed.changes) == nil)
        let twice = try series(times([(10, 20), (17, 50), (20, 2)]))
        #expect(twice.changes.map(\.execution) == [22])
        #expect(twice.drift(after: twice.changes)?.execution == 72)
    }

    @Test("of histories without a change at most 1 % have one")
    func falseAlarms() {
        let alarms = (0..<200).count { seed in
            let times = Self.times([(1, 60)], seed: UInt64(seed))
            let history = Self.history(times.map { Self.execution($0) })
            return Self.series(history, .duration, of: "build")?.changes.isEmpty == false
        }
        // P(more than 7 of 200) is below 0.001 at 1 %.
        #expect(alarms <= 7, "\(alarms)")
    }

    @Test("an execution far beyond those before it is an anomaly, for as long as it is recent")
    func anomalies() throws {
        let usual = Array(repeating: 10.0, count: 20)
        func anomalies(_ times: [Double]) -> [HistoryAnomaly] {
            let executions = times.enumerated().map { Self.execution($1, at: $0) }
            let series = Self.series(Self.history(executions), .duration, of: "build")
            return series?.anomalies ?? []
        }
        let found = try #require(anomalies(usual + [50]).first)
        #expect(found.execution == 21)
        #expect(found.took == .seconds(50))
        #expect(found.limit < .seconds(50))
        #expect(anomalies(usual).isEmpty)
        #expect(anomalies([10, 10, 10, 90]).isEmpty)
        #expect(anomalies(usual + [50] + usual.prefix(9)).map(\.execution) == [21])
        #expect(anomalies(usual + [50] + usual.prefix(10)).isEmpty)
    }

    @Test("series are sorted, and worlds, variants and fired faults make series of their own")
    func keys() {
        func key(
            _ run: String = "cold",
            variant: String = "",
            _ clock: SeriesKey.Clock = .virtual,
            isFaulted: Bool = false
        ) -> SeriesKey {
            SeriesKey(
                file: "a.yaml",
                scenario: "a",
                run: run,
                variant: variant,
                clock: clock,
                isFaulted: isFaulted
            )
        }
        let sorted = [
            key("cold", .real(timeScale: 0.001)), key("cold", .real(timeScale: 1)),
            key(), key(isFaulted: true), key("warm"), key(variant: "[a=1]"),
        ]
        #expect(Set(sorted).count == sorted.count)
        #expect(sorted.reversed().sorted() == sorted)
    }
}
