internal import Invariants
internal import JSON
package import Scenarios
internal import Suites
package import Workflows

/// A finding as a scenario file that fails today and passes once it is mended: it extends the scenario, says what was
/// found, and has what fired as faults at exact sites.
package struct SavedFailure: Sendable {
    /// The name of the file, without a folder.
    package let name: String
    /// What was found, for the file and for reports.
    package let finding: Finding
    /// What the file says of agents that were simulated for the search.
    let simulated: [String]
    /// The trace, one event a line.
    package let events: [UInt8]
    /// What agents did to the world.
    package let effects: [RunEffect]
    /// Covers the trace.
    package let trace: Digest

    /// The beginning of both files' names.
    package var stem: String { String(name.dropLast(".yaml".count)) }
    /// The name of the file beside it, which has the trace.
    package var eventsName: String { "\(stem).events.jsonl" }

    private static let schema = 1
    private static let digits = 8

    /// Executes a finding once more as the file will say it, and keeps the trace.
    static func record(
        _ finding: Finding,
        of scenario: Scenario
    ) async throws -> SavedFailure {
        let log = FiringLog()
        let taken = finding.runs.map { scenario.keeping(runs: $0) } ?? scenario
        let executor = SessionExecutor(taken, log) { false }
        var lines = EventLines()
        let order = ExecutionOrder(
            seed: finding.seed,
            targets: finding.schedule.map { FaultTarget($0) }
        )
        var effects: [RunEffect] = []
        _ = try await executor.execute(order) { trace in
            for event in trace.events { lines.append(event) }
            effects += trace.effects.map { RunEffect(run: trace.run.id, entry: $0) }
        }
        var digest = StreamDigest()
        digest.add(lines.bytes)
        return SavedFailure(
            name: name(of: finding, in: scenario),
            finding: finding,
            simulated: simulated(in: scenario),
            events: lines.bytes,
            effects: effects,
            trace: digest.digest
        )
    }

    private static func simulated(in scenario: Scenario) -> [String] {
        guard !scenario.simulatedAgents.isEmpty || scenario.wasReal else { return [] }
        var lines = ["clock: virtual"]
        if !scenario.simulatedAgents.isEmpty { lines.append("agents:") }
        for (agent, answer) in scenario.simulatedAgents.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "  \(quoted(agent)): {simulated: {output: \(quoted(answer)), latency: 1s}}"
            )
        }
        return lines
    }

    /// `<scenario>-<promise>-<8 hex>.yaml`: the same for the same finding, by whatever schedule.
    package static func name(of finding: Finding, in scenario: Scenario) -> String {
        var builder = DigestBuilder("saved failure/2")
        builder.add(finding.violation.promise.name)
        builder.add(finding.fingerprint.words)
        builder.add(scenario.variant?.settingsLabel ?? "")
        let digest = builder.digest.description.prefix(digits)
        return "\(slug(scenario.name))-\(finding.violation.promise.name)-\(digest).yaml"
    }

    /// How the names of a scenario's files begin.
    package static func stem(of scenario: Scenario) -> String { slug(scenario.name) }

    /// A name in small letters, digits and hyphens.
    private static func slug(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = words.joined(separator: "-").prefix(60)
        return slug.isEmpty ? "scenario" : String(slug)
    }

    /// The file. `base` is the path of the scenario's file from the folder that this one is in.
    package func text(extending base: String, tool: String) -> String {
        var found: [String] = [
            "invariant: \(finding.violation.promise.name)", "seed: \(finding.seed)",
            "tool: \(quoted(tool))", "schema: \(Self.schema)",
            "trace: \(quoted(trace.description))",
        ]
        if let runs = finding.runs {
            found.append("runs: [\(runs.map { quoted($0) }.joined(separator: ", "))]")
        }
        var lines = [
            "# Found by moonlight explore: \(comment(finding.violation.message))",
            "# It fails until the cause is mended; keep it, and it is a regression test.",
            "extends: \(quoted(base))",
            "found: {\(found.joined(separator: ", "))}",
        ]
        lines += simulated
        lines.append(finding.schedule.isEmpty ? "faults: []" : "faults:")
        for firing in finding.schedule {
            lines.append("  - id: \(quoted(firing.id))")
            lines.append("    at: \(firing.sample.failpoint.rawValue)")
            lines.append("    inject: {\(firing.sample.type): \(firing.sample.parameters)}")
            lines.append("    site: \(Self.site(firing.site))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A site without what it has by default.
    static func site(_ site: Site.Key) -> String {
        var parts = ["run: \(quoted(site.run.name))"]
        if site.run.repetition != 0 { parts.append("repetition: \(site.run.repetition)") }
        if !site.phase.isEmpty { parts.append("phase: \(quoted(site.phase))") }
        if site.role == .undo { parts.append("role: undo") }
        if site.attempt != 0 { parts.append("attempt: \(site.attempt)") }
        if site.run.life != 0 { parts.append("life: \(site.run.life)") }
        if site.visit != 0 { parts.append("visit: \(site.visit)") }
        return "{\(parts.joined(separator: ", "))}"
    }

    private func quoted(_ text: String) -> String { Self.quoted(text) }

    /// A text as JSON writes it, which YAML reads alike.
    private static func quoted(_ text: String) -> String { JSONValue.text(text).text }

    /// A message in one line.
    private func comment(_ message: String) -> String {
        String(message.map { $0.isNewline ? " " : $0 })
    }
}
