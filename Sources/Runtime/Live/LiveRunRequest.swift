package import Agents
package import Storage
package import Workflows

/// A run that a live world is asked to perform.
@dynamicMemberLookup
package struct LiveRunRequest: Sendable {
    /// What is the same in every world.
    package var run: RunRequest
    /// Who does it, by the names that the plan's phases call them.
    package let agents: [String: LiveAgent]
    /// What runs next to phases.
    package var hooks: [PhaseID: [PhaseHook: LiveHook]] = [:]
    /// The user's own validators, by their names.
    package var validators: [String: LiveValidator] = [:]
    /// Where commits are recorded; `nil` where they are not.
    package var journal: (any RunJournal)?
    /// What happens where the run's process is to die, with the events so far, what its host saw besides and what
    /// later runs depend on; without it, only the world's runs end.
    package var onDeath: (@Sendable ([Event], HostEvidence, ScenarioBasis) -> Void)?
    /// Where what its agents do to the world outlives this process; without it, it outlives no world.
    package var effects: EffectFolder?
    /// What somebody wants to know of the workspace when the run is over.
    package var questions: [WorkspaceQuestion] = []
    /// What takes up what its programs take, where an earlier life of the run had programs.
    var account: ProgramAccount?
    /// Receives every event as it happens.
    package var observer: (@Sendable (Event) -> Void)?

    /// Orders a new run.
    package init(plan: RunPlan, agents: [String: LiveAgent]) {
        run = RunRequest(plan: plan)
        self.agents = agents
    }

    package subscript<Value>(dynamicMember member: WritableKeyPath<RunRequest, Value>) -> Value {
        get { run[keyPath: member] }
        set { run[keyPath: member] = newValue }
    }

    package subscript<Value>(dynamicMember member: KeyPath<RunRequest, Value>) -> Value {
        run[keyPath: member]
    }
}

/// A journal on which a process may die, and which the next one opens.
package protocol CrashingJournal: RunJournal {
    /// Keeps other bytes in an entry's place, as a disk does that fails; durable on return.
    func append(_ entry: JournalWriter.Entry, as bytes: [UInt8]) async throws(OperationFailure)
    /// What it holds.
    func readEntries() throws(OperationFailure) -> [[UInt8]]
    /// Removes the entries from a position on: a torn tail.
    func cut(from position: Int) throws(OperationFailure)
}

/// Where a run's commits are recorded.
package protocol RunJournal: Sendable {
    /// Keeps an entry; durable on return.
    func append(_ entry: JournalWriter.Entry) async throws(OperationFailure)
}
