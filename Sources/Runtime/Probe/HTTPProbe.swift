internal import Workflows

/// Asks a server on the loopback interface until it answers.
struct HTTPProbe: Sendable {
    /// How long a try may be without a byte before the next one starts.
    private static let patience = Duration.seconds(30)
    /// Between looks at a socket or at a server that does not listen yet.
    private static let pause = Duration.milliseconds(5)
    /// The most bytes of a response.
    private static let limit = 16 << 20

    let path: String
    let port: Int
    let clock: ContinuousClock
    /// Learns why the latest try had no answer.
    let causes: ProbeCauses
    /// What no failure may quote.
    let secrets: SecretFilter

    /// The first answer; repeats until the task is cancelled, because a server takes its time to listen.
    func firstAnswer() async throws -> PhaseOutput.Response {
        while true {
            try Task.checkCancellation()
            if let response = try await answer() { return response }
            try await clock.sleep(for: Self.pause)
        }
    }

    /// The answer to one request; `nil` where nobody listens or the connection broke before its end. One that is no
    /// HTTP, or can be read in two ways, is thrown: asking again would not change it.
    private func answer() async throws -> PhaseOutput.Response? {
        guard let socket = LoopbackSocket(connectingTo: port) else {
            causes.note(ProbeCauses.refused)
            return nil
        }
        let request =
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
            + "Accept: */*\r\nUser-Agent: moonlight\r\n\r\n"
        guard try await send(Array(request.utf8), to: socket) else {
            // A connection that nobody takes may show only here.
            causes.note(ProbeCauses.refused)
            return nil
        }
        causes.noteWaiting("connected, but nothing was answered")
        var message = HTTPMessage(secrets: secrets)
        var silentSince = clock.now
        while true {
            try Task.checkCancellation()
            switch socket.receive() {
            case .bytes(let bytes):
                silentSince = clock.now
                message.append(bytes)
                if let problem = message.problem {
                    throw Self.failure("malformed answer: \(problem)")
                }
                guard message.count <= Self.limit, message.announcedLength ?? 0 <= Self.limit else {
                    throw Self.failure("the response is longer than \(Self.limit) bytes")
                }
                if message.isComplete { return message.response(port: port) }
                causes.noteWaiting("an answer that was not whole after \(message.count) bytes")
                // A server that never pauses would keep everything else waiting, its own deadline too.
                await Task.yield()
            case .end:
                message.end()
                if message.isComplete { return message.response(port: port) }
                causes.note(message.problem.map { "malformed answer: \($0)" } ?? "empty answer")
                return nil
            case .nothingYet:
                guard clock.now - silentSince < Self.patience else { return nil }
                try await clock.sleep(for: Self.pause)
            case .broken:
                causes.note("the connection broke after \(message.count) bytes")
                return nil
            }
        }
    }

    private static func failure(_ message: String) -> OperationFailure {
        OperationFailure(kind: .process, message: message, isRetryable: false)
    }

    private func send(_ bytes: [UInt8], to socket: borrowing LoopbackSocket) async throws -> Bool {
        var rest = bytes[...]
        let start = clock.now
        while !rest.isEmpty {
            guard let count = socket.send(rest) else { return false }
            rest = rest.dropFirst(count)
            if count == 0 {
                guard clock.now - start < Self.patience else { return false }
                try await clock.sleep(for: Self.pause)
            }
        }
        return true
    }
}
