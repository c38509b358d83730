internal import Foundation
internal import Workflows

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// Asks a server on the loopback interface until it answers.
struct HTTPProbe: Sendable {
    let path: String
    let port: Int
    let clock: ContinuousClock

    /// The first answer; repeats until the task is cancelled, because a server takes its time to listen.
    func firstAnswer() async throws -> PhaseOutput.Response {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else {
            throw AgentFailure(
                kind: "process",
                message: "\"\(path)\" is no path of an HTTP request",
                isRetryable: false
            )
        }
        let settings = URLSessionConfiguration.ephemeral
        settings.requestCachePolicy = .reloadIgnoringLocalCacheData
        settings.timeoutIntervalForRequest = 30
        let session = URLSession(configuration: settings)
        defer { session.invalidateAndCancel() }
        while true {
            try Task.checkCancellation()
            if let (body, answer) = try? await session.data(from: url),
                let answer = answer as? HTTPURLResponse
            {
                return PhaseOutput.Response(
                    status: answer.statusCode,
                    body: String(decoding: body, as: UTF8.self),
                    port: port
                )
            }
            try await clock.sleep(for: .milliseconds(20))
        }
    }
}
