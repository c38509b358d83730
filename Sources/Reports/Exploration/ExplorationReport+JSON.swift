internal import Exploration
internal import Invariants
internal import Scenarios
internal import Workflows

// What exploring came to, as JSON.
extension ExplorationReport {
    /// One object on one line, ended by a line feed.
    ///
    /// `seeds_per_s` leaves out singles, pairs and shrinking. Counts are over all scenarios; what was never reached is
    /// named with its scenario where there are several.
    package static func json(_ suite: ExploredSuite) -> [UInt8] {
        let all = suite.scenarios.compactMap(\.exploration)
        let time = all.reduce(Duration.zero) { $0 + $1.seedsTime }
        let seeds = all.reduce(0) { $0 + $1.seeds }
        let seconds = seconds(time)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("seeds", seeds)
            writer.key("seconds")
            writer.literal(decimal(seconds))
            writer.key("seeds_per_s")
            writer.literal(seconds > 0 ? decimal(Double(seeds) / seconds) : "null")
            writer.key("exhaustive")
            writer.object { counts(&$0, all) }
            writer.key("canary")
            switch suite.isCanaryCaught {
            case true?: writer.text("caught")
            case false?: writer.text("missed")
            case nil: writer.literal("null")
            }
            writer.member("rechecked", all.reduce(0) { $0 + $1.rechecked })
            writer.key("stopped")
            if let stopped = suite.stopped { writer.text(stopped) } else { writer.literal("null") }
            writer.key("trace")
            writer.list(all) { $0.text(hash($1)) }
            writer.key("reached")
            writer.list(reached(all)) { cell(&$0, $1.cell, $1.count) }
            writer.key("never")
            writer.list(never(suite)) { $0.text($1) }
            writer.member("exempted", exempted(suite))
            writer.key("violations")
            writer.list(suite.findings) { violation(&$0, $1.kept, of: $1.scenario) }
            writer.key("skipped")
            writer.list(skipped(suite)) { writer, skipped in
                writer.object {
                    $0.member("scenario", skipped.scenario.name)
                    $0.member("file", skipped.scenario.file)
                    $0.member("reason", skipped.reason)
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func counts(_ writer: inout JSONWriter, _ all: [Exploration]) {
        writer.member("single", all.reduce(0) { $0 + $1.singles.executed })
        writer.member("double", all.reduce(0) { $0 + $1.pairs.executed })
        writer.key("of")
        writer.object {
            $0.member("single", all.reduce(0) { $0 + $1.singles.total })
            $0.member("double", all.reduce(0) { $0 + $1.pairs.total })
        }
    }

    /// What was reached over all scenarios, in the order of the failpoints.
    static func reached(_ all: [Exploration]) -> [(cell: Reach.Cell, count: Reach.Count)] {
        var reach = Reach()
        for exploration in all { reach.add(exploration.reach) }
        return reach.cells.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func cell(_ writer: inout JSONWriter, _ cell: Reach.Cell, _ count: Reach.Count) {
        writer.object {
            $0.member("failpoint", cell.failpoint.rawValue)
            $0.member("type", cell.type)
            $0.member("phase", cell.phase)
            $0.member("visits", count.visits)
            $0.member("fired", count.fired)
            $0.member("absorbed", count.absorbed)
            $0.member("surfaced", count.surfaced)
        }
    }

    private static func never(_ suite: ExploredSuite) -> [String] {
        let isOne = suite.scenarios.count == 1
        return suite.scenarios.flatMap { explored in
            (explored.exploration?.never ?? []).map {
                isOne ? $0 : "\(explored.scenario.file): \($0)"
            }
        }
    }

    /// How many pairs of a scenario and an invariant are not judged because the scenario says so.
    private static func exempted(_ suite: ExploredSuite) -> Int {
        suite.scenarios.reduce(0) { sum, explored in
            sum + Invariant.standard.count { !explored.scenario.invariants.contains($0) }
        }
    }

    private static func violation(
        _ writer: inout JSONWriter,
        _ kept: KeptFinding,
        of scenario: Scenario
    ) {
        let finding = kept.finding
        writer.object { writer in
            writer.member("invariant", finding.violation.promise.name)
            writer.member("promise", kept.owner)
            writer.member("message", finding.violation.message)
            writer.member("harm", finding.violation.promise.harm.rawValue)
            writer.member("scenario", scenario.name)
            writer.member("run", finding.violation.run)
            writer.key("seed")
            writer.literal(String(finding.seed))
            writer.member("faults", kept.faults)
            writer.member("reruns", kept.reruns)
            writer.key("schedule")
            writer.list(finding.schedule) { writer, firing in
                writer.object {
                    $0.member("id", firing.id)
                    $0.member("type", firing.sample.type)
                    $0.key("parameters")
                    $0.literal(firing.sample.parameters)
                    $0.member("at", firing.sample.failpoint.rawValue)
                    $0.member("run", firing.site.run.name)
                    $0.member("phase", firing.site.phase)
                    $0.member("attempt", firing.site.attempt)
                }
            }
            writer.key("file")
            if let path = kept.path { writer.text(path) } else { writer.literal("null") }
            writer.key("replay")
            if let path = kept.path {
                writer.text("moonlight replay \(path)")
            } else {
                writer.literal("null")
            }
        }
    }

    private static func skipped(_ suite: ExploredSuite) -> [(scenario: Scenario, reason: String)] {
        suite.scenarios.compactMap { explored in
            guard case .skipped(let reason) = explored.outcome else { return nil }
            return (explored.scenario, reason)
        }
    }

    private static func seconds(_ time: Duration) -> Double {
        let (seconds, attoseconds) = time.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    private static func decimal(_ value: Double) -> String { MeasuredText.fixed(value, places: 3) }
}
