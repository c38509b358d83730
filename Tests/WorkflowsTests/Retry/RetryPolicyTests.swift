import Testing
import Workflows

@Suite("Retry policies")
struct RetryPolicyTests {
    private let chance = Chance(seed: 1)

    private func policy(_ change: (inout RetryPolicy) -> Void) -> RetryPolicy {
        var policy = RetryPolicy()
        change(&policy)
        return policy
    }

    @Test("the defaults are the documented ones")
    func defaults() {
        let policy = RetryPolicy()
        #expect(policy.initial == .seconds(1))
        #expect(policy.coefficient == 2)
        #expect(policy.maxInterval == nil)
        #expect(policy.maxAttempts == 3)
        #expect(policy.delays == [])
        #expect(policy.jitter == .none)
        #expect(policy.maxRevisions == 2)
        #expect(policy.onExhausted == .fail)
    }

    @Test(
        "by default delays double from a second up to a hundred seconds",
        arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (7, 64), (8, 100), (9, 100), (1_000_000, 100)]
    )
    func doubling(failures: Int, seconds: Int) {
        #expect(RetryPolicy().backoff(afterFailures: failures) == .seconds(seconds))
    }

    @Test(
        "the longest interval caps every delay, the first one too",
        arguments: [(1, 3000), (2, 5000), (3, 5000)]
    )
    func cap(failures: Int, milliseconds: Int) {
        let policy = policy {
            $0.initial = .seconds(3)
            $0.maxInterval = .seconds(5)
        }
        #expect(policy.backoff(afterFailures: failures) == .milliseconds(milliseconds))
        var low = policy
        low.maxInterval = .seconds(2)
        #expect(low.backoff(afterFailures: failures) == .seconds(2))
    }

    @Test("without a longest interval the cap is a hundred times the first delay")
    func defaultCap() {
        let policy = policy {
            $0.initial = .milliseconds(10)
            $0.coefficient = 10
        }
        #expect(
            (1...5).map { policy.backoff(afterFailures: $0) }
                == [10, 100, 1000, 1000, 1000]
                .map { .milliseconds($0) }
        )
    }

    @Test("a coefficient of 1 keeps the delay", arguments: [1, 2, 50, Int.max])
    func constant(failures: Int) {
        let policy = policy {
            $0.initial = .milliseconds(250)
            $0.coefficient = 1
        }
        #expect(policy.backoff(afterFailures: failures) == .milliseconds(250))
    }

    @Test("without a first delay there is none at all", arguments: [1, 2, Int.max])
    func zeroInitial(failures: Int) {
        #expect(policy { $0.initial = .zero }.backoff(afterFailures: failures) == .zero)
    }

    @Test(
        "huge numbers end at the cap instead of overflowing",
        arguments: [1e10, 1e300, Double.infinity],
        [2, 3, 400, Int.max]
    )
    func huge(coefficient: Double, failures: Int) {
        let capped = policy {
            $0.coefficient = coefficient
            $0.maxInterval = .seconds(30)
        }
        #expect(capped.backoff(afterFailures: failures) == .seconds(30))
        let long = policy {
            $0.initial = .longest
            $0.coefficient = coefficient
        }
        #expect(long.backoff(afterFailures: failures) == .longest)
        let delay = long.delay(afterFailures: failures, retryAfter: nil, chance: chance)
        #expect(delay == .longest)
    }

    @Test(
        "a list of delays replaces the formula, and its last entry repeats",
        arguments: [(1, 5), (2, 1), (3, 200), (4, 200), (Int.max, 200)]
    )
    func list(failures: Int, seconds: Int) {
        // The list is not capped either.
        let policy = policy {
            $0.delays = [.seconds(5), .seconds(1), .seconds(200)]
            $0.maxInterval = .seconds(10)
        }
        #expect(policy.backoff(afterFailures: failures) == .seconds(seconds))
        let delay = policy.delay(afterFailures: failures, retryAfter: nil, chance: chance)
        #expect(delay == .seconds(seconds))
    }

    @Test(
        "a Retry-After replaces the delay, shorter or longer, and is not capped",
        arguments: [0, 1, 500_000]
    )
    func retryAfter(milliseconds: Int) {
        let asked = Duration.milliseconds(milliseconds)
        let capped = policy { $0.maxInterval = .seconds(2) }
        #expect(capped.delay(afterFailures: 1, retryAfter: asked, chance: chance) == asked)
        let listed = policy { $0.delays = [.seconds(9)] }
        #expect(listed.delay(afterFailures: 1, retryAfter: asked, chance: chance) == asked)
    }

    @Test("what a failure and the policy call final is not retried")
    func permits() {
        let policy = policy { $0.nonRetryable = ["auth"] }
        func failure(_ kind: String, _ isRetryable: Bool) -> OperationFailure {
            OperationFailure(kind: kind, message: "", isRetryable: isRetryable)
        }
        #expect(policy.permitsRetry(of: failure("rate_limit", true)))
        #expect(!policy.permitsRetry(of: failure("rate_limit", false)))
        #expect(!policy.permitsRetry(of: failure("auth", true)))
    }
}
