internal import Faults
internal import Suites
internal import Scenarios
internal import Workflows

/// One scenario as a JUnit file has it: its cases and their counts.
struct JUnitSuite {
    /// The scenario.
    let scenario: ScenarioResult
    /// The path with dots, unique among all files: what a scenario's variants have in common.
    let className: String
    /// The same with the variant, unique among all scenarios.
    let name: String
    /// One for each run, then one for the invariants.
    let cases: [JUnitCase]
    /// What else is to be known, in order.
    let properties: [(name: String, value: String)]

    /// All scenarios of a suite, in order, with their cases.
    static func all(
        of suite: SuiteResult,
        _ cases: [[JUnitCase]],
        toolVersion: String
    ) -> [JUnitSuite] {
        var names = UniqueNames()
        var classes: [String: String] = [:]
        return zip(suite.scenarios, cases).map { scenario, cases in
            let path = PlainText.oneLine(scenario.className)
            let known = scenario.variant == nil ? nil : classes[scenario.file]
            let className = known ?? names.claim(path)
            classes[scenario.file] = className
            let label = scenario.variant.map { " \($0.label)" } ?? ""
            return JUnitSuite(
                scenario: scenario,
                className: className,
                name: label.isEmpty ? className : names.claim(PlainText.oneLine(className + label)),
                cases: cases,
                properties: properties(of: scenario, toolVersion: toolVersion)
            )
        }
    }

    /// What a file of this suite alone is called by.
    var fileName: String {
        className + (scenario.variant.map { "-\(PlainText.oneLine($0.fileLabel))" } ?? "")
    }

    /// How many cases have a failure.
    var failures: Int {
        cases.count { if case .failed = $0.outcome { true } else { false } }
    }

    /// How many cases have an error.
    var errors: Int {
        cases.count { if case .broken = $0.outcome { true } else { false } }
    }

    /// How many cases were skipped.
    var skipped: Int {
        cases.count { if case .skipped = $0.outcome { true } else { false } }
    }

    private static func properties(
        of scenario: ScenarioResult,
        toolVersion: String
    ) -> [(name: String, value: String)] {
        var names = UniqueNames()
        var properties = [
            ("seed", String(scenario.seed)),
            ("trace_hash", scenario.traceHash.description),
            ("workflow", scenario.workflow),
            ("clock", scenario.isVirtual ? "virtual" : "real"),
            ("status", scenario.status.rawValue),
            ("replay", scenario.replayCommand()),
            ("tool", "moonlight \(toolVersion)"),
        ]
        if let count = scenario.faultsLeftOut {
            properties.append(("faults_left_out", String(count)))
        }
        for fault in scenario.faults {
            properties.append(
                ("fault.\(fault.id)", "\(fault.outcome.rawValue), fired \(fault.fired)")
            )
        }
        return properties.map { name, value in
            (names.claim(PlainText.oneLine(name)), PlainText.oneLine(value))
        }
    }
}
