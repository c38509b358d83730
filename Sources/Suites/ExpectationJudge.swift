internal import Scenarios
internal import Shapes
internal import JSON
internal import Quantities
internal import Workflows

/// Holds one execution of a run against its expectations.
struct ExpectationJudge {
    let executed: ExecutedRun
    let record: RunRecord
    /// The digest of the first repetition of each earlier run, by name.
    let digests: [String: Digest]

    /// What does not hold, with the expectation's place in the list; how faults ended is not known yet.
    func failures(
        _ expectations: [Expectation]
    ) -> [(place: Int, failure: ExpectationFailure)] {
        expectations.enumerated().compactMap { place, expectation in
            guard let (expected, found) = mismatch(expectation.kind) else { return nil }
            let failure = ExpectationFailure(
                expected: expected,
                found: BoundedMessage.bounded(found),
                location: "\(expectation.location.file):\(expectation.location.line)",
                run: executed.plan.run.id,
                repetition: executed.plan.run.repetition,
                seed: executed.plan.seed,
                storedID: executed.trace.storedID
            )
            return (place, failure)
        }
    }

    /// What was expected and what was found; `nil` where it holds.
    private func mismatch(_ kind: Expectation.Kind) -> (String, String)? {
        switch kind {
        case .status(let status):
            guard status != executed.trace.status else { return nil }
            return ("status \(status.rawValue)", ending)
        case .phases(let set, let phases):
            let found = set.phases(in: record)
            return found == phases ? nil : ("\(set.rawValue) \(list(phases))", list(found))
        case .attempts(let phase, let count):
            let found = record.attempts[phase] ?? 0
            return found == count ? nil : ("\(count) attempts of \(phase)", String(found))
        case .duration(let bound):
            guard !bound.contains(record.duration) else { return nil }
            return ("duration \(bound.text)", DurationText.clock(record.duration))
        case .output(let phase, let check):
            let trace = executed.trace
            guard let output = trace.outputs[phase] ?? trace.fallbacks[phase] else {
                return ("an output of \(phase) that \(check.text)", "no output; \(ending)")
            }
            return check.mismatch(in: output).map { ("\(phase) \(check.text)", $0) }
        case .responseStatus, .responseBody: return responseMismatch(kind)
        case .errorPhase(let phase):
            guard executed.trace.error?.phase != phase else { return nil }
            return ("an error in \(phase)", ending)
        case .errorKind(let kind):
            guard executed.trace.error?.failure.kind != kind else { return nil }
            return ("an error of kind \(kind)", ending)
        case .fault: return nil
        case .events(let patterns): return missing(patterns)
        case .endedAs(let allowed):
            guard !allowed.contains(executed.trace.status) else { return nil }
            let names = allowed.map(\.rawValue).sorted().reversed().joined(separator: " or ")
            return ("status \(names)", ending)
        case .rollbacks, .patterns, .anomalies, .cache, .missedBecause, .tokens, .cost:
            return mismatchInRecord(kind)
        case .sameOutput(let run):
            guard let other = digests[run] else { return ("the outputs of \(run)", "no such run") }
            return other == record.digest
                ? nil : ("the outputs of \(run), digest \(other.short)", record.digest.short)
        }
    }

    /// What was expected of numbers and names that the record has.
    private func mismatchInRecord(_ kind: Expectation.Kind) -> (String, String)? {
        switch kind {
        case .rollbacks(let count):
            guard record.rollbacks != count else { return nil }
            return ("\(count) rollbacks", String(record.rollbacks))
        case .patterns(let names):
            guard record.patterns != names else { return nil }
            return ("patterns [\(text(names))]", "[\(text(record.patterns))]")
        case .anomalies(let phases):
            guard record.anomalies != phases else { return nil }
            return ("anomalies \(list(phases))", list(record.anomalies))
        case .cache(let what, let count):
            let found =
                switch what {
                case .hits: record.hits
                case .misses: record.misses
                case .evicted: executed.trace.evicted
                }
            return found == count ? nil : ("\(count) cache \(what.rawValue)", String(found))
        case .tokens(let bound):
            guard record.tokens.map({ bound.contains($0) }) != true else { return nil }
            return ("tokens \(bound.text)", record.tokens.map { String($0) } ?? Self.unknown)
        case .cost(let bound):
            guard record.costMicros.map({ bound.contains(micros: $0) }) != true else { return nil }
            return ("cost \(bound.text)", record.costMicros.map(CostText.text) ?? Self.unknown)
        case .missedBecause(let phase, let parts):
            guard let found = record.missedBecause[phase] else {
                return ("\(phase) missed because \(parts.joined(separator: ", "))", "no miss")
            }
            let missing = parts.filter { part in !found.contains { $0 == part } }
            guard !missing.isEmpty else { return nil }
            return (
                "\(phase) missed because \(parts.joined(separator: ", "))",
                found.isEmpty ? "no stored key of the phase" : found.joined(separator: ", ")
            )
        default: return nil
        }
    }

    private static let unknown = "no agent that says"

    private func text(_ names: Set<String>) -> String {
        names.sorted().joined(separator: ", ")
    }

    /// How the run ended, with its cause; what a process said stands on lines of its own.
    private var ending: String {
        guard let error = executed.trace.error else {
            return "status \(record.status?.rawValue ?? "none")"
        }
        let phase = error.phase.map { " in \($0)" } ?? ""
        return "status \(executed.trace.status.rawValue)\(phase): \(error.failure.kind): "
            + error.failure.message
    }

    private func responseMismatch(_ kind: Expectation.Kind) -> (String, String)? {
        guard let output = executed.response.map(\.output) else {
            return (Self.expectedResponse(kind), "no response")
        }
        switch kind {
        case .responseStatus(let status):
            let found = output.response?.status
            return found == status
                ? nil
                : (
                    "response status \(status)",
                    "\(found ?? 0)\n\(BoundedMessage.start(of: output.text, 400))"
                )
        case .responseBody(let check):
            return check.mismatch(in: output).map { ("a response that \(check.text)", $0) }
        default: return nil
        }
    }

    private static func expectedResponse(_ kind: Expectation.Kind) -> String {
        switch kind {
        case .responseStatus(let status): "response status \(status)"
        case .responseBody(let check): "a response that \(check.text)"
        default: "a response"
        }
    }

    private func missing(_ patterns: [EventPattern]) -> (String, String)? {
        var rest = patterns[...]
        for event in executed.trace.events {
            if let next = rest.first, next.matches(event) { rest = rest.dropFirst() }
        }
        guard let first = rest.first else { return nil }
        let seen = patterns.count - rest.count
        return (
            "the event \(first.text)",
            seen == 0 ? "none" : "none after \(patterns[seen - 1].text)"
        )
    }

    private func list(_ phases: Set<PhaseID>) -> String {
        let order = executed.plan.phases.map(\.id)
        return "[" + order.filter(phases.contains).map(\.name).joined(separator: ", ") + "]"
    }
}

extension ExecutedRun {
    /// The last phase, in the plan's order, that has a server's response.
    var response: (phase: PhaseID, output: PhaseOutput)? {
        plan.phases.reversed().lazy.compactMap { phase in
            trace.outputs[phase.id].flatMap { $0.response == nil ? nil : (phase.id, $0) }
        }.first
    }
}

extension OutputCheck {
    /// The check as a person says it.
    var text: String {
        switch self {
        case .contains(let text): "contains \"\(HiddenCharacters.revealed(in: text))\""
        case .matches(let pattern): "matches \"\(pattern)\""
        case .isJSON: "is JSON"
        case .json(let expected): "has \(expected.path) = \(expected.value.text)"
        case .equals(_, let file): "equals the file \(file)"
        case .file(let path): "has the file \(path)"
        }
    }

    /// What was found instead; `nil` where the output satisfies the check.
    func mismatch(in output: PhaseOutput) -> String? {
        switch self {
        case .contains(let text):
            guard Validator.contains(text).finding(in: output) != nil else { return nil }
            let seen = Validator.contains(HiddenCharacters.removed(from: text))
            return Self.excerpt(output, hidesWhat: seen)
        case .matches(let pattern):
            guard let found = output.isMatched(by: pattern) else {
                return MatchesPattern.noVerdict(on: pattern)
            }
            return found ? nil : Self.excerpt(output, hidesWhat: .matches(pattern))
        case .isJSON:
            return JSONValue(parsing: output.text) == nil ? "no JSON: \(Self.excerpt(output))" : nil
        case .json(let expected):
            guard let json = JSONValue(parsing: output.text) else {
                return "no JSON: \(Self.excerpt(output))"
            }
            guard let found = json.value(at: expected.path) else {
                return "nothing at \(expected.path) in \(Self.excerpt(output))"
            }
            guard let mismatch = expected.mismatch(in: json) else { return nil }
            let looksAlike =
                HiddenCharacters.removed(from: found.text)
                == HiddenCharacters.removed(from: expected.value.text)
            return looksAlike ? HiddenCharacters.revealed(in: found.text) : mismatch
        case .equals(let bytes, _):
            let isEqual =
                Array(output.text.utf8) == bytes || output.files.contains { $0.bytes == bytes }
            guard !isEqual else { return nil }
            let looksAlike =
                HiddenCharacters.removed(from: output.text)
                == HiddenCharacters.removed(from: String(decoding: bytes, as: UTF8.self))
            return Self.excerpt(output, isRevealed: looksAlike)
        case .file(let path):
            guard !output.files.contains(where: { $0.path == path }) else { return nil }
            return "the files [\(output.files.map(\.path).joined(separator: ", "))]"
        }
    }

    /// What was found, with its hidden characters shown where they alone keep it from being what was looked for.
    private static func excerpt(_ output: PhaseOutput, hidesWhat validator: Validator) -> String {
        let text = HiddenCharacters.removed(from: output.text)
        let seen = PhaseOutput(text: text, files: output.files, response: output.response)
        return excerpt(output, isRevealed: validator.finding(in: seen) == nil)
    }

    private static func excerpt(_ output: PhaseOutput, isRevealed: Bool = false) -> String {
        let text = isRevealed ? HiddenCharacters.revealed(in: output.text) : output.text
        let head = BoundedMessage.start(of: text, 400)
        let rest = text.utf8.count - head.utf8.count
        let files = output.files.isEmpty ? "" : " and files \(output.files.map(\.path))"
        return "\"\(head)\"" + (rest > 0 ? " and \(rest) bytes more" : "") + files
    }
}
