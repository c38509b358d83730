public import Foundation
public import Workflows

/// All that an agent gets when it is called.
public struct AgentRequest: Sendable {
    /// One earlier attempt of the same phase in the same execution of the run.
    public struct PastAttempt: Sendable, Equatable {
        /// Its number, from 1.
        public let attempt: Int
        /// `rejected`, `revised`, or the kind of its failure.
        public let outcome: String
        /// What it gave, or the message of its failure.
        public let output: String

        /// Remembers an attempt.
        public init(attempt: Int, outcome: String, output: String) {
            self.attempt = attempt
            self.outcome = outcome
            self.output = output
        }
    }

    /// The id of the run.
    public let run: String
    /// The phase to perform.
    public let phase: String
    /// The number of the attempt, from 1; it continues when the run is resumed.
    public let attempt: Int
    /// What the user asked for.
    public let requirements: String
    /// The outputs of the declared inputs, by phase.
    ///
    /// For a compensation: the one output that is to be undone.
    public let inputs: [String: PhaseOutput]
    /// Why the attempt before this one did not do: the findings of validators, a review, or a failure rolled back from.
    public let feedback: String?
    /// The earlier attempts.
    public let history: [PastAttempt]
    /// Whether the phase is to be undone.
    public let isCompensation: Bool
    private let keyScope: String
    private let showLife: @Sendable () -> Void
    /// What notes effects; nothing in a test's own request.
    private let planned: Workflows.AgentRequest?
    /// Where they wait, for agents whose time is not over when they return.
    private let held: HeldEffects?

    /// Makes a request, for tests of agents; the engine makes its own.
    public init(
        run: String = "run",
        phase: String,
        attempt: Int = 1,
        requirements: String = "",
        inputs: [String: PhaseOutput] = [:],
        feedback: String? = nil,
        history: [PastAttempt] = [],
        isCompensation: Bool = false,
        onHeartbeat: @escaping @Sendable () -> Void = {}
    ) {
        self.run = run
        self.phase = phase
        self.attempt = attempt
        self.requirements = requirements
        self.inputs = inputs
        self.feedback = feedback
        self.history = history
        self.isCompensation = isCompensation
        keyScope = "\(run)/\(phase)" + (isCompensation ? "/undo" : "")
        showLife = onHeartbeat
        planned = nil
        held = nil
    }

    /// The key of one effect of the phase on the outside world, counted from 0: `run/phase/0`.
    ///
    /// It is the same for every attempt and every resumption, so whoever receives the effect can tell that it was
    /// done already. Work that is made again because it was discarded has other keys: `run/phase/remade/1/0`.
    public func idempotencyKey(_ effect: Int) -> String {
        "\(keyScope)/\(effect)"
    }

    /// The text of an input, read as JSON.
    ///
    /// Throws an ``AgentFailure`` of kind ``FailureKind/input`` that is not tried again where there is no such input, or
    /// where its text is something else: it says which phase's, and what was found instead.
    public func decode<Value: Decodable>(
        _ type: Value.Type,
        from phase: String,
        with decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        guard let input = inputs[phase] else {
            let known = inputs.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            throw AgentFailure(
                kind: .input,
                message: "expected an input of phase \"\(phase)\", found "
                    + (known.isEmpty ? "none" : "those of \(known)"),
                isRetryable: false
            )
        }
        do {
            return try decoder.decode(type, from: Data(input.text.utf8))
        } catch {
            throw AgentFailure(
                kind: .input,
                message:
                    "expected the output of phase \"\(phase)\" to be \(type) in JSON: \(error)",
                isRetryable: false
            )
        }
    }

    func note(_ effect: HeldEffect) {
        if let held { held.add(effect) } else { planned?.note(effect) }
    }

    /// Says that the agent is alive; starts ``PhaseSettings/heartbeatTimeout`` again.
    public func heartbeat() {
        showLife()
    }
}

extension AgentRequest {
    init(
        _ request: Workflows.AgentRequest,
        run: String,
        holding held: HeldEffects? = nil,
        showLife: @escaping @Sendable () -> Void
    ) {
        planned = request
        self.held = held
        self.run = run
        phase = request.phase.name
        attempt = request.attempt
        requirements = request.requirements
        inputs = Dictionary(
            request.inputs.map { ($0.phase.name, $0.output) },
            uniquingKeysWith: { first, _ in first }
        )
        feedback = request.feedback
        history = request.history.map {
            PastAttempt(attempt: $0.attempt, outcome: $0.outcome, output: $0.output)
        }
        isCompensation = request.isCompensation
        keyScope = request.idempotencyKey
        self.showLife = showLife
    }
}
