/// All that an agent is told when it is called.
package struct AgentRequest: Sendable, Equatable {
    /// One earlier attempt of the same phase in the same run.
    package struct PastAttempt: Sendable, Equatable {
        /// Its number, from 1.
        package let attempt: Int
        /// `rejected`, `revised`, or the kind of its failure.
        package let outcome: String
        /// What it gave, or the message of its failure.
        package var output: String

        /// Remembers an attempt.
        package init(attempt: Int, outcome: String, output: String) {
            self.attempt = attempt
            self.outcome = outcome
            self.output = output
        }
    }

    /// The output of another phase.
    package struct Input: Sendable, Equatable {
        /// The phase that gave it.
        package let phase: PhaseID
        /// What it gave; cut where the budget left no room.
        package var output: PhaseOutput

        /// Hands on an output.
        package init(phase: PhaseID, output: PhaseOutput) {
            self.phase = phase
            self.output = output
        }
    }

    /// The phase to perform.
    package let phase: PhaseID
    /// The number of the attempt in this run, from 1.
    package let attempt: Int
    /// What the user asked for.
    package var requirements: String
    /// The outputs of the declared inputs, in their order; those of skipped phases are missing.
    package var inputs: [Input]
    /// Why the attempt before this one did not do: the last cause only.
    package var feedback: String?
    /// The earlier attempts.
    package var history: [PastAttempt]
    /// The bytes that all texts together may take; `nil` is without limit.
    package let budget: Int?
    /// The same for every attempt of the phase in the run, over resumptions too: an effect that bears it happens once.
    package var idempotencyKey: String {
        idempotencyScope.isEmpty
            ? "" : "\(idempotencyScope)/\(phase)" + (isCompensation ? "/undo" : "")
    }
    /// What the key begins with: the run, over all its resumptions.
    private let idempotencyScope: String
    /// Whether the phase's result, the only input, is to be undone.
    package let isCompensation: Bool
    /// The bytes that were left out to keep within the budget.
    package private(set) var truncatedBytes = 0

    /// Gathers a request and cuts it to its budget, least important parts first.
    ///
    /// Requirements come first, then the inputs, the feedback, the history: what comes later gives way to what
    /// comes before. A cut text says how many bytes are missing; these marks come on top of the budget.
    package init(
        phase: PhaseID,
        attempt: Int,
        requirements: String,
        inputs: [Input],
        feedback: String?,
        history: [PastAttempt],
        budget: Int?,
        idempotencyScope: String = "",
        isCompensation: Bool = false
    ) {
        self.idempotencyScope = idempotencyScope
        self.isCompensation = isCompensation
        self.phase = phase
        self.attempt = attempt
        self.requirements = requirements
        self.inputs = inputs
        self.feedback = feedback
        self.history = history
        self.budget = budget
        if let budget, size > budget { cut(to: budget) }
    }

    private var size: Int {
        inputs.reduce(requirements.utf8.count + (feedback?.utf8.count ?? 0)) {
            $0 + $1.output.size
        } + history.reduce(0) { $0 + $1.output.utf8.count }
    }

    private mutating func cut(to budget: Int) {
        var allowance = ContextAllowance(bytes: budget)
        requirements = allowance.admit(requirements)
        for index in inputs.indices {
            let output = inputs[index].output
            let text = allowance.admit(output.text)
            let files = output.files.map {
                PhaseOutput.File(path: $0.path, bytes: allowance.admit(bytes: $0.bytes))
            }
            inputs[index].output = PhaseOutput(
                text: text,
                files: files,
                response: output.response
            )
        }
        feedback = feedback.map { allowance.admit($0) }
        for index in history.indices.reversed() {
            history[index].output = allowance.admit(history[index].output)
        }
        truncatedBytes = allowance.leftOut
    }
}
