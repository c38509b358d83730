import MoonlightEngine

/// What the phase `plan` decides, for the phases after it.
public struct Plan: Codable, Sendable {
    /// What is written about.
    public let topics: [String]
}

/// What the provider of a model answers where it does not.
public struct ProviderError: Error {
    /// The HTTP status.
    public let status: Int
    /// What it says.
    public let body: String

    /// Makes an error.
    public init(status: Int, body: String) {
        self.status = status
        self.body = body
    }
}

/// Plans and writes a digest. Agents would ask a model; here they are functions of their requests.
public func digest() -> Workflow {
    let patient = PhaseSettings {
        $0.retry = RetryPolicy(
            maxAttempts: 4,
            initial: .seconds(5),
            jitter: .full,
            maxRetryAfter: .seconds(60)
        )
        $0.attemptTimeout = .seconds(30)
        $0.cache = .on(timeToLive: .seconds(3600), tags: ["digest"])
        $0.classify = { error in
            (error as? ProviderError).map { AgentFailure(httpStatus: $0.status, body: $0.body) }
        }
    }
    return Workflow(
        "digest",
        phases: [
            Phase("plan", settings: patient) { request in
                let words = request.requirements.split(separator: " ").map { "\"\($0)\"" }
                return "{\"topics\": [\(words.joined(separator: ", "))]}"
            },
            Phase("write", needs: ["plan"], settings: patient) { request in
                try request.decode(Plan.self, from: "plan").topics.joined(separator: " and ")
            },
        ],
        timeout: .seconds(3600)
    )
}
