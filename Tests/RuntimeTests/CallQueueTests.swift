import Agents
import Locks
import Testing
import Workflows

@testable import Runtime

@Suite("Calls that begin together", .timeLimit(.minutes(1)))
struct CallQueueTests {
    private let begun = Guarded<[Int]>([])
    private let inbox = Mailbox()

    private func call(_ number: Int, _ handle: CallHandle?) -> CallQueue.Call {
        let agent = FunctionAgent { [begun] _, _ in
            begun.withLock { $0.append(number) }
            return AgentAnswer(output: PhaseOutput(text: "\(number)"))
        }
        let request = AgentRequest(
            phase: "a",
            attempt: 1,
            requirements: "",
            inputs: [],
            feedback: nil,
            history: [],
            budget: nil
        )
        let task = CallTask(
            call: AgentCall(),
            id: CallID(phase: number, attempt: 1),
            phase: "a",
            work: .function(agent, request),
            clock: LiveClock(ContinuousClock()),
            inbox: inbox
        )
        return CallQueue.Call(task: task, handle: handle)
    }

    @Test("each begins once however many starters there are, and reports", arguments: [1, 2, 7])
    func once(starters: Int) async {
        let calls = (0..<100).map { call($0, $0.isMultiple(of: 2) ? CallHandle() : nil) }
        let queue = CallQueue(calls)
        await withDiscardingTaskGroup { group in
            for _ in 0..<starters { group.addTask { await queue.start() } }
        }
        for call in calls { await call.handle?.end() }
        #expect(begun.withLock { $0 }.sorted() == Array(0..<100))
        #expect(await inbox.all().count == 100)
    }

    @Test("one that was stopped before does not begin")
    func stopped() async {
        let handle = CallHandle()
        handle.stop(atOnce: true)
        await CallQueue([call(0, handle), call(1, nil)]).start()
        await handle.end()
        #expect(begun.withLock { $0 } == [1])
        #expect(await inbox.all().count == 1)
    }
}
