internal import Locks

/// Lets operations that wait together share one commit.
///
/// Whoever finds no leader leads: it commits on its own thread, its own operation first and with it what has
/// queued up. After some commits it hands over to the first in the queue, so that serving the others does not
/// keep it from its own work.
final class GroupCommit<Operation: Sendable>: Sendable {
    typealias Outcome = Result<Void, StorageFailure>

    private enum Turn: Sendable {
        case answered(Outcome)
        case lead
    }

    private struct Follower: Sendable {
        let operation: Operation
        let continuation: CheckedContinuation<Turn, Never>
    }

    private struct Queue: Sendable {
        var hasLeader = false
        var followers: [Follower] = []
    }

    private let queue = Guarded(Queue())
    private let limit: Int
    private let commitsPerLeader: Int
    private let commit: @Sendable ([Operation]) -> [Outcome]

    /// Commits at most `limit` operations at once; `commit` answers each of them, in order.
    init(
        limit: Int,
        commitsPerLeader: Int = 4,
        commit: @escaping @Sendable ([Operation]) -> [Outcome]
    ) {
        self.limit = limit
        self.commitsPerLeader = commitsPerLeader
        self.commit = commit
    }

    /// Commits the operation, after all that were submitted before; a cancelled task gets its true answer too.
    func submit(_ operation: Operation) async -> Outcome {
        if becomesLeader() { return lead(operation) }
        return await follow(operation)
    }

    /// How many operations wait for a leader.
    var waiting: Int { queue.withLock(\.followers.count) }

    private func becomesLeader() -> Bool {
        queue.withLock { queue in
            defer { queue.hasLeader = true }
            return !queue.hasLeader
        }
    }

    // Not on the caller's actor: a leader that waits for a busy actor would hold up all the others.
    @concurrent
    private func follow(_ operation: Operation) async -> Outcome {
        let turn = await withCheckedContinuation { continuation in
            let follower = Follower(operation: operation, continuation: continuation)
            let leads = queue.withLock { queue in
                defer { queue.hasLeader = true }
                if queue.hasLeader { queue.followers.append(follower) }
                return !queue.hasLeader
            }
            if leads { continuation.resume(returning: .lead) }
        }
        switch turn {
        case .answered(let outcome): return outcome
        case .lead: return lead(operation)
        }
    }

    private func lead(_ operation: Operation) -> Outcome {
        var followers = queue.withLock { Self.take(limit - 1, from: &$0) }
        var outcomes = commit([operation] + followers.map(\.operation))
        let own = outcomes.removeFirst()
        answer(followers, outcomes)
        for _ in 1..<max(1, commitsPerLeader) {
            followers = queue.withLock { queue in
                let taken = Self.take(limit, from: &queue)
                queue.hasLeader = !taken.isEmpty
                return taken
            }
            if followers.isEmpty { return own }
            answer(followers, commit(followers.map(\.operation)))
        }
        handOver()
        return own
    }

    private func handOver() {
        let next = queue.withLock { queue in
            let first = Self.take(1, from: &queue).first
            queue.hasLeader = first != nil
            return first
        }
        next?.continuation.resume(returning: .lead)
    }

    private func answer(_ followers: [Follower], _ outcomes: [Outcome]) {
        for (follower, outcome) in zip(followers, outcomes) {
            follower.continuation.resume(returning: .answered(outcome))
        }
    }

    private static func take(_ count: Int, from queue: inout Queue) -> [Follower] {
        let taken = queue.followers.prefix(count)
        queue.followers.removeFirst(taken.count)
        return Array(taken)
    }
}
