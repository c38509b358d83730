import Monitoring
import Statistics
import TestSupport
import Testing
import Workflows

@Suite("Suggestions")
struct SuggestionTests {
    private static let phase: PhaseID = "ask"

    private enum End {
        case done
        case refused
    }

    /// An execution whose phase made these calls, each followed by a wait of a second where another came.
    private static func execution(
        _ number: Int,
        _ calls: [(seconds: Double, end: End)],
        key: String = "k",
        usesCache: Bool = false,
        repetition: Int = 0,
        ending: PhaseEnding? = nil
    ) -> ExecutionRow {
        let attempts = calls.enumerated().map { place, call in
            AttemptRow(
                number: place + 1,
                start: .zero,
                duration: .microseconds(clamping: call.seconds * 1e6),
                outcome: call.end == .done
                    ? .succeeded : .failed(kind: "refused", isRetryable: true),
                delay: place + 1 < calls.count ? .seconds(1) : nil
            )
        }
        let isDone = calls.last?.end == .done
        var turn = PhaseRow(
            phase: phase,
            start: .zero,
            duration: attempts.reduce(.zero) { $0 + $1.duration + ($1.delay ?? .zero) },
            ending: ending ?? (isDone ? .committed : .failed),
            usesCache: usesCache,
            attempts: attempts
        )
        turn.key = Digest(of: key)
        return ExecutionRow(
            startedAt: .zero,
            seed: repetition == 0 ? UInt64(number) : 1,
            repetition: repetition,
            status: isDone ? .succeeded : .failed,
            duration: turn.duration,
            phases: [turn]
        )
    }

    private func kinds(_ rows: [ExecutionRow]) -> [Suggestion.Kind] {
        Suggestions(rows, seed: 1).found.map(\.kind)
    }

    private func cache(_ rows: [ExecutionRow]) -> CacheEvidence? {
        Suggestions(rows, seed: 1).found.lazy.compactMap {
            if case .cache(let evidence) = $0.change { evidence } else { nil }
        }
        .first
    }

    /// From 9 to 11 seconds, in no order.
    private static func time(_ number: Int) -> Double { 9 + Double(number * 7919 % 201) / 100 }

    @Test("too little data says how much is missing", arguments: [1, 12, 19])
    func missing(count: Int) throws {
        let found = Suggestions((0..<count).map { Self.execution($0, [(10, .done)]) }, seed: 1)
        #expect(found.found.isEmpty)
        let tooFew = try #require(found.tooFew.first)
        #expect(tooFew.executions == count && tooFew.missing == 20 - count)
    }

    @Test("executions that took their result from the cache say nothing of it")
    func fromCache() throws {
        let executed = Self.execution(0, [(10, .done)], usesCache: true)
        let hits = (1..<50).map { Self.execution($0, [], usesCache: true, ending: .cached) }
        let tooFew = try #require(Suggestions([executed] + hits, seed: 1).tooFew.first)
        #expect(tooFew.executions == 1 && tooFew.missing == 19)
    }

    @Test("executions in which the phase was cancelled say nothing")
    func cancelled() {
        let rows = (0..<25).map {
            Self.execution($0, [(10, .done)], ending: $0 < 6 ? .cancelled : nil)
        }
        #expect(Suggestions(rows, seed: 1).tooFew.map(\.executions) == [19])
    }

    @Test("steady work of which nothing comes again gets no suggestion")
    func steady() {
        let rows = (0..<40).map { Self.execution($0, [(Self.time($0), .done)], key: "\($0)") }
        #expect(kinds(rows).isEmpty)
    }

    @Test("keys that come again suggest a cache; one that is on needs none")
    func cached() throws {
        func rows(usesCache: Bool) -> [ExecutionRow] {
            (0..<30).map {
                Self.execution(
                    $0,
                    [(Self.time($0), .done)],
                    key: "\($0 * 7919 % 5)",
                    usesCache: usesCache
                )
            }
        }
        let found = try #require(cache(rows(usesCache: false)))
        #expect(found.matched == 25 && found.turns == 30 && found.keys == 5)
        #expect(found.isShared, "each execution has a cache of its own that begins empty")
        #expect(kinds(rows(usesCache: true)).isEmpty)
    }

    @Test("repetitions share the cache of their scenario, executions of other seeds do not")
    func sessions() throws {
        let rows = (0..<30).map { number in
            Self.execution(number, [(Self.time(number), .done)], repetition: number % 10 + 1)
        }
        let found = try #require(cache(rows))
        #expect(!found.isShared)
        #expect(found.matched == 27, "each of three scenarios begins with an empty cache")
    }

    @Test("the workflow without optional features needs the one that has them")
    func plain() {
        let rows = (0..<20).map { number in
            var row = Self.execution(number, [(10, .done)])
            row.phases = WorkflowCatalog.full.phases.flatMap { phase in
                row.phases.map { turn in
                    var turn = turn
                    turn.phase = phase.id
                    return turn
                }
            }
            return row
        }
        let found = Suggestions(rows, seed: 1).found
        #expect(found.count == 5)
        for each in found { #expect(each.configuration.hasPrefix("workflow: enhanced_full\n")) }
    }

    @Test("what failed is kept by no cache")
    func failed() {
        let rows = (0..<24).map { Self.execution($0, [(Self.time($0), .refused)]) }
        #expect(cache(rows) == nil)
    }

    @Test("calls that hang suggest a limit, and it says what the limit would have cut")
    func timeout() throws {
        let rows = (0..<30).map { number in
            let hangs = number % 5 == 0
            return Self.execution(
                number,
                [(hangs ? 600 : Self.time(number), .done)],
                key: "\(number)"
            )
        }
        let found = Suggestions(rows, seed: 1).found
        #expect(found.map(\.kind) == [.timeout])
        let suggestion = try #require(found.first)
        guard case .timeout(let evidence) = suggestion.change else { return }
        #expect(evidence.limit > .seconds(11) && evidence.limit < .seconds(60))
        #expect(evidence.longer == 6 && evidence.calls == 30)
        #expect(evidence.cut.successes == 6 && evidence.cut.trials == 30)
        #expect(suggestion.saving.low > 0.3 && suggestion.saving.high <= 1)
        #expect(suggestion.configuration.contains("timeout: {attempt: "))
    }

    @Test("one slow call among many is no promise")
    func onceSlow() {
        let rows = (0..<30).map { number in
            Self.execution(
                number,
                [(number == 4 ? 60 : Self.time(number), .done)],
                key: "\(number)"
            )
        }
        #expect(kinds(rows).isEmpty)
    }

    @Test("failures that outlast every attempt suggest fewer, and no success is given up")
    func fewer() throws {
        let rows = (0..<40).map { number in
            let lasts = number % 3 == 0
            let calls: [(seconds: Double, end: End)] =
                lasts
                ? Array(repeating: (10, .refused), count: 8)
                : number % 5 == 0 ? [(10, .refused), (10, .done)] : [(10, .done)]
            return Self.execution(number, calls, key: "\(number)")
        }
        let found = Suggestions(rows, seed: 1).found
        #expect(found.map(\.kind) == [.maxAttempts])
        let suggestion = try #require(found.first)
        guard case .fewerAttempts(let evidence) = suggestion.change else {
            Issue.record("\(suggestion.change)")
            return
        }
        #expect(evidence.from == 8 && (2...4).contains(evidence.to))
        #expect(evidence.exhausted == 14 && evidence.turns == 40)
        #expect(evidence.cut.successes == 0 && evidence.cut.high > 0.05)
        #expect(suggestion.quantity == .time)
    }

    @Test("attempts that end while many would still have succeeded suggest more")
    func more() throws {
        // Hardly fewer succeed at the third attempt than at the first, and there is no fourth.
        let counts = [14, 13, 12, 11]
        let all = counts.enumerated().flatMap { Array(repeating: $0.offset + 1, count: $0.element) }
        let rows = all.enumerated().map { number, needed in
            let calls = (1...min(3, needed)).map { attempt in
                (seconds: 10.0, end: attempt == needed ? End.done : .refused)
            }
            return Self.execution(number, calls, key: "\(number)")
        }
        let suggestion = try #require(Suggestions(rows, seed: 1).found.first)
        guard case .moreAttempts(let evidence) = suggestion.change else {
            Issue.record("\(suggestion.change)")
            return
        }
        #expect(evidence.from == 3 && evidence.to > 4)
        #expect(evidence.exhausted.successes == 11)
        #expect(suggestion.quantity == .failures && suggestion.saving.low > 0)
    }

    @Test("where nothing was tried twice nobody knows whether more attempts help")
    func never() {
        let rows = (0..<40).map {
            Self.execution($0, [(Self.time($0), $0 % 3 == 0 ? .refused : .done)], key: "\($0)")
        }
        #expect(kinds(rows).isEmpty)
    }

    @Test("the same history and seed give the same suggestions, another seed nearly the same")
    func repeatable() throws {
        let rows = try DrawnHistory(3).executions(seeds: 1...40)
        #expect(Suggestions(rows, seed: 1) == Suggestions(rows, seed: 1))
        let pairs = zip(Suggestions(rows, seed: 1).found, Suggestions(rows, seed: 2).found)
        for (left, right) in pairs where left.change == right.change {
            #expect(abs(left.saving.low - right.saving.low) < 0.15)
        }
    }

    @Test("of executions with and without faults, both count")
    func faulted() {
        func key(_ isFaulted: Bool) -> SeriesKey {
            SeriesKey(
                file: "a.yaml",
                scenario: "a",
                run: "main",
                clock: .virtual,
                isFaulted: isFaulted
            )
        }
        let rows = (0..<24).map { Self.execution($0, [(Self.time($0), .done)]) }
        let all = ScenarioSuggestions.all(
            in: [
                RunHistory(key: key(false), executions: Array(rows[..<12])),
                RunHistory(key: key(true), executions: Array(rows[12...])),
            ],
            seed: 1
        )
        #expect(all.map(\.key) == [key(false)])
        #expect(all.first?.suggestions.found.map(\.n) == [24])
    }

    @Test(
        "a phase's name is a key of YAML whatever it is",
        arguments: [
            ("ask", "ask"), ("re-ask_2", "re-ask_2"), ("on", "\"on\""), ("12", "\"12\""),
            ("a: b", "\"a: b\""), ("a\"\\", "\"a\\\"\\\\\""), ("ä", "\"\\U000000E4\""),
        ]
    )
    func names(name: String, key: String) {
        let row = Self.execution(0, [(10, .done)])
        let rows = (0..<20).map { number in
            var row = row
            row.seed = UInt64(number)
            row.phases[0].phase = PhaseID(name)
            return row
        }
        let found = Suggestions(rows, seed: 1).found.map(\.configuration)
        let expected = """
            config:
              cache: {store: shared}
              phases:
                \(key):
                  cache: {enabled: true}

            """
        #expect(found == [expected])
    }
}
