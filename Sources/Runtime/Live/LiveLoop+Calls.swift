internal import Workflows

// Calls that were asked for.
extension LiveLoop {
    /// Begins them: what something can stop in a task of its own.
    mutating func beginCalls(_ group: inout DiscardingTaskGroup) {
        guard !calls.isEmpty else { return }
        let all = calls.map { task in
            let canStop = plan.mayStop(task.id.phase) || task.outlivesCancellation
            return CallQueue.Call(task: task, handle: canStop ? CallHandle(task.urgency) : nil)
        }
        calls.removeAll(keepingCapacity: true)
        for call in all { activeCalls.add(call) }
        guard all.count <= CallQueue.starters else {
            let queue = CallQueue(all)
            for _ in 0..<CallQueue.starters { group.addTask { await queue.start() } }
            return
        }
        for call in all {
            if let handle = call.handle {
                handle.begin(call.task, inPlace: false)
            } else {
                group.addTask { await call.task.report() }
            }
        }
    }
}
