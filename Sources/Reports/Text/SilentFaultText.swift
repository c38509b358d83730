internal import Suites
internal import Faults

/// Words for faults of a saved failure that did nothing: no failure, and yet what was saved is no longer what is run.
enum SilentFaultText {
    /// A line for each, such as `the fault f never fired: its site is gone: there was no call at {run: cold}`.
    static func lines(_ scenario: ScenarioResult) -> [String] {
        guard scenario.isSaved else { return [] }
        return scenario.faults.filter { $0.outcome == .neverFired }.map { fault in
            PlainText.oneLine("the fault \(fault.id) never fired: \(fault.reason ?? "")")
        }
    }
}
