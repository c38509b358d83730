import Foundation
import MoonlightEngine
import Testing
import Workflows

@Suite("Kinds of failure")
struct FailureKindTests {
    @Test("have a symbol for each of the engine's own")
    func symbols() {
        let symbols: Set<FailureKind> = [
            .timeout, .validation, .cancelled, .process, .answer, .budget, .identity, .pathEscape,
            .journal, .ioError, .hang, .hook,
        ]
        #expect(Set(symbols.map(\.rawValue)) == Set(EngineFailure.allCases.map(\.rawValue)))
        #expect(symbols.filter { !$0.isOfEngine } == [])
        #expect(!FailureKind.rateLimit.isOfEngine)
    }

    @Test(
        "follow from the status of a response",
        arguments: [
            (429, .rateLimit, true), (408, .requestTimeout, true), (500, .serverError, true),
            (529, .serverError, true), (401, .unauthorized, false), (403, .unauthorized, false),
            (400, .badRequest, false), (404, .badRequest, false), (409, .badRequest, true),
        ] as [(Int, FailureKind, Bool)]
    )
    func status(status: Int, kind: FailureKind, isRetryable: Bool) {
        let failure = MoonlightEngine.AgentFailure(httpStatus: status, body: "why")
        #expect(failure.kind == kind)
        #expect(failure.isRetryable == isRetryable)
        #expect(failure.message == "status \(status): why")
        #expect(failure.retryAfter == nil)
    }

    @Test("of a response come with its wait, in the header or in words")
    func wait() async throws {
        let header = MoonlightEngine.AgentFailure(httpStatus: 429, retryAfter: "20")
        #expect(header.retryAfter == .delay(.seconds(20)))
        #expect(header.message == "status 429")
        let body = #"{"error": {"message": "Please try again in 7s."}}"#
        let result = try await Engine.virtual().run(
            Phase("a") { request in
                if request.attempt == 1 {
                    throw MoonlightEngine.AgentFailure(httpStatus: 429, body: body)
                }
                return "A"
            }
        )
        #expect(result.duration == .seconds(7))
    }
}
