internal import Faults
internal import JSON
package import Suites
internal import Quantities
internal import Scenarios
internal import Workflows

/// A suite as the one JSON object that `--format json` puts on standard output.
package enum SuiteJSON {
    /// One line of JSON in UTF-8, ended by a line feed; the same suite gives the same bytes.
    ///
    /// A run that is repeated has one entry for each repetition that is kept, one that was not reached has none.
    package static func encode(_ suite: SuiteResult) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { members(&$0, of: suite) }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// The object's members; with a listing only the repetitions that it names, the others are left out as those that are
    /// not kept.
    static func members(
        _ writer: inout JSONWriter,
        of suite: SuiteResult,
        listing: RunListing? = nil
    ) {
        writer.member("schema", 1)
        for status in [ScenarioResult.Status.passed, .failed, .flaky, .skipped] {
            writer.member(status.rawValue, suite.count(status))
        }
        writer.member("cases", suite.cases)
        writer.member("scenarios", suite.scenarios.enumerated()) { writer, each in
            scenario(&writer, each.element, listing?.places[each.offset])
        }
    }

    /// - Parameter places: Those of the repetitions of each run that are listed; `nil` for all.
    private static func scenario(
        _ writer: inout JSONWriter,
        _ scenario: ScenarioResult,
        _ places: [[Int]]?
    ) {
        writer.object { writer in
            writer.member("name", scenario.name)
            writer.member("file", scenario.file)
            writer.member("status", scenario.status.rawValue)
            writer.member("seed", scenario.seed)
            if !scenario.tags.isEmpty { writer.member("tags", scenario.tags) { $0.text($1) } }
            if let variant = scenario.variant { self.variant(&writer, variant) }
            let runs = scenario.runs
            // By their places: of many runs few are listed on a page, and the others are not copied.
            let repetitions = runs.indices.lazy.flatMap { number in
                (places?[number] ?? Array(runs[number].repetitions.indices)).lazy.map {
                    (number, $0)
                }
            }
            writer.member("runs", repetitions) { writer, each in
                let (number, place) = each
                repetition(&writer, runs[number].repetitions[place], ofRun: runs[number].name)
            }
            leftOut(
                &writer,
                runs.indices.compactMap { number in
                    let listed = places?[number].count ?? runs[number].repetitions.count
                    let count = runs[number].repetitions.total - listed
                    return count > 0 ? (runs[number], count) : nil
                }
            )
            if let count = scenario.faultsLeftOut { writer.member("faults_left_out", count) }
            writer.member("faults", scenario.faults) { writer, fault in
                writer.object { writer in
                    writer.member("id", fault.id)
                    writer.member("fired", fault.fired)
                    writer.member("visits", fault.visits)
                    writer.member("overshadowed", fault.overshadowed)
                    writer.member("outcome", fault.outcome.rawValue)
                    if let reason = fault.reason { writer.member("reason", reason) }
                }
            }
            writer.member("claims", EmptyCollection<Never>()) { _, _ in }
            writer.member("failures", scenario.invariantFailures, failure)
            if let breakage = scenario.breakage { writer.member("breakage", breakage) }
            if let reason = scenario.skipReason { writer.member("skip_reason", reason) }
        }
    }

    /// What tells a variant from the others: its seed where `seeds` chose it, and the value at each key of the matrix.
    private static func variant(_ writer: inout JSONWriter, _ variant: ScenarioVariant) {
        writer.key("variant")
        writer.object { writer in
            if let seed = variant.seed { writer.member("seed", seed) }
            for setting in variant.settings {
                writer.key(setting.key)
                writer.literal(setting.value.text)
            }
        }
    }

    /// How many repetitions of each run are not listed, and how many of all of them failed.
    ///
    /// Runs of which none is listed are added up; that they are is what `runs` says, their number.
    ///
    /// - Parameter parts: The runs of which some are left out, and how many of each.
    private static func leftOut(_ writer: inout JSONWriter, _ parts: [(run: RunResult, count: Int)])
    {
        guard !parts.isEmpty else { return }
        let named = parts.filter { $0.count < $0.run.repetitions.total }
        let unlisted = parts.filter { $0.count == $0.run.repetitions.total }
        writer.key("left_out")
        writer.list { writer in
            for (run, count) in named {
                writer.object { writer in
                    writer.member("name", run.name)
                    writer.member("repetitions", run.repetitions.total)
                    writer.member("failed", run.repetitions.failed)
                    writer.member("left_out", count)
                }
            }
            guard !unlisted.isEmpty else { return }
            let repetitions = unlisted.reduce(0) { $0 + $1.count }
            writer.object { writer in
                writer.member("runs", unlisted.count)
                writer.member("repetitions", repetitions)
                writer.member("failed", unlisted.reduce(0) { $0 + $1.run.repetitions.failed })
                writer.member("left_out", repetitions)
            }
        }
    }

    static func repetition(
        _ writer: inout JSONWriter,
        _ repetition: RepetitionResult,
        ofRun name: String
    ) {
        let record = repetition.record
        writer.object { writer in
            writer.member("id", repetition.id)
            writer.member("name", name)
            writer.member("status", repetition.status.rawValue)
            writer.key("duration_s")
            writer.literal(DurationText.seconds(record.duration, places: 6))
            phases(&writer, "executed", record.executed)
            phases(&writer, "cached", record.cached)
            phases(&writer, "skipped", record.skipped)
            writer.key("attempts")
            writer.object { writer in
                for (phase, count) in record.attempts.sorted(by: { $0.key < $1.key }) {
                    writer.member(phase.name, count)
                }
            }
            writer.key("tokens")
            writer.literal(record.tokens.map { String($0) } ?? "null")
            writer.key("cost")
            writer.literal(record.costMicros.map(CostText.text) ?? "null")
            if !record.memory.isEmpty {
                writer.key("memory_bytes")
                writer.object { writer in
                    for (phase, bytes) in record.memory.sorted(by: { $0.key < $1.key }) {
                        writer.member(phase.name, bytes)
                    }
                }
            }
            if !record.sharedMemory.isEmpty {
                phases(&writer, "memory_shared", record.sharedMemory)
            }
            if !repetition.effects.isEmpty {
                writer.member("effects", repetition.effects, effect)
            }
            if !repetition.unreadEffects.isEmpty {
                writer.member("unread_effects", repetition.unreadEffects) { $0.text($1) }
            }
            writer.member("digest", record.digest.description)
            writer.member("failures", repetition.failures, failure)
            phases(&writer, "degraded", record.degraded)
            if let id = repetition.storedID { writer.member("stored_id", id) }
            if record.rollbacks > 0 { writer.member("rollbacks", record.rollbacks) }
            if !record.recovery.isEmpty {
                writer.member("recovered_by", record.recovery) { $0.text($1) }
            }
            if !record.restored.isEmpty { phases(&writer, "restored", record.restored) }
            if !record.compensated.isEmpty { phases(&writer, "compensated", record.compensated) }
            if !repetition.leftovers.isEmpty {
                writer.member("left_files", repetition.leftovers) { writer, left in
                    writer.object { writer in
                        writer.member("phase", left.phase.name)
                        writer.member("count", left.count)
                        writer.member("paths", left.paths) { $0.text($1) }
                    }
                }
            }
            if let cause = repetition.error { error(&writer, cause) }
            if let answer = repetition.response { response(&writer, answer) }
        }
    }

    static func effect(_ writer: inout JSONWriter, _ entry: EffectEntry) {
        writer.object { writer in
            writer.member("name", entry.name)
            if let key = entry.key {
                writer.member("key", key)
            } else {
                writer.key("key")
                writer.literal("null")
            }
            writer.member("phase", entry.phase.name)
            writer.member("applied", entry.applied)
            writer.member("repeated", entry.repeated)
            writer.member("undone", entry.undone)
            writer.member("left_over", entry.leftOver)
        }
    }

    private static func phases(
        _ writer: inout JSONWriter,
        _ name: String,
        _ phases: Set<PhaseID>
    ) {
        writer.member(name, phases.sorted()) { $0.text($1.name) }
    }

    private static func failure(_ writer: inout JSONWriter, _ failure: ExpectationFailure) {
        writer.object { writer in
            writer.member("expected", failure.expected)
            writer.member("found", failure.found)
            writer.member("location", failure.location)
        }
    }

    private static func error(_ writer: inout JSONWriter, _ error: RunError) {
        writer.key("error")
        writer.object { writer in
            writer.key("phase")
            if let phase = error.phase { writer.text(phase.name) } else { writer.literal("null") }
            writer.member("kind", error.failure.kind)
            writer.member("message", error.failure.message)
        }
    }

    private static func response(_ writer: inout JSONWriter, _ response: PhaseOutput.Response) {
        writer.key("response")
        writer.object { writer in
            writer.member("status", response.status)
            writer.member("body", response.body)
            writer.member("port", response.port)
        }
    }
}
