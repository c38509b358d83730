internal import Locks
internal import Scenarios
internal import Workflows

/// Executors of one scenario, one for each job. What they work on is handed out in parts, and comes back in its order:
/// how many there are changes nothing in what comes of it.
struct ExecutorPool: Sendable {
    /// An executor; it belongs to the one task that uses it.
    private final class Member: @unchecked Sendable {
        @exclusivity(unchecked) var executor: ScenarioExecutor

        init(_ executor: ScenarioExecutor) {
            self.executor = executor
        }
    }

    private let members: [Member]
    /// Whether no more is to be begun.
    let isCancelled: @Sendable () -> Bool

    init(
        _ scenario: Scenario,
        jobs: Int,
        isWhole: Bool = false,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(WorkflowGraph.Defect) {
        var members: [Member] = []
        for _ in 0..<max(1, jobs) {
            members.append(
                Member(
                    try ScenarioExecutor(scenario, isWhole: isWhole, isCancelled: isCancelled)
                )
            )
        }
        self.members = members
        self.isCancelled = isCancelled
    }

    /// Has every part of `0..<count` worked on, `size` at a time. What came of each part is in their order; it ends with
    /// the first part that was not begun.
    func map<Value: Sendable>(
        _ count: Int,
        by size: Int,
        _ body: @escaping @Sendable (inout ScenarioExecutor, Range<Int>) async throws -> Value
    ) async throws -> [Value] {
        let parts = (count + size - 1) / size
        let next = Guarded(0)
        let isCancelled = isCancelled
        let results = try await withThrowingTaskGroup(of: [(Int, Value)].self) { group in
            for member in members.prefix(max(1, parts)) {
                group.addTask {
                    var values: [(Int, Value)] = []
                    while !isCancelled() {
                        let part = next.withLock { next in
                            defer { next += 1 }
                            return next
                        }
                        guard part < parts else { break }
                        let range = part * size..<min(count, (part + 1) * size)
                        values.append((part, try await body(&member.executor, range)))
                    }
                    return values
                }
            }
            var all: [Int: Value] = [:]
            for try await values in group {
                for (part, value) in values { all[part] = value }
            }
            return all
        }
        var ordered: [Value] = []
        while let value = results[ordered.count] { ordered.append(value) }
        return ordered
    }
}
