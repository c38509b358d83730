internal import Workflows

/// What a process agent reads on standard input: one JSON object.
enum AgentRequestText {
    static func json(_ request: AgentRequest, run: Event.Run) -> [UInt8] {
        let inputs = request.inputs.map { input in
            (input.phase.name, value(of: input.output))
        }
        let object: [String: JSONValue] = [
            "schema": .number(1),
            "run": .text(run.id),
            "phase": .text(request.phase.name),
            "attempt": .number(Double(request.attempt)),
            "requirements": .text(request.requirements),
            "inputs": .object(Dictionary(inputs) { first, _ in first }),
            "feedback": request.feedback.map(JSONValue.text) ?? .null,
            "history": .list(
                request.history.map {
                    .object([
                        "attempt": .number(Double($0.attempt)), "outcome": .text($0.outcome),
                        "output": .text($0.output),
                    ])
                }
            ),
            "budget": request.budget.map { .number(Double($0)) } ?? .null,
            "idempotency_key": .text(request.idempotencyKey),
            "compensate": .boolean(request.isCompensation),
        ]
        return Array(JSONValue.object(object).text.utf8) + [UInt8(ascii: "\n")]
    }

    private static func value(of output: PhaseOutput) -> JSONValue {
        let files = output.files.map {
            ($0.path, JSONValue.text(String(decoding: $0.bytes, as: UTF8.self)))
        }
        var object: [String: JSONValue] = [
            "output": .text(output.text),
            "files": .object(Dictionary(files) { first, _ in first }),
        ]
        if let response = output.response {
            object["response"] = .object([
                "status": .number(Double(response.status)), "body": .text(response.body),
            ])
        }
        return .object(object)
    }
}

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

/// What a process agent writes on standard output: plain text, or one JSON object.
enum AgentAnswerText {
    /// Reads an answer. An object with none of the protocol's keys is plain text that happens to be JSON.
    static func read(_ text: String) -> Result<AgentAnswer, AgentFailure> {
        guard text.contains("{"), case .object(let members)? = JSONValue(parsing: text),
            !keys.isDisjoint(with: members.keys)
        else {
            let plain = text.hasSuffix("\n") ? String(text.dropLast()) : text
            return .success(AgentAnswer(output: PhaseOutput(text: plain)))
        }
        do {
            return try answer(members)
        } catch {
            return .failure(error)
        }
    }

    /// The failure that an answer declares; `nil` where it declares none that can be understood.
    static func declaredFailure(in text: String) -> AgentFailure? {
        guard text.contains("{"), case .object(let members)? = JSONValue(parsing: text),
            let error = members["error"], error != .null
        else { return nil }
        return try? failure(error, members)
    }

    private static let keys: Set<String> = ["output", "files", "tokens", "cost", "error"]

    private static func answer(
        _ members: [String: JSONValue]
    ) throws(AgentFailure) -> Result<AgentAnswer, AgentFailure> {
        if let error = members["error"], error != .null {
            return .failure(try failure(error, members))
        }
        var output = ""
        switch members["output"] ?? .null {
        case .null: break
        case .text(let text): output = text
        case let other: throw malformed("output", "a string", other)
        }
        let answer = AgentAnswer(
            output: PhaseOutput(text: output, files: try files(members["files"])),
            usage: try usage(members)
        )
        return .success(answer)
    }

    private static func usage(_ members: [String: JSONValue]) throws(AgentFailure) -> Usage {
        Usage(
            tokens: try number(members["tokens"], "tokens").map { Int($0) },
            costMicros: try number(members["cost"], "cost").flatMap(CostText.micros)
        )
    }

    private static func files(_ value: JSONValue?) throws(AgentFailure) -> [PhaseOutput.File] {
        guard let value, value != .null else { return [] }
        guard case .object(let members) = value else {
            throw malformed("files", "an object of path and content", value)
        }
        var files: [PhaseOutput.File] = []
        for (path, content) in members {
            guard case .text(let text) = content else {
                throw malformed("files.\(path)", "a string", content)
            }
            files.append(.init(path: path, bytes: Array(text.utf8)))
        }
        return files
    }

    private static func number(
        _ value: JSONValue?,
        _ name: String
    ) throws(AgentFailure) -> Double? {
        guard let value, value != .null else { return nil }
        guard case .number(let number) = value, number >= 0, number <= 1e12 else {
            throw malformed(name, "a number from 0 to 1e12", value)
        }
        return number
    }

    private static func failure(
        _ value: JSONValue,
        _ answer: [String: JSONValue]
    ) throws(AgentFailure) -> AgentFailure {
        guard case .object(let members) = value else {
            throw malformed("error", "an object with kind and message", value)
        }
        var failure = AgentFailure(kind: "process", message: "", isRetryable: false)
        failure.usage = try usage(answer)
        if case .text(let kind)? = members["kind"] {
            failure.kind = EngineFailure.agentKind(kind)
            // What is retried by default wherever it comes from.
            failure.isRetryable = ["rate_limit", "server_error", "timeout"].contains(kind)
        }
        if case .text(let message)? = members["message"] { failure.message = message }
        if case .boolean(let retryable)? = members["retryable"] { failure.isRetryable = retryable }
        if let wait = try duration(members["retry_after"], "error.retry_after") {
            failure.retryAfter = wait
            // Who says when to come back wants to be asked again.
            if members["retryable"] == nil { failure.isRetryable = true }
        }
        return failure
    }

    /// Seconds as HTTP's Retry-After counts them, or a text such as "250ms".
    private static func duration(
        _ value: JSONValue?,
        _ name: String
    ) throws(AgentFailure) -> Duration? {
        if case .text(let text)? = value {
            guard let duration = DurationSyntax.parse(text) else {
                throw malformed(name, "seconds or a duration such as \"250ms\"", .text(text))
            }
            return duration
        }
        return try number(value, name).map { .microseconds(clamping: $0 * 1_000_000) }
    }

    private static func malformed(
        _ key: String,
        _ expected: String,
        _ found: JSONValue
    ) -> AgentFailure {
        AgentFailure(
            kind: "process",
            message: "the agent's answer: \(key): expected \(expected), found "
                + String(found.text.prefix(80)),
            isRetryable: false
        )
    }
}
