internal import JSON
internal import Quantities
internal import Workflows

/// The members of an answer: an object that has no keys but those of the protocol.
struct AnswerMembers {
    let members: [String: JSONValue]

    /// The answer, or the failure that it declares.
    func result() throws(OperationFailure) -> Result<AgentAnswer, OperationFailure> {
        if let failure = try declaredFailure() { return .failure(failure) }
        let output = try Self.text(members["output"], "output") ?? ""
        let files = try Self.files(members["files"])
        return .success(
            AgentAnswer(output: PhaseOutput(text: output, files: files), usage: try usage())
        )
    }

    /// The usage that the agent reports.
    func usage() throws(OperationFailure) -> Usage {
        let calls = try Self.whole(members["calls"], "calls", in: 1...1_000_000)
        return Usage(
            tokens: try Self.whole(members["tokens"], "tokens", in: 0...1_000_000_000_000),
            costMicros: try Self.number(members["cost"], "cost").flatMap(CostText.micros),
            calls: calls == 1 ? nil : calls
        )
    }

    private static func whole(
        _ value: JSONValue?,
        _ name: String,
        in range: ClosedRange<Int>
    ) throws(OperationFailure) -> Int? {
        guard let value, value != .null else { return nil }
        guard case .number(let number) = value, let count = number.integer, range.contains(count)
        else {
            let bounds = "\(range.lowerBound) to \(range.upperBound)"
            throw malformed(name, "a whole number from \(bounds)", value)
        }
        return count
    }

    private static func files(_ value: JSONValue?) throws(OperationFailure) -> [PhaseOutput.File] {
        guard let value, value != .null else { return [] }
        guard case .object(let members) = value else {
            throw malformed("files", "an object of path and content", value)
        }
        var files: [PhaseOutput.File] = []
        for (path, content) in members.sorted(by: { $0.key < $1.key }) {
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
    ) throws(OperationFailure) -> Double? {
        guard let value, value != .null else { return nil }
        guard case .number(let number) = value, number >= 0, number <= 1e12 else {
            throw malformed(name, "a number from 0 to 1e12", value)
        }
        return number.double
    }

    /// The failure that it declares; `nil` where it declares none.
    func declaredFailure() throws(OperationFailure) -> OperationFailure? {
        guard let error = members["error"], error != .null else { return nil }
        guard case .object(let members) = error else {
            throw Self.malformed("error", "an object with kind and message", error)
        }
        var failure = OperationFailure(kind: .process, message: "", isRetryable: false)
        let usage = try usage()
        failure.usage = Usage(tokens: usage.tokens, costMicros: usage.costMicros)
        failure.calls = usage.calls ?? 1
        if let kind = try Self.text(members["kind"], "error.kind") {
            failure.kind = EngineFailure.agentKind(kind)
            // What is retried by default wherever it comes from.
            failure.isRetryable = ["rate_limit", "server_error", "timeout"].contains(kind)
        }
        if let message = try Self.text(members["message"], "error.message") {
            failure.message = message
        }
        let retryable = try Self.boolean(members["retryable"], "error.retryable")
        if let retryable { failure.isRetryable = retryable }
        if let wait = try Self.duration(members["retry_after"], "error.retry_after") {
            failure.retryAfter = wait
            // Who says when to come back wants to be asked again.
            if retryable == nil { failure.isRetryable = true }
        }
        return failure
    }

    private static func text(
        _ value: JSONValue?,
        _ name: String
    ) throws(OperationFailure) -> String? {
        guard let value, value != .null else { return nil }
        guard case .text(let text) = value else { throw malformed(name, "a string", value) }
        return text
    }

    private static func boolean(
        _ value: JSONValue?,
        _ name: String
    ) throws(OperationFailure) -> Bool? {
        guard let value, value != .null else { return nil }
        guard case .boolean(let boolean) = value else {
            throw malformed(name, "true or false", value)
        }
        return boolean
    }

    /// Seconds as HTTP's Retry-After counts them, or a text such as "250ms".
    private static func duration(
        _ value: JSONValue?,
        _ name: String
    ) throws(OperationFailure) -> Duration? {
        if case .text(let text)? = value {
            guard let duration = DurationSyntax.parse(text) else {
                throw malformed(name, "seconds or a duration such as \"250ms\"", .text(text))
            }
            return duration
        }
        return try number(value, name).map { .microseconds(clamping: $0 * 1_000_000) }
    }

    /// How what is wrong with an answer is introduced.
    static let start = "the agent's answer: "

    /// What is wrong with an answer, without the introduction.
    static func flaw(in failure: OperationFailure) -> String {
        failure.message.hasPrefix(start)
            ? String(failure.message.dropFirst(start.count)) : failure.message
    }

    private static func malformed(
        _ key: String,
        _ expected: String,
        _ found: JSONValue
    ) -> OperationFailure {
        OperationFailure(
            kind: EngineFailure.answer.rawValue,
            message: "\(start)\(key): expected \(expected), found "
                + BoundedMessage.start(of: found.text, 80),
            isRetryable: false
        )
    }
}
