internal import Agents
internal import Quantities
internal import Subprocess
internal import Workflows

extension AgentAnswer {
    /// The same from a process that ended with this status.
    func ended(with status: Int) -> AgentAnswer {
        guard status != 0 else { return self }
        var answer = self
        answer.output = PhaseOutput(
            text: output.text,
            files: output.files,
            response: output.response,
            exitStatus: status
        )
        return answer
    }
}

extension TerminationStatus {
    var isSignal: Bool {
        if case .signaled = self { true } else { false }
    }
}

// What a call led to.
extension ProcessCall {
    /// What a call comes to whose stream was cut; `nil` where none was.
    func cut(_ said: ProcessSpeech, isStream: Bool) -> Result<AgentAnswer, OperationFailure>? {
        switch frames.cut {
        case nil, .complete, .stalls: nil
        case .endsEarly:
            .success(AgentAnswer(output: PhaseOutput(text: isStream ? said.output : "")))
        case .fails(_, let failure): .failure(failure)
        }
    }

    /// What a child's end, the probe's answer or the timeout amounts to; the cause is why the probe had no answer yet.
    func judge(
        _ watch: Watch,
        _ status: TerminationStatus,
        _ said: ProcessSpeech,
        _ cause: String?,
        isStream: Bool = false
    ) -> Result<AgentAnswer, OperationFailure> {
        switch watch {
        case .answered(let response):
            return .success(
                AgentAnswer(output: PhaseOutput(text: response.body, response: response))
            )
        case .refused(var failure):
            failure.message += said.ending
            return .failure(failure)
        case .timedOut:
            let limit = DurationText.text(agent.timeout ?? .zero)
            let what = agent.probe == nil ? "did not end" : "did not answer the probe"
            let why = cause.map { ": \($0)" } ?? ""
            return .failure(
                OperationFailure(
                    kind: .timeout,
                    message: "the process \(what) within \(limit)\(why)\(said.ending)"
                )
            )
        case .exited: break
        }
        if agent.probe != nil {
            // That nobody listened yet goes without saying.
            let cause = cause == ProbeCauses.refused ? nil : cause
            let why = cause.map { ": \($0)" } ?? ""
            return .failure(
                OperationFailure(
                    kind: .process,
                    message: "the server ended (\(Self.text(status))) before it answered the probe"
                        + why + said.ending,
                    isRetryable: status == .exited(75)
                )
            )
        }
        guard case .exited(let code) = status, acceptedStatuses.contains(Int(code)) else {
            return .failure(failure(status, said))
        }
        guard !wantsAnswer || !said.isTooLong else {
            return .failure(
                OperationFailure(
                    kind: .process,
                    message: "the answer is longer than \(StreamRecord.answerLimit) bytes",
                    isRetryable: false
                )
            )
        }
        // The texts of frames are text, whatever they are.
        return AgentAnswerText.read(said.output, as: isStream ? .text : agent.answer)
            .map { $0.ended(with: Int(code)) }
    }

    private static func text(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "exit code \(code)"
        case .signaled(let number): "signal \(number)"
        }
    }

    private func failure(_ status: TerminationStatus, _ said: ProcessSpeech) -> OperationFailure {
        var (note, usage) = ("", Usage.unknown)
        switch AgentAnswerText.declaration(in: said.output, as: agent.answer) {
        // An agent may fail and still say why in its own words.
        case .failure(var failure):
            if status == .exited(75) { failure.isRetryable = true }
            return failure
        case .broken(let flaw, let used):
            (note, usage) = ("; its answer can't be read: \(flaw)", used)
        case .nothing(let used): usage = used
        }
        return OperationFailure(
            kind: .process,
            message: "the process ended (\(Self.text(status)))\(note)\(said.ending)",
            isRetryable: status == .exited(75)
        ).spending(usage)
    }
}
