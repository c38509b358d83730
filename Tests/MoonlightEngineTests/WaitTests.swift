import Foundation
import MoonlightEngine
import Testing

@Suite("Waits that failures ask for")
struct WaitTests {
    private func delay(
        _ failure: any Error,
        _ policy: RetryPolicy = RetryPolicy(initial: .seconds(1))
    ) async throws -> Duration? {
        let result = try await Engine.virtual().run(
            Phase("a", settings: PhaseSettings { $0.retry = policy }) { request in
                if request.attempt == 1 { throw failure }
                return "A"
            }
        )
        return result.events(.retryScheduled).first?.delay
    }

    private enum ProviderError: Error {
        case overloaded(String)
    }

    @Test(
        "are read whatever quotes and brackets surround them",
        arguments: [
            "%", "\"%\"", "(%)", "[%]", "{%}", "<%>", "'%'", "\u{201C}%\u{201D}", "`%`",
            "Optional(\"%\")", "\\\"%\\\"", "(\"%\"), code 429", "\"%\"}",
        ]
    )
    func surroundings(frame: String) async throws {
        let unit = ["20s", "20 s", "20 seconds", "20 seconds.", "\"20s\"", "(20 seconds)", "[20s]"]
        for time in unit {
            let text = frame.replacing("%", with: "Please try again in \(time)")
            #expect(try await delay(Mishap(description: text)) == .seconds(20), "\(text)")
        }
    }

    @Test("are read in an error's description")
    func description() async throws {
        let error = ProviderError.overloaded("Rate limit reached. Please try again in 20s")
        #expect(try await delay(error) == .seconds(20))
    }

    @Test("are capped where the policy says so, and not read where it says that")
    func policy() async throws {
        let text = Mishap(description: "Please try again in 20s.")
        let hour = AgentFailure(kind: .rateLimit, message: "x", retryAfter: .delay(.seconds(3600)))
        var policy = RetryPolicy(initial: .seconds(1), maxRetryAfter: .seconds(15))
        #expect(try await delay(text, policy) == .seconds(15))
        #expect(try await delay(hour, policy) == .seconds(15))
        policy.maxRetryAfter = nil
        policy.readsMessages = false
        #expect(try await delay(text, policy) == .seconds(1))
        #expect(try await delay(hour, policy) == .seconds(3600))
    }
}
