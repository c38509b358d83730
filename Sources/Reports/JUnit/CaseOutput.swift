internal import Suites
internal import Quantities
internal import Scenarios
internal import Workflows

/// What there is to read about a run besides its failures.
enum CaseOutput {
    /// How many repetitions are listed one by one; as many of the later ones are if they failed.
    static let maxRepetitions = 20

    /// A line for each repetition, what was answered and what processes wrote, then the time in all.
    static func text(of run: RunResult, isVirtual: Bool) -> String {
        guard !run.repetitions.isEmpty else { return "" }
        let first = run.repetitions.prefix(maxRepetitions)
        let failed =
            run.repetitions.failed == 0
            ? []
            : run.repetitions.dropFirst(maxRepetitions).lazy.filter { !$0.failures.isEmpty }
                .prefix(maxRepetitions).map(\.self)
        var lines: [String] = []
        for repetition in first { lines += Self.lines(of: repetition) }
        for repetition in failed { lines += Self.lines(of: repetition) }
        lines += HookText.lines(run)
        let rest = run.repetitions.total - first.count - failed.count
        if rest > 0 { lines.append("… \(rest) more") }
        if run.repetitions.failuresLeftOut > 0 {
            lines.append("\(run.repetitions.failed) of \(run.repetitions.total) failed")
        }
        if isVirtual {
            lines.append("virtual duration \(DurationText.clock(run.repetitions.duration))")
        }
        return lines.joined(separator: "\n")
    }

    /// One repetition in one line.
    static func summary(of repetition: RepetitionResult) -> String {
        let record = repetition.record
        let attempts = record.attempts.sorted { $0.key < $1.key }
            .map { "\($0.key.name): \($0.value)" }
            .joined(separator: ", ")
        let facts =
            [
                "\(repetition.id): \(repetition.status.rawValue)",
                DurationText.clock(record.duration),
                "executed \(list(record.executed))",
                "cached \(list(record.cached))",
                "attempts {\(attempts)}",
                "digest \(record.digest.short)",
            ] + UsageText.facts(of: record)
        return PlainText.oneLine(facts.joined(separator: ", "))
    }

    private static func lines(of repetition: RepetitionResult) -> [String] {
        var lines = [summary(of: repetition)]
        if let error = repetition.error { lines += fenced(cause(error)) }
        if let response = repetition.response {
            let text = "response \(response.status) on port \(response.port): \(response.body)"
            lines += fenced(PlainText.lines(text))
        }
        lines += EffectText.lines(of: repetition).map { "  \($0)" }
        for transcript in repetition.transcripts {
            lines.append("  \(title(of: transcript))")
            lines += fenced(PlainText.lines(transcript.text)).map { "  \($0)" }
        }
        return lines
    }

    /// Why a run failed: kind, phase and message.
    static func cause(_ error: RunError) -> [String] {
        let place = error.phase.map { " in \($0.name)" } ?? ""
        return PlainText.lines("\(error.failure.kind)\(place): \(error.failure.message)")
    }

    /// Whose words follow.
    static func title(of transcript: RunTrace.Transcript) -> String {
        "\(PlainText.oneLine(transcript.phase.name)), attempt \(transcript.attempt), wrote:"
    }

    private static func fenced(_ lines: [String]) -> [String] {
        lines.map { "  \(FailureText.gutter)\($0)" }
    }

    private static func list(_ phases: Set<PhaseID>) -> String {
        "[\(phases.sorted().map(\.name).joined(separator: ", "))]"
    }
}
