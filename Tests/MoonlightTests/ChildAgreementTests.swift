import Foundation
import TestSupport
import Testing

@Suite("Runs that are really killed agree with simulated ones", .timeLimit(.minutes(3)))
struct ChildAgreementTests {
    @Test(
        "the lines of the events and all that is judged are the same but for the times",
        arguments: 0..<20
    )
    func agree(number: Int) throws {
        let scenario = KilledScenario(number: number)
        let virtual = try outcome(scenario, "virtual")
        let real = try outcome(scenario, "real")
        #expect(virtual.events.isEmpty == false)
        let parts = zip(real.events, virtual.events).first { $0 != $1 }
        #expect(
            parts == nil && real.events.count == virtual.events.count,
            "\(scenario.text("real"))"
        )
        #expect(real.runs == virtual.runs)
        #expect(real.faults == virtual.faults)
        #expect(real.code == virtual.code)
        let kinds = virtual.events.joined()
        #expect(kinds.contains("run_resumed"))
    }

    private struct Outcome {
        let code: Int32
        let events: [String]
        let runs: [String]
        let faults: [String]
    }

    private func outcome(_ scenario: KilledScenario, _ clock: String) throws -> Outcome {
        let folder = try TemporaryFolder()
        try folder.write("killed.yaml", scenario.text(clock))
        let outcome = try Tool.run(
            ["run", "killed.yaml", "--format", "json", "--report", "reports", "--seed", "7"],
            in: folder.url
        )
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let scenarios = (object as? [String: Any])?["scenarios"] as? [[String: Any]]
        let declared = try #require(scenarios?.first, "\(outcome.output)\(outcome.errors)")
        let events = try folder.files().filter { $0.path.hasSuffix(".jsonl") }
            .flatMap { String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n") }
            .map { String($0.replacing(/"t_us":\d+,/, with: "")) }
        return Outcome(
            code: outcome.code,
            events: events,
            runs: try texts(declared["runs"]),
            faults: try texts(declared["faults"])
        )
    }

    /// Objects as texts, without what differs from one clock to the other by right.
    private func texts(_ list: Any?) throws -> [String] {
        try (list as? [[String: Any]] ?? []).map { object in
            var object = object
            // A fault's outcome on a real clock is judged by less: `surfaced` is never said of a run that is equal.
            for key in ["duration_s", "stored_id", "outcome"] { object[key] = nil }
            let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
            return String(decoding: data, as: UTF8.self)
        }
    }
}

/// A scenario whose run dies after a commit, once or twice, and is resumed; what else happens depends on a number.
private struct KilledScenario {
    let number: Int

    private func has(_ feature: Int) -> Bool { (number >> feature) & 1 == 1 }

    private var phases: [String] { ["a", "b", "c", "d"] }

    func text(_ clock: String) -> String {
        let death = phases[number % 3]
        let again = number % 3 < 2 && has(2) ? phases[number % 3 + 1] : nil
        let shared = has(1) ? ", agent: a" : ""
        var lines = [
            "name: killed", "clock: \(clock)",
            "workflow: {phases: [{name: a}, {name: b, needs: [a]\(shared)}, "
                + "{name: c, needs: [b]}, {name: d, needs: [a, c]}]}",
            "config:",
            "  retry: {initial: 1ms, max_attempts: \(3 + number % 2), on_exhausted: \(exit)}",
            "  rollback: {policy: \(number % 2 == 0 ? "last_good" : "{to_phase: b}")}",
            "  cache: {enabled: \(number % 4 != 3), max_entries: \(has(3) ? 2 : 1000)}",
            "  phases:",
            "    b: {fallback: as last time, validate: [{contains: fine}]}",
            "    c: {fallback: nothing}", "    a: {fallback: a plan}", "    d: {fallback: none}",
            "agents:",
            "  a: {simulated: {outputs: [fine plan, fine work, fine more], tokens: 3}}",
            "  c: {simulated: {outputs: [one, two, three], cost: 0.5}}",
            "  d: {simulated: {output: done}}",
        ]
        if !has(1) { lines.append("  b: {simulated: {outputs: [a draft, fine work, fine again]}}") }
        lines.append("faults:")
        lines += faults.map { "  - \($0)" }
        lines += ["runs:", "  - {name: before\(has(0) ? ", repeat: 2" : ""), \(anyhow)}"]
        lines.append("  - {name: dies, kill: {after: \(death)}, \(anyhow)}")
        if let again {
            lines.append("  - {name: dies again, resume: dies, kill: {after: \(again)}, \(anyhow)}")
        }
        lines.append("  - {name: ends, resume: \(again == nil ? "dies" : "dies again"), \(anyhow)}")
        lines.append("  - {name: after, \(has(2) ? "restart: true, " : "")\(anyhow)}")
        return lines.joined(separator: "\n") + "\n"
    }

    private var exit: String { ["fail", "degrade", "rollback", "degrade"][number % 4] }

    /// What comes of it is compared, not judged.
    private var anyhow: String { "expect: {}" }

    private var faults: [String] {
        let points = ["before", "after"]
        let drawn = [
            "{id: busy, when: {probability: 0.3}, inject: rate_limit, expect: any}",
            "{id: down, when: {probability: 0.3, phase: b}, inject: {server_error: {status: 503}}, expect: any}",
            "{id: dead, when: {probability: 0.2}, inject: {crash: {point: \(points[number % 2])}}, expect: any}",
            "{id: late, when: {phase: c}, inject: {latency: {by: 2ms, point: \(points[number % 2])}}, expect: any}",
            "{id: counted, when: {every: 3}, inject: server_error, expect: any}",
            "{id: once, when: {phase: d, times: 1}, inject: crash, expect: any}",
        ]
        return drawn.indices.filter { ($0 + number) % 3 != 0 }.map { drawn[$0] }
    }
}
