internal import JSON
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
            "attempt": .number(JSONNumber(request.attempt)),
            "requirements": .text(request.requirements),
            "inputs": .object(Dictionary(inputs) { first, _ in first }),
            "feedback": request.feedback.map(JSONValue.text) ?? .null,
            "history": .list(
                request.history.map {
                    .object([
                        "attempt": .number(JSONNumber($0.attempt)), "outcome": .text($0.outcome),
                        "output": .text($0.output),
                    ])
                }
            ),
            "budget": request.budget.map { .number(JSONNumber($0)) } ?? .null,
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
                "status": .number(JSONNumber(response.status)), "body": .text(response.body),
            ])
        }
        return .object(object)
    }
}
