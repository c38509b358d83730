import Faults
import Shapes
import Testing
import Workflows

@Suite("How types of faults read their parameters")
struct FaultReadingTests {
    private func node(_ content: SourceNode.Content) -> SourceNode {
        SourceNode(location: SourceLocation(file: "f.yaml", line: 3, column: 7), content: content)
    }

    private func text(_ text: String) -> SourceNode {
        let scalar = SourceNode.Scalar(text: text, style: .plain, value: .init(plain: text))
        return node(.scalar(scalar))
    }

    private func mapping(_ members: KeyValuePairs<String, String>) -> SourceNode {
        let place = SourceLocation(file: "f.yaml", line: 3, column: 7)
        return node(
            .mapping(
                members.map { .init(key: $0.key, keyLocation: place, value: text($0.value)) }
            )
        )
    }

    private func read(
        _ name: String,
        _ node: SourceNode
    ) throws -> (injection: (any Injection)?, mistakes: [Problem]) {
        var mistakes = ProblemList()
        let type = try #require(FaultType.named(name))
        try #require(Checker.accepts(node, type.shape), "\(node) is no \(name)")
        return (type.decode(node, "at.\(name)", &mistakes), mistakes.list)
    }

    @Test("without parameters every type is what it documents")
    func defaults() throws {
        let nothing = mapping([:])
        #expect(try read("rate_limit", nothing).injection as? RateLimit == RateLimit())
        #expect(try read("server_error", nothing).injection as? ServerError == ServerError())
        #expect(try read("hang", nothing).injection as? Hang == Hang())
        #expect(try read("crash", nothing).injection as? Crash == Crash())
        #expect(
            try read("latency", text("2s")).injection as? AddedLatency
                == AddedLatency(.constant(.seconds(2)))
        )
    }

    @Test("what is declared is what is injected")
    func parameters() throws {
        let status = try read("server_error", mapping(["status": "503"])).injection
        #expect(status as? ServerError == ServerError(status: 503))
        let hang = try read("hang", mapping(["point": "after"])).injection
        #expect(hang as? Hang == Hang(point: .after))
        let crash = try read("crash", mapping(["point": "after"])).injection
        #expect(crash as? Crash == Crash(point: .after))
        let limit = try read("rate_limit", mapping(["retry_after": "3s", "in": "body"])).injection
        #expect(limit as? RateLimit == RateLimit(.sentence(.seconds(3))))
        let late = try read("latency", mapping(["by": "1s", "point": "before"])).injection
        #expect(late as? AddedLatency == AddedLatency(.constant(.seconds(1)), point: .before))
    }

    @Test("a contradiction is named with its place and its keys")
    func contradiction() throws {
        let (_, mistakes) = try read("rate_limit", mapping(["in": "body"]))
        #expect(
            mistakes.map(\.description) == [
                "f.yaml:3:7: error: at.rate_limit.in: expected retry_after beside it, found none"
            ]
        )
    }
}
