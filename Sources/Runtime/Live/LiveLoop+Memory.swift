internal import Workflows

// What calls took that ended without an answer.
extension LiveLoop {
    func measure(_ step: inout MachineOutput) {
        guard !activeCalls.isEmpty || lateMemory != nil else { return }
        step.measure { phase, attempt in
            if let (call, memory) = lateMemory, call == CallID(phase: phase, attempt: attempt) {
                return memory
            }
            return activeCalls.memory(of: phase, attempt: attempt)
        }
    }
}
