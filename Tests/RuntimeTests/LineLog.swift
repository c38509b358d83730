import Agents
import Locks
import Workflows

@testable import Runtime

/// What several tasks say of what they do, in order; each may wait for another.
final class LineLog: Sendable {
    private let list = Guarded<[String]>([])

    var lines: [String] { list.withLock { $0 } }

    func add(_ line: String) { list.withLock { $0.append(line) } }

    func has(_ line: String) -> Bool { lines.contains(line) }

    func count(of line: String) -> Int { lines.count { $0 == line } }

    /// Waits for a line, although the task that asks is cancelled.
    func wait(for line: String) async {
        await Task.detached {
            while !self.has(line) { try? await Task.sleep(for: .milliseconds(1)) }
        }.value
    }
}

extension LiveAgent {
    /// Gives its answers in turn, the last one again and again; where one is `nil`, it fails for good. Something may
    /// happen before each.
    static func inTurn(
        _ answers: [String?],
        before body: @escaping @Sendable (_ answer: String?) async -> Void = { _ in }
    ) -> LiveAgent {
        let calls = Guarded(0)
        return .function(
            FunctionAgent { _, _ throws(OperationFailure) in
                let number = calls.withLock { count in
                    defer { count += 1 }
                    return count
                }
                let answer = answers[min(number, answers.count - 1)]
                await body(answer)
                guard let answer else {
                    throw OperationFailure(kind: "auth", message: "no", isRetryable: false)
                }
                return AgentAnswer(output: PhaseOutput(text: answer))
            }
        )
    }
}
