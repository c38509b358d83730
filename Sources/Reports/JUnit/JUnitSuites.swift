package import Suites

/// A suite as JUnit has it: the cases of all its scenarios.
package struct JUnitSuites: Sendable {
    let all: [JUnitSuite]

    /// Makes the cases of one scenario after the other.
    init(_ suite: SuiteResult, toolVersion: String) {
        let cases = suite.scenarios.map { JUnitCases($0).all() }
        all = JUnitSuite.all(of: suite, cases, toolVersion: toolVersion)
    }

    /// Makes the cases of all scenarios at the same time.
    package init(concurrently suite: SuiteResult, toolVersion: String) async {
        let cases = await withTaskGroup { group in
            for (place, scenario) in suite.scenarios.enumerated() {
                group.addTask { (place, JUnitCases(scenario).all()) }
            }
            return await group.reduce(into: [Int: [JUnitCase]]()) { $0[$1.0] = $1.1 }
        }
        all = JUnitSuite.all(
            of: suite,
            suite.scenarios.indices.map { cases[$0] ?? [] },
            toolVersion: toolVersion
        )
    }
}
