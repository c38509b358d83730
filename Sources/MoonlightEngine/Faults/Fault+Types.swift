internal import Faults
internal import Shapes
internal import Workflows

// The types of scenario files.
extension Fault {
    /// What passes where a fault acts.
    public enum Place: String, Sendable, CaseIterable {
        /// A call of an agent.
        case call = "agent.call"
        /// An agent's answer, on its way to the engine.
        case answer = "agent.output"
        /// A look-up in the cache.
        case lookUp = "cache.read"
        /// A result that the cache is to keep.
        case store = "cache.write"
        /// A reading of the wall clock, or a timer; on a virtual clock alone.
        case clock
        /// The start of an attempt, which needs resources.
        case resource
        /// The validation of an output.
        case validation = "validator"

        fileprivate var failpoint: Failpoint? { Failpoint(rawValue: rawValue) }
    }

    /// A fault of a type that scenario files have, by its name there: `moonlight list faults` shows all of them.
    ///
    /// ```swift
    /// try Fault.inject("quota", ["requests_per_minute": 3])
    /// try Fault.inject("io_error", at: .lookUp, into: "fetch")
    /// try Fault.inject("tokens", 150)
    /// ```
    ///
    /// What acts on a run's journal, on its process or on a stream is for scenarios; an engine's process dies by
    /// ``crash(after:)``.
    ///
    /// - Parameters:
    ///   - type: The type's name.
    ///   - parameters: Its parameters, as a scenario has them below the name.
    ///   - place: Where it acts; needs to be said of a type that acts at several places, unless calls are among them.
    ///   - phase: The phase whose agent it concerns; every one's where none is given. The wall clock is nobody's.
    ///   - attempts: The attempts that it concerns; all by default.
    /// - Throws: ``FaultMistake`` where there is no such type, or where it does not have these parameters or this place.
    public static func inject(
        _ type: String,
        _ parameters: FaultParameter = [:],
        at place: Place? = nil,
        into phase: String? = nil,
        attempts: ClosedRange<Int>? = nil
    ) throws(FaultMistake) -> Fault {
        let known = FaultType.all.filter { !Self.places(of: $0).isEmpty }
        guard let found = known.first(where: { $0.name == type }) else {
            if FaultType.named(type) != nil {
                throw FaultMistake(
                    type: type,
                    message: "expected a type that acts on calls, answers, the cache, the clock, "
                        + "resources or validations, found one for scenarios alone"
                )
            }
            let message = ProblemList.unknownMessage(
                "a type of fault",
                type,
                among: known.map(\.name)
            )
            throw FaultMistake(type: type, message: message)
        }
        let failpoint = try failpoint(of: found, at: place)
        try check(found, failpoint, phase, attempts)
        let injection = try injection(of: found, parameters)
        return Fault(.call(injection, error: nil), type, phase, attempts, at: failpoint)
    }

    private static func places(of type: FaultType) -> [Place] {
        Place.allCases.filter { place in
            place.failpoint.map { type.places[$0] != nil } ?? false
        }
    }

    private static func failpoint(
        of type: FaultType,
        at place: Place?
    ) throws(FaultMistake) -> Failpoint {
        let places = places(of: type)
        let chosen = place ?? (places.count == 1 ? places.first : .call)
        if let chosen, places.contains(chosen), let failpoint = chosen.failpoint {
            return failpoint
        }
        let expected = places.map { ".\($0)" }.joined(separator: " or ")
        let found = place.map { ".\($0)" } ?? "no place"
        throw FaultMistake(
            type: type.name,
            message: "at: expected \(expected), where it acts, found \(found)"
        )
    }

    private static func check(
        _ type: FaultType,
        _ failpoint: Failpoint,
        _ phase: String?,
        _ attempts: ClosedRange<Int>?
    ) throws(FaultMistake) {
        if let phase, !failpoint.parts.contains(.agent) {
            throw FaultMistake(
                type: type.name,
                message: "into: expected no phase, because no \(failpoint.visit) is about one, "
                    + "found \"\(phase)\""
            )
        }
        guard let attempts else { return }
        let found = "found \(attempts.lowerBound)...\(attempts.upperBound)"
        if !failpoint.parts.contains(.attempt) {
            throw FaultMistake(
                type: type.name,
                message: "attempts: expected none, because no \(failpoint.visit) is about one, "
                    + found
            )
        }
        if attempts.lowerBound < 1 {
            throw FaultMistake(type: type.name, message: "attempts: expected 1 or more, " + found)
        }
    }

    private static func injection(
        of type: FaultType,
        _ parameters: FaultParameter
    ) throws(FaultMistake) -> any Injection {
        let node = parameters.node(in: type.name)
        var problems: [Problem] = []
        Checker.check(node, against: type.shape, into: &problems)
        var mistakes = ProblemList()
        if problems.isEmpty, let injection = type.decode(node, "", &mistakes),
            mistakes.list.isEmpty
        {
            return injection
        }
        let words = (problems + mistakes.list).map {
            $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)"
        }
        throw FaultMistake(
            type: type.name,
            message: words.isEmpty
                ? "expected \(type.parameters), found other parameters"
                : words.joined(separator: "; ")
        )
    }
}

// The common ones.
extension Fault {
    /// Calls of these attempts are refused as by a provider that has no capacity left: status 529.
    public static func overloaded(_ phase: String, attempts: ClosedRange<Int> = 1...1) -> Fault {
        Fault(.call(Overloaded(), error: nil), "overloaded", phase, attempts)
    }

    /// Calls beyond so many requests or tokens in the last minute are refused with status 429 and a wait.
    public static func quota(
        _ phase: String,
        requestsPerMinute requests: Int? = nil,
        tokensPerMinute tokens: Int? = nil
    ) -> Fault {
        let quota = Quota(requests: requests.map { max(1, $0) }, tokens: tokens.map { max(1, $0) })
        return Fault(.call(quota, error: nil), "quota", phase)
    }

    /// Answers of these attempts are empty.
    public static func emptyAnswer(_ phase: String, attempts: ClosedRange<Int> = 1...1) -> Fault {
        ofAnswer(EmptyOutput(), "empty answer", phase, attempts)
    }

    /// Of answers of these attempts only this share arrives, 0...1.
    public static func truncatedAnswer(
        _ phase: String,
        attempts: ClosedRange<Int> = 1...1,
        keeping share: Double = 0.5
    ) -> Fault {
        let cut = TruncatedOutput(.share(min(max(0, share), 1)))
        return ofAnswer(cut, "truncated answer", phase, attempts)
    }

    /// Answers of these attempts are JSON that cannot be read.
    public static func invalidJSON(_ phase: String, attempts: ClosedRange<Int> = 1...1) -> Fault {
        ofAnswer(InvalidJSON(), "invalid JSON", phase, attempts)
    }

    /// Look-ups for the phase miss, whatever the cache has.
    public static func cacheMiss(_ phase: String) -> Fault {
        Fault(.call(FalseMiss(), error: nil), "cache miss", phase, at: .cacheRead)
    }

    private static func ofAnswer(
        _ injection: any Injection,
        _ words: String,
        _ phase: String,
        _ attempts: ClosedRange<Int>
    ) -> Fault {
        Fault(.call(injection, error: nil), words, phase, attempts, at: .agentOutput)
    }
}
