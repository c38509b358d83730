internal import Reports
internal import Storage
internal import Suites

/// Reads earlier runs that held, for the page to show beside those that fail.
enum EarlierRuns {
    /// What the state folder still has of them; what it hasn't, or can't be read, is only not compared.
    static func read(_ sought: [SuiteHistory.Sought], in state: String) -> [EarlierRun] {
        guard !sought.isEmpty,
            let journal = try? JournalDatabase(folder: state, mustExist: true)
        else { return [] }
        return sought.compactMap { each in
            guard let stored = try? journal.run(each.storedID),
                let recorded = try? RecordedRun(stored, in: journal, state: state)
            else { return nil }
            return EarlierRun(recorded.timeline, scenario: each.scenario, run: each.run)
        }
    }
}
