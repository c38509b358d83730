/// What was measured and judged of one scenario.
struct JudgedSuite {
    /// The scenario's name, unique among all suites.
    let name: String
    /// The scenario's file.
    let file: String
    /// The cases, with names that are unique among them.
    let cases: [(name: String, judged: JudgedCase)]

    /// How many cases are a failure.
    var failures: Int {
        cases.count { if case .failed = $0.judged.outcome { true } else { false } }
    }

    /// How many cases were passed over.
    var skipped: Int {
        cases.count { if case .skipped = $0.judged.outcome { true } else { false } }
    }
}

/// What a JUnit document of judged cases says besides them.
struct JudgedFrame {
    /// What was judged: the type of failures.
    let kind: String
    let surroundings: ReportEnvironment

    /// The properties of a suite.
    var properties: [(name: String, value: String)] {
        [("kind", kind), ("tool", "moonlight \(surroundings.toolVersion)")]
    }
}
