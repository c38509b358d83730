import Locks
import Statistics
import Testing
import Workflows

@testable import Benchmarks

@Suite("Sampling", .timeLimit(.minutes(1)))
struct SamplerTests {
    /// Notes who was executed, with which seed.
    private final class Log: Sendable {
        private let entries = Guarded<[String]>([])

        var all: [String] { entries.withLock { $0 } }

        func add(_ entry: String) { entries.withLock { $0.append(entry) } }

        func subject(_ name: String, seed: UInt64 = 100, took: Int = 5) -> SamplingSubject {
            SamplingSubject(name: name, seed: seed) { seed, _ in
                self.add("\(name)\(seed)")
                return [Observation([.duration: took])]
            }
        }
    }

    private func plan(_ pairs: Int, seed: UInt64 = 1) -> SamplingPlan {
        SamplingPlan(pairs: pairs, seed: seed)
    }

    private func order(seed: UInt64, names: String = "abc", pairs: Int = 30) async throws
        -> [String]
    {
        let log = Log()
        let subjects = names.map { log.subject(String($0)) }
        _ = try await Sampler(plan(pairs, seed: seed), clock: .init()).sample(subjects)
        return log.all
    }

    @Test("each round executes each subject once, with the round's seed, in an order of its own")
    func rounds() async throws {
        let all = try await order(seed: 1)
        var orders: Set<[String]> = []
        for round in 0..<30 {
            let entries = all[3 * round..<3 * round + 3]
            #expect(entries.sorted() == ["a\(100 + round)", "b\(100 + round)", "c\(100 + round)"])
            orders.insert(entries.map { String($0.prefix(1)) })
        }
        #expect(orders.count == 6)
    }

    @Test("the order is drawn from the seed")
    func drawn() async throws {
        #expect(try await order(seed: 1) == order(seed: 1))
        #expect(try await order(seed: 1) != order(seed: 2))
    }

    @Test("either of two subjects comes first about as often")
    func balanced() async throws {
        let all = try await order(seed: 3, names: "ab", pairs: 1000)
        let first = stride(from: 0, to: all.count, by: 2).count { all[$0].hasPrefix("a") }
        #expect((430...570).contains(first))
    }

    @Test("warm-ups come first, are not measured, and take no seed that is")
    func warmups() async throws {
        let log = Log()
        var plan = plan(3)
        plan.warmup = 2
        let samples = try await Sampler(plan, clock: .init()).sample([log.subject("a")])
        #expect(log.all == ["a99", "a98", "a100", "a101", "a102"])
        #expect(samples.observations[0][0].count == 3)
        #expect(samples.end == .pairs)
    }

    @Test("hooks are executed around everything, and before each execution, warm-ups too")
    func hooks() async throws {
        let log = Log()
        var plan = plan(2)
        plan.warmup = 1
        plan.hooks.setup = { log.add("setup") }
        plan.hooks.cleanup = { log.add("cleanup") }
        var subject = log.subject("a")
        subject.prepare = { log.add("prepare") }
        _ = try await Sampler(plan, clock: .init()).sample([subject])
        let expected = [
            "setup", "prepare", "a99", "prepare", "a100", "prepare", "a101", "cleanup",
        ]
        #expect(log.all == expected)
    }

    @Test("what was set up is cleaned up where preparing fails, and the failure is reported")
    func failingHook() async throws {
        let log = Log()
        var plan = plan(2)
        plan.hooks.cleanup = { log.add("cleanup") }
        var subject = log.subject("a")
        subject.prepare = { throw CommandFailure("no") }
        let (planned, prepared) = (plan, subject)
        await #expect(throws: CommandFailure.self) {
            _ = try await Sampler(planned, clock: .init()).sample([prepared])
        }
        #expect(log.all == ["cleanup"])
    }

    @Test("measuring stops once the interval is narrow enough, and no later")
    func width() async throws {
        var plan = plan(100)
        plan.width = 0.201
        let sampler = Sampler(plan, clock: .init()) { observations in
            let count = Double(observations[0][0].count)
            return PreciseInterval(
                interval: RatioInterval(ratio: 1, low: 1 - 1 / count, high: 1 + 1 / count),
                isRatio: true
            )
        }
        let samples = try await sampler.sample([Log().subject("a")])
        #expect(samples.rounds == 10)
        #expect(samples.end == .width)
    }

    @Test("without a narrow interval the most pairs end it")
    func cap() async throws {
        var plan = plan(7)
        plan.width = 0.001
        let samples = try await Sampler(plan, clock: .init()) { _ in nil }
            .sample([Log().subject("a")])
        #expect(samples.rounds == 7)
        #expect(samples.end == .pairs)
    }

    @Test("the more pairs there are, the more are added before the interval is looked at again")
    func looks() async throws {
        func looks(width: Double?) async throws -> [Int] {
            let seen = Guarded<[Int]>([])
            var plan = plan(1000)
            plan.width = width
            let sampler = Sampler(plan, clock: .init()) { observations in
                seen.withLock { $0.append(observations[0][0].count) }
                return nil
            }
            _ = try await sampler.sample([Log().subject("a")])
            return seen.withLock { $0 }
        }
        let wanted = try await looks(width: 0.01)
        #expect(Array(wanted.prefix(40)) == Array(1...40))
        #expect(wanted.count < 120)
        #expect(try #require(wanted.last) > 940)
        let shown = try await looks(width: nil)
        #expect(try #require(shown.last) <= 300)
    }

    @Test("nothing is begun that would end after the time limit, but one round is always measured")
    func timeLimit() async throws {
        var plan = plan(1000)
        plan.timeLimit = .milliseconds(1)
        let slow = SamplingSubject(name: "a", seed: 1) { _, _ in
            try await Task.sleep(for: .milliseconds(5))
            return [Observation([.duration: 1])]
        }
        let samples = try await Sampler(plan, clock: .init()).sample([slow])
        #expect(samples.rounds == 1)
        #expect(samples.end == .time)
    }

    @Test("failures are kept with the round that they were in")
    func failures() async throws {
        let subject = SamplingSubject(name: "a", seed: 0) { seed, _ in
            [Observation([.duration: 1], failure: seed % 2 == 1 ? "odd" : nil)]
        }
        let samples = try await Sampler(plan(5), clock: .init()).sample([subject])
        #expect(samples.failed(subject: 0, part: 0) == [1, 3])
        #expect(samples.values(.duration, subject: 0, part: 0)?.count == 5)
        #expect(samples.values(.cpu, subject: 0, part: 0) == nil)
    }

    @Test("a round that is called off is left out whole, and cleaned up after")
    func cancelled() async throws {
        let log = Log()
        var plan = plan(50)
        plan.hooks.cleanup = { log.add("cleanup") }
        let planned = plan
        let other = log.subject("b")
        let task = Task {
            let subject = SamplingSubject(name: "a", seed: 0) { seed, _ in
                if seed == 3 { withUnsafeCurrentTask { $0?.cancel() } }
                return [Observation([.duration: 1])]
            }
            return try await Sampler(planned, clock: .init()).sample([subject, other])
        }
        let samples = try await task.value
        #expect(samples.end == .cancelled)
        #expect(samples.rounds == 3)
        #expect(samples.observations.map { $0[0].count } == [3, 3])
        #expect(log.all.last == "cleanup")
    }

    @Test("progress tells the pairs so far, the interval and the time left")
    func progress() async throws {
        let seen = Guarded<[SamplingProgress]>([])
        let interval = PreciseInterval(
            interval: RatioInterval(ratio: 1, low: 0.9, high: 1.1),
            isRatio: true
        )
        _ = try await Sampler(plan(4), clock: .init()) { _ in interval }
            .sample([Log().subject("a")]) { state in seen.withLock { $0.append(state) } }
        let all = seen.withLock { $0 }
        #expect(all.map(\.pairs) == [1, 2, 3, 4])
        #expect(all.allSatisfy { $0.most == 4 && $0.interval == interval })
        #expect(all.last?.left == .zero)
    }
}
