/// Everything that an agent is given when it is called. It never changes, and many callers pass it on.
package final class AgentRequest: Sendable, Equatable {
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
    package let requirements: String
    /// The outputs of the declared inputs, in their order; those of skipped phases are missing.
    package let inputs: [Input]
    /// Why the attempt before this one did not do: the last cause only.
    package let feedback: String?
    /// The earlier attempts.
    package let history: [PastAttempt]
    /// The bytes that all texts together may take; `nil` is without limit.
    package let budget: Int?
    /// Names the execution, the phase and how often the phase's work was discarded: the same for every attempt, over
    /// resumptions too, and another where the work is another. An effect that bears it happens once.
    package var idempotencyKey: String {
        Self.idempotencyKey(
            in: idempotencyScope,
            phase: phase,
            discards: discards,
            isCompensation: isCompensation
        )
    }

    /// The same of a request that nobody put together.
    package static func idempotencyKey(
        in scope: String,
        phase: PhaseID,
        discards: Int,
        isCompensation: Bool
    ) -> String {
        guard !scope.isEmpty else { return "" }
        // A slash in a phase's name is not one of the key's.
        let name = phase.name.contains { $0 == "/" || $0 == "%" } ? escaped(phase.name) : phase.name
        return "\(scope)/\(name)" + (discards > 0 ? "/remade/\(discards)" : "")
            + (isCompensation ? "/undo" : "")
    }

    private static func escaped(_ name: String) -> String {
        name.reduce(into: "") { escaped, character in
            switch character {
            case "/": escaped += "%2F"
            case "%": escaped += "%25"
            default: escaped.append(character)
            }
        }
    }

    /// What the key begins with: the execution, over all its resumptions.
    private let idempotencyScope: String
    /// How often the phase's work was discarded.
    private let discards: Int
    /// Where the agent says what it does to the world; it has no part in what the request is.
    let notes: EffectNotes?
    /// Whose effects they are.
    var origin: EffectAct.Origin {
        EffectAct.Origin(
            phase: phase,
            discards: discards,
            attempt: attempt,
            isUndoing: isCompensation
        )
    }
    /// Whether the phase's result, the only input, is to be undone.
    package let isCompensation: Bool
    /// The bytes that were left out to keep within the budget.
    package let truncatedBytes: Int

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
        discards: Int = 0,
        isCompensation: Bool = false,
        notes: EffectNotes? = nil
    ) {
        self.notes = notes
        var texts = Texts(
            requirements: requirements,
            inputs: inputs,
            feedback: feedback,
            history: history
        )
        truncatedBytes = texts.cut(to: budget)
        self.idempotencyScope = idempotencyScope
        self.discards = discards
        self.isCompensation = isCompensation
        self.phase = phase
        self.attempt = attempt
        self.requirements = texts.requirements
        self.inputs = texts.inputs
        self.feedback = texts.feedback
        self.history = texts.history
        self.budget = budget
    }

    package static func == (left: AgentRequest, right: AgentRequest) -> Bool {
        left.phase == right.phase && left.attempt == right.attempt
            && left.requirements == right.requirements && left.inputs == right.inputs
            && left.feedback == right.feedback && left.history == right.history
            && left.budget == right.budget && left.idempotencyScope == right.idempotencyScope
            && left.discards == right.discards && left.isCompensation == right.isCompensation
            && left.truncatedBytes == right.truncatedBytes
    }
}

/// The texts of a request, the most important first.
private struct Texts {
    var requirements: String
    var inputs: [AgentRequest.Input]
    var feedback: String?
    var history: [AgentRequest.PastAttempt]

    private var size: Int {
        inputs.reduce(requirements.utf8.count + (feedback?.utf8.count ?? 0)) {
            $0 + $1.output.size
        } + history.reduce(0) { $0 + $1.output.utf8.count }
    }

    /// Cuts the texts to a budget, where there is one; says how many bytes were left out.
    mutating func cut(to budget: Int?) -> Int {
        guard let budget, size > budget else { return 0 }
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
        return allowance.leftOut
    }
}
