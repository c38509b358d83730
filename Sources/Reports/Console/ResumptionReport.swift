package import Suites
internal import Scenarios
internal import Workflows

/// What came of a resumed run.
package enum ResumptionReport {
    /// A few lines for a terminal.
    package static func text(_ outcome: StoredRunResumer.Outcome) -> String {
        let result = outcome.result
        var lines = [
            "\(outcome.scenario)/\(outcome.run) (\(outcome.id)): \(result.status.rawValue), recovered by "
                + "resume in \(SpanText.text(result.record.duration))"
        ]
        if result.status != .succeeded, result.status != .degraded {
            lines[0] =
                "\(outcome.scenario)/\(outcome.run) (\(outcome.id)): \(result.status.rawValue) after "
                + SpanText.text(result.record.duration)
        }
        lines.append("  restored \(outcome.restored), executed " + names(result.record.executed))
        if let error = result.error {
            let phase = error.phase.map { "\($0): " } ?? ""
            lines.append(
                "  \(phase)\(error.failure.kind): \(PlainText.oneLine(error.failure.message))"
            )
        }
        if let count = outcome.faultsLeftOut { lines.append("  \(FaultsLeftOut.text(count))") }
        lines += EffectText.lines(of: result).map { "  \($0)" }
        lines.append("  show it: moonlight show \(outcome.id)")
        if [.cancelled, .paused, .interrupted].contains(result.status) {
            lines.append("  go on with it: moonlight resume \(outcome.id)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One object: `{"schema":1,"restored":n,"cut_bytes":n,"run":{…}}`, the run as `run --format json` has it.
    package static func json(_ outcome: StoredRunResumer.Outcome) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("scenario", outcome.scenario)
            if let count = outcome.faultsLeftOut { writer.member("faults_left_out", count) }
            writer.member("restored", outcome.restored)
            writer.member("cut_bytes", outcome.cutBytes)
            writer.key("run")
            SuiteJSON.repetition(&writer, outcome.result, ofRun: outcome.run)
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func names(_ phases: Set<PhaseID>) -> String {
        phases.isEmpty ? "nothing" : phases.sorted().map(\.name).joined(separator: ", ")
    }
}
