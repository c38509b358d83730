internal import Quantities
internal import Shapes
package import Workflows

/// Refuses calls beyond what a provider admits in a minute.
///
/// The minute slides: what was used leaves it a minute after its use. A refused call uses nothing.
package struct Quota: Injection {
    /// How many calls are admitted in a minute, if that is bounded.
    package let requests: Int?
    /// How many tokens they may use, if that is bounded.
    package let tokens: Int?

    /// Declares the bounds.
    package init(requests: Int? = nil, tokens: Int? = nil) {
        self.requests = requests
        self.tokens = tokens
    }

    private static let minute = Duration.seconds(60)

    package var remembersCalls: Bool { true }

    package func apply(
        to call: inout AgentCall,
        _ visit: RememberedCall,
        _ memory: inout CallMemory
    ) -> Bool {
        switch visit.cause {
        case .passing: return false
        case .scripted(let wait): call.end(.failure(refusal(wait)), .before)
        case .chosen:
            memory.uses.removeAll { visit.time - $0.time >= Self.minute }
            switch room(for: visit, memory) {
            case .now:
                admit(visit, &memory)
                return false
            case .after(let wait): call.end(.failure(refusal(wait)), .before)
            case .never: call.end(.failure(refusal(nil)), .before)
            }
        }
        return true
    }

    /// What an admitted call uses: its tokens at once where they are known, else when it has ended.
    private func admit(_ visit: RememberedCall, _ memory: inout CallMemory) {
        memory.uses.append(.init(time: visit.time, requests: 1, tokens: visit.site.tokens ?? 0))
        if tokens != nil, visit.site.tokens == nil { memory.unknown.insert(visit.site.key) }
    }

    private enum Room {
        case now
        case after(Duration)
        /// Not even an empty minute has room for it.
        case never
    }

    private func room(for visit: RememberedCall, _ memory: CallMemory) -> Room {
        let wanted = visit.site.tokens ?? 1
        if let tokens, wanted > tokens { return .never }
        let waits = [
            requests.map { wait(for: 1, within: $0, at: visit.time, memory.uses, \.requests) },
            tokens.map { wait(for: wanted, within: $0, at: visit.time, memory.uses, \.tokens) },
        ]
        let longest = waits.compactMap { $0 }.max() ?? .zero
        return longest > .zero ? .after(longest) : .now
    }

    /// How long until so much of what was used has left the minute that there is room for more.
    private func wait(
        for wanted: Int,
        within limit: Int,
        at now: Duration,
        _ uses: [CallMemory.Use],
        _ amount: (CallMemory.Use) -> Int
    ) -> Duration {
        // No sum of an agent's numbers may trap.
        var used = uses.reduce(Int128(wanted)) { $0 + Int128(amount($1)) }
        for use in uses.sorted(by: { $0.time < $1.time }) {
            if used <= Int128(limit) { break }
            used -= Int128(amount(use))
            if used <= Int128(limit) { return use.time + Self.minute - now }
        }
        return .zero
    }

    /// One without a wait will not pass later.
    private func refusal(_ wait: Duration?) -> OperationFailure {
        let bounds = [requests.map { "\($0) requests" }, tokens.map { "\($0) tokens" }]
            .compactMap { $0 }.joined(separator: " and ")
        let end =
            wait.map { "; retry after \(DurationText.text($0))" }
            ?? "; the request alone is larger than that"
        return OperationFailure(
            kind: Self.type.name,
            message: "429 rate limit of \(bounds) per minute reached\(end)",
            retryAfter: wait,
            isRetryable: wait != nil
        )
    }
}

extension Quota {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "quota",
        places: [.agentCall: .both],
        parameters:
            "requests_per_minute: INTEGER (none), tokens_per_minute: INTEGER (none); one at least",
        shape: .object([declaredRequests.field, declaredTokens.field]),
        summary:
            "Calls beyond this many requests or tokens in the last minute are refused with status 429 and a wait.",
        imitates: "a model provider's limits of requests and tokens per minute",
        source: "https://platform.openai.com/docs/guides/rate-limits",
        remedy: "wait until there is room, and bound how many agents work at a time",
        samples: [
            #"{"requests_per_minute":3}"#, #"{"tokens_per_minute":10000}"#,
            #"{"requests_per_minute":60,"tokens_per_minute":100000}"#,
        ],
        decode: { node, path, mistakes in
            let requests = node[declaredRequests]
            let tokens = node[declaredTokens]
            guard requests != nil || tokens != nil else {
                mistakes.add(
                    node,
                    path,
                    "expected requests_per_minute or tokens_per_minute, found neither"
                )
                return nil
            }
            return Quota(requests: requests, tokens: tokens)
        }
    )

    private static let declaredRequests = Key(
        "requests_per_minute",
        .integer(1...1_000_000_000),
        doc: "How many calls are admitted in a minute."
    )
    private static let declaredTokens = Key(
        "tokens_per_minute",
        .integer(1...1_000_000_000_000),
        doc: "How many tokens admitted calls may use in a minute."
    )
}

extension FaultType {
    /// Bounds calls in a minute; see `Quota`.
    package static let quota = Quota.type
}
