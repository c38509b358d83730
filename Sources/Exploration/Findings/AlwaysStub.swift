internal import Scenarios
internal import Suites
internal import Workflows
extension Scenario {
    var always: [Int] { [] }
    func brokenPromises(_ run: ExecutedRun, _ record: RunRecord) -> [Violation] { [] }
}
extension DeclaredFault { var parameters: String { "{}" } }
