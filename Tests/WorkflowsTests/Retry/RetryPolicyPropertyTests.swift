import Foundation
import TestSupport
import Testing
import Workflows

@Suite("Retry policies against a formula of their own")
struct RetryPolicyPropertyTests {
    /// A policy and how often something failed under it.
    private struct Example {
        let policy: RetryPolicy
        let failures: Int
        let chance: Chance

        /// Delays up to some eleven days, so that a microsecond is within the precision of `pow`.
        init(_ source: inout SplitMix64) {
            var policy = RetryPolicy()
            policy.initial = .microseconds(Int.random(in: 0...10_000_000, using: &source))
            policy.coefficient = Double.random(in: 1...10, using: &source)
            if Bool.random(using: &source) {
                policy.maxInterval = .microseconds(
                    Int.random(in: 0...1_000_000_000_000, using: &source)
                )
            }
            self.policy = policy
            failures = Int.random(in: 1...40, using: &source)
            chance = Chance(seed: source.next())
        }

        var cap: Double {
            Double((policy.maxInterval ?? policy.initial * 100).microseconds)
        }

        /// min(max_interval, initial · coefficient^(n−1)) in microseconds, in one step.
        var expected: Double {
            let initial = Double(policy.initial.microseconds)
            return min(cap, initial * pow(policy.coefficient, Double(failures - 1)))
        }
    }

    @Test("10,000 random policies give the formula's delay to a microsecond")
    func formula() {
        var source = SplitMix64(seed: 1)
        for _ in 0..<10_000 {
            let example = Example(&source)
            let found = example.policy.backoff(afterFailures: example.failures)
            let difference = Double(found.microseconds) - example.expected
            #expect(difference.magnitude <= 1, "\(example)")
        }
    }

    @Test("delays never get shorter as failures add up")
    func monotonic() {
        var source = SplitMix64(seed: 2)
        for _ in 0..<1000 {
            let policy = Example(&source).policy
            let delays = (1...30).map { policy.backoff(afterFailures: $0) }
            #expect(delays == delays.sorted())
        }
    }

    @Test("full jitter stays between zero and the delay, and covers both halves")
    func fullJitter() {
        var source = SplitMix64(seed: 3)
        var shares: [Double] = []
        for _ in 0..<10_000 {
            let example = Example(&source)
            var policy = example.policy
            policy.jitter = .full
            let delay = policy.delay(
                afterFailures: example.failures,
                retryAfter: nil,
                chance: example.chance
            )
            #expect(delay >= .zero)
            #expect(Double(delay.microseconds) <= example.expected + 1)
            if example.expected > 1000 {
                shares.append(Double(delay.microseconds) / example.expected)
            }
        }
        let mean = shares.reduce(0, +) / Double(shares.count)
        #expect((0.48...0.52).contains(mean))
    }

    @Test("jitter of a fraction stays within it and under the cap", arguments: [0.0, 0.1, 0.5, 1])
    func fraction(share: Double) {
        var source = SplitMix64(seed: 4)
        var wasAbove = false
        var wasBelow = false
        for _ in 0..<10_000 {
            let example = Example(&source)
            var policy = example.policy
            policy.jitter = .fraction(share)
            let delay = Double(
                policy.delay(
                    afterFailures: example.failures,
                    retryAfter: nil,
                    chance: example.chance
                ).microseconds
            )
            #expect(delay >= example.expected * (1 - share) - 1)
            #expect(delay <= min(example.cap, example.expected * (1 + share)) + 1)
            wasAbove = wasAbove || delay > example.expected + 1
            wasBelow = wasBelow || delay < example.expected - 1
        }
        #expect(wasAbove == (share > 0))
        #expect(wasBelow == (share > 0))
    }

    @Test(
        "full jitter spreads a Retry-After upward only, by what would have been waited without it"
    )
    func fullJitterOfRetryAfter() {
        var policy = RetryPolicy()
        policy.jitter = .full
        policy.initial = .seconds(4)
        policy.maxInterval = .seconds(6)
        let extra = (0..<10_000).map { seed in
            policy.delay(
                afterFailures: 2,
                retryAfter: .seconds(60),
                chance: Chance(seed: UInt64(seed))
            ).seconds - 60
        }
        #expect(extra.allSatisfy { $0 >= 0 && $0 <= 6 })
        #expect(extra.contains { $0 < 0.1 } && extra.contains { $0 > 5.9 })
        #expect(Set(extra).count > 9000, "a crowd does not come back as one")
    }

    @Test("a Retry-After is jittered upward only, within the fraction, and without a cap")
    func retryAfter() {
        var source = SplitMix64(seed: 5)
        var widest = 0.0
        for _ in 0..<10_000 {
            var policy = Example(&source).policy
            policy.jitter = .fraction(0.1)
            policy.maxInterval = .milliseconds(1)
            let asked = Duration.seconds(Int.random(in: 1...100_000, using: &source))
            let delay = policy.delay(
                afterFailures: 1,
                retryAfter: asked,
                chance: Chance(seed: source.next())
            )
            #expect(delay >= asked)
            #expect(delay.seconds <= asked.seconds * 1.1 + 1e-6)
            widest = max(widest, delay.seconds / asked.seconds)
        }
        #expect(widest > 1.09)
    }

    @Test("a listed delay is jittered within its fraction")
    func listed() {
        var policy = RetryPolicy()
        policy.delays = [.seconds(10)]
        policy.jitter = .fraction(0.2)
        let delays = (0..<1000).map {
            policy.delay(afterFailures: 1, retryAfter: nil, chance: Chance(seed: $0)).seconds
        }
        #expect(delays.allSatisfy { (8...12).contains($0) })
        #expect(delays.contains { $0 > 11 })
        #expect(delays.contains { $0 < 9 })
    }

    @Test("the same chance gives the same delay")
    func pure() {
        var policy = RetryPolicy()
        policy.jitter = .full
        func delay(_ seed: UInt64) -> Duration {
            policy.delay(afterFailures: 3, retryAfter: nil, chance: Chance(seed: seed))
        }
        #expect(delay(7) == delay(7))
        #expect(delay(7) != delay(8))
    }
}
