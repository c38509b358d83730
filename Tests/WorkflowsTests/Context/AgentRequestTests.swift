import Testing
import Workflows

@Suite("What an agent is given")
struct AgentRequestTests {
    private func request(budget: Int?) -> AgentRequest {
        AgentRequest(
            phase: "coder",
            attempt: 3,
            requirements: "RRRRRRRRRR",
            inputs: [
                .init(phase: "planner", output: PhaseOutput(text: "PPPPPPPPPP")),
                .init(
                    phase: "designer",
                    output: PhaseOutput(
                        text: "DDDDDDDDDD",
                        files: [.init(path: "d.txt", bytes: Array("FFFFFFFFFF".utf8))]
                    )
                ),
            ],
            feedback: "BBBBBBBBBB",
            history: [
                .init(attempt: 1, outcome: "rejected", output: "1111111111"),
                .init(attempt: 2, outcome: "rejected", output: "2222222222"),
            ],
            budget: budget
        )
    }

    /// The texts in the order of their importance, without the marks of cuts.
    private func parts(_ request: AgentRequest) -> [String] {
        let files = request.inputs.flatMap(\.output.files)
            .map { String(decoding: $0.bytes, as: UTF8.self) }
        let texts =
            [request.requirements] + request.inputs.map(\.output.text) + files
            + [request.feedback ?? ""] + request.history.reversed().map(\.output)
        return texts.map { String($0.prefix { $0 != "[" }) }
    }

    @Test("without a budget, or within it, everything is given", arguments: [nil, 70, 1000])
    func complete(budget: Int?) {
        let request = request(budget: budget)
        #expect(request.truncatedBytes == 0)
        #expect(parts(request).allSatisfy { $0.count == 10 })
    }

    @Test(
        "requirements come first, then inputs in order, feedback, and history from the latest back",
        arguments: 0...69
    )
    func priorities(budget: Int) {
        let request = request(budget: budget)
        let expected = (0..<7).map { max(0, min(10, budget - 10 * $0)) }
        #expect(parts(request).map(\.utf8.count) == expected)
        #expect(request.truncatedBytes == 70 - budget)
    }

    @Test("each cut text says how much is missing")
    func visible() {
        let request = request(budget: 45)
        #expect(request.requirements == "RRRRRRRRRR")
        #expect(request.feedback == "BBBBB[cut: 5 bytes left out]")
        #expect(
            request.history.map(\.output) == Array(repeating: "[cut: 10 bytes left out]", count: 2)
        )
        #expect(request.history.map(\.outcome) == ["rejected", "rejected"])
    }

    @Test("a file that was cut keeps its path and bears the mark")
    func files() throws {
        let request = request(budget: 35)
        let file = try #require(request.inputs.last?.output.files.first)
        #expect(file.path == "d.txt")
        #expect(String(decoding: file.bytes, as: UTF8.self) == "FFFFF[cut: 5 bytes left out]")
    }

    @Test(
        "no character is cut in two, and the missing bytes are counted exactly",
        arguments: 0...12
    )
    func characters(budget: Int) {
        let request = AgentRequest(
            phase: "a",
            attempt: 1,
            requirements: "🌙🌙🌙",
            inputs: [],
            feedback: nil,
            history: [],
            budget: budget
        )
        let kept = budget / 4
        #expect(request.requirements.hasPrefix(String(repeating: "🌙", count: kept)))
        #expect(!request.requirements.contains("\u{FFFD}"))
        #expect(request.truncatedBytes == 12 - 4 * kept)
    }
}

@Suite("Keys of effects")
struct IdempotencyKeyTests {
    private func key(_ phase: PhaseID, discards: Int = 0, undoes: Bool = false) -> String {
        AgentRequest(
            phase: phase,
            attempt: 3,
            requirements: "",
            inputs: [],
            feedback: nil,
            history: [],
            budget: nil,
            idempotencyScope: "run",
            discards: discards,
            isCompensation: undoes
        ).idempotencyKey
    }

    @Test("name the execution, the phase, how often its work was discarded, and what undoes it")
    func parts() {
        #expect(key("pay") == "run/pay")
        #expect(key("pay", discards: 2) == "run/pay/remade/2")
        #expect(key("pay", undoes: true) == "run/pay/undo")
        #expect(key("pay", discards: 1, undoes: true) == "run/pay/remade/1/undo")
    }

    @Test("are different for different work, whatever a phase is called")
    func names() {
        let keys = [
            key("pay", undoes: true), key("pay/undo"), key("pay", discards: 1),
            key("pay/remade/1"), key("pay%2Fundo"), key("pay"),
        ]
        #expect(Set(keys).count == keys.count)
    }
}
