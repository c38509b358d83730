import Foundation
import Locks
import Testing

@testable import Storage

@Suite("Group commit", .timeLimit(.minutes(1)))
struct GroupCommitTests {
    /// What was committed, batch by batch; numbers below zero are refused.
    private final class Log: Sendable {
        private let kept = Guarded<[[Int]]>([])

        var batches: [[Int]] { kept.withLock(\.self) }

        func commit(_ batch: [Int]) -> [Result<Void, StorageFailure>] {
            kept.withLock { $0.append(batch) }
            return batch.map { number in
                number < 0 ? .failure(Self.refusal(number)) : .success(())
            }
        }

        static func refusal(_ number: Int) -> StorageFailure {
            StorageFailure(.invalid, path: "", "\(number)")
        }
    }

    /// A thread besides those that tasks share, so that a leader can be held up without holding up the test.
    private final class OwnThread: TaskExecutor {
        private let queue = DispatchQueue(label: "leader")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    @Test("a lone operation is committed alone, on the spot")
    func lone() async {
        let log = Log()
        let commits = GroupCommit(limit: 8) { log.commit($0) }
        for number in 0..<5 { _ = await commits.submit(number) }
        #expect(log.batches == [[0], [1], [2], [3], [4]])
    }

    @Test(
        "what waits for a leader is committed in its order, at most `limit` at once",
        arguments: [1, 2, 3, 100]
    )
    func batches(commitsPerLeader: Int) async {
        let log = Log()
        let (isLed, mayCommit) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let commits = GroupCommit(limit: 8, commitsPerLeader: commitsPerLeader) { batch in
            if batch == [0] {
                isLed.signal()
                mayCommit.wait()
            }
            return log.commit(batch)
        }
        let submitted = (0...20).map { number in number % 7 == 6 ? -number : number }
        let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
            group.addTask(executorPreference: OwnThread()) {
                (0, (try? await commits.submit(0).get()) != nil)
            }
            await Self.wait { isLed.wait(timeout: .now()) == .success }
            for (waiting, number) in submitted.dropFirst().enumerated() {
                group.addTask { (number, (try? await commits.submit(number).get()) != nil) }
                await Self.wait { commits.waiting > waiting }
            }
            mayCommit.signal()
            return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
        }
        #expect(log.batches.flatMap(\.self) == submitted)
        #expect(log.batches.allSatisfy { $0.count <= 8 })
        #expect(log.batches.count == 4)
        #expect(outcomes.count == 21)
        #expect(outcomes.allSatisfy { number, succeeded in succeeded == (number >= 0) })
        #expect(commits.waiting == 0)
    }

    private static func wait(until condition: () -> Bool) async {
        while !condition() { try? await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("a cancelled task gets its true answer")
    func cancelled() async {
        let log = Log()
        let commits = GroupCommit(limit: 8) { log.commit($0) }
        let tasks = (1...50).map { number in
            Task { await commits.submit(number.isMultiple(of: 2) ? number : -number) }
        }
        for task in tasks { task.cancel() }
        var successes = 0
        for task in tasks where (try? await task.value.get()) != nil { successes += 1 }
        #expect(successes == 25)
        #expect(log.batches.flatMap(\.self).filter { $0 > 0 }.count == 25)
    }
}
