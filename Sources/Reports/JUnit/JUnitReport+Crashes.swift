package import Exploration
internal import Scenarios
internal import Suites

// What came of killing runs, each run as a case of its scenario.
extension JUnitReport {
    /// Writes what came of killing runs as `run` writes runs, and returns the paths of what was written.
    ///
    /// A run is a failure where a boundary differs, and skipped where none was judged.
    ///
    /// - Throws: `XMLProblem`.
    package static func write(
        _ results: [CrashResult],
        profile: JUnitProfile = .rich,
        to path: String,
        isFolder: Bool = false,
        surroundings: ReportEnvironment
    ) throws -> [String] {
        var names = UniqueNames()
        let suites = results.map { result in
            let name = PlainText.oneLine(Scenario.className(ofPath: result.file))
            return JUnitSuite(
                crashes: result,
                className: names.claim(name),
                toolVersion: surroundings.toolVersion
            )
        }
        return try write(
            suites,
            profile: profile,
            to: path,
            isFolder: isFolder,
            surroundings: surroundings
        )
    }
}

extension JUnitSuite {
    fileprivate init(crashes result: CrashResult, className: String, toolVersion: String) {
        scenario = .crashed(
            named: result.scenario,
            file: result.file,
            status: result.differences.isEmpty ? .passed : .failed,
            seed: result.seed,
            isVirtual: result.isVirtual
        )
        self.className = className
        name = className
        var runs: [String] = []
        let named = result.rows.map(\.run) + result.skipped.compactMap(\.skip.run)
        for run in named where !runs.contains(run) { runs.append(run) }
        var names = UniqueNames()
        let file = result.file
        var cases = runs.map { run in
            JUnitCase(
                name: names.claim("crash \(PlainText.oneLine(run))"),
                place: SourcePlace(file: file, line: nil),
                time: .zero,
                outcome: .init(of: run, in: result)
            )
        }
        for (skip, _) in result.skipped where skip.run == nil {
            cases.append(
                JUnitCase(
                    name: names.claim("crash of all runs"),
                    place: SourcePlace(file: file, line: nil),
                    time: .zero,
                    outcome: .skipped(skip.reason)
                )
            )
        }
        // A suite has a case, also one that was not come to.
        if cases.isEmpty {
            cases.append(
                JUnitCase(
                    name: names.claim("crash of all runs"),
                    place: SourcePlace(file: file, line: nil),
                    time: .zero,
                    outcome: .skipped("no boundary was tried")
                )
            )
        }
        self.cases = cases
        properties = [
            ("seed", String(result.seed)), ("clock", result.isVirtual ? "virtual" : "real"),
            ("replay", scenario.replayCommand()), ("tool", "moonlight \(toolVersion)"),
        ]
        .map { ($0, PlainText.oneLine($1)) }
    }
}

extension JUnitCase.Outcome {
    fileprivate init(of run: String, in result: CrashResult) {
        let rows = result.rows.filter { $0.run == run }
        let differing = rows.filter { $0.difference != nil }
        guard differing.isEmpty else {
            self = .failed(
                differing.prefix(10).map { row in
                    .killed(
                        CrashReport.differing(row),
                        location: result.file,
                        run: run,
                        seed: result.seed
                    )
                }
            )
            return
        }
        let reasons = result.skipped.filter { $0.skip.run == run }.map(\.skip.reason)
        self = rows.isEmpty ? .skipped(reasons.first ?? "no boundary was tried") : .passed
    }
}
