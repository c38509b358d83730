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

    @Test(
        "what is out of range does not fit",
        arguments: [
            ("client_error", "status", "399"), ("client_error", "status", "500"),
            ("server_error", "status", "600"), ("quota", "requests_per_minute", "0"),
            ("quota", "tokens_per_minute", "0"), ("failure", "retryable", "perhaps"),
            ("failure", "retry_after", "soon"), ("hang", "point", "during"),
            ("crash", "point", "during"), ("truncate", "at", "-1"), ("truncate", "at", "half"),
            ("truncate", "at", "150%"), ("allocate", "bytes", "much"), ("auth", "status", "401"),
            ("ack_lost", "point", "after"), ("stale", "by", "1"),
        ]
    )
    func outOfRange(type: String, key: String, value: String) throws {
        let shape = try #require(FaultType.named(type)).shape
        #expect(!Checker.accepts(mapping([key: value]), shape))
    }

    @Test(
        "what no shape can say is named with its place",
        arguments: [
            (
                "quota", "", "",
                "at.quota: expected requests_per_minute or tokens_per_minute, found neither"
            ),
            ("allocate", "bytes", "2GiB", "at.allocate.bytes: expected 1 to 1GiB, found 2GiB"),
            ("allocate", "bytes", "0", "at.allocate.bytes: expected 1 to 1GiB, found 0"),
        ]
    )
    func unsayable(type: String, key: String, value: String, message: String) throws {
        let node = key.isEmpty ? mapping([:]) : mapping([key: value])
        let (injection, mistakes) = try read(type, node)
        #expect(injection == nil)
        #expect(
            mistakes.map(\.description).first?.hasPrefix("f.yaml:3:7: error: \(message)") == true
        )
    }

    @Test(
        "a kind of the engine's own is refused, any other is not",
        arguments: EngineFailure.allCases
    )
    func engineKind(_ kind: EngineFailure) throws {
        let (injection, mistakes) = try read("failure", mapping(["kind": kind.rawValue]))
        #expect(injection == nil)
        #expect(
            mistakes.first?.description.hasPrefix(
                "f.yaml:3:7: error: at.failure.kind: expected a kind that is none of the engine's own"
            ) == true
        )
        #expect(try read("failure", mapping(["kind": "my_\(kind.rawValue)"])).injection != nil)
    }

    @Test("a place to cut is a size or a share")
    func cuts() throws {
        let cuts: [(String, TruncatedOutput.Cut)] = [
            ("7", .bytes(7)), ("0", .bytes(0)), ("1", .bytes(1)), ("1KiB", .bytes(1024)),
            ("25%", .share(0.25)), ("0.25", .share(0.25)),
        ]
        for (text, cut) in cuts {
            let read = try read("truncate", mapping(["at": text])).injection
            #expect(read as? TruncatedOutput == TruncatedOutput(cut), "\(text)")
        }
        let bare = try read("truncate", mapping([:])).injection
        #expect(bare as? TruncatedOutput == TruncatedOutput(.share(0.5)))
    }

    @Test("a path that is none is named at its key")
    func paths() throws {
        let replaced = node(
            .mapping([
                .init(key: "total", keyLocation: node(.mapping([])).location, value: text("1"))
            ])
        )
        let place = replaced.location
        let parameters = node(
            .mapping([.init(key: "replace", keyLocation: place, value: replaced)])
        )
        let (_, mistakes) = try read("wrong_but_valid", parameters)
        #expect(
            mistakes.map(\.description) == [
                "f.yaml:3:7: error: at.wrong_but_valid.replace.total: expected a JSON path such as "
                    + "$.items[0].name, found \"total\""
            ]
        )
    }
}
