internal import Monitoring
internal import Storage
internal import Suites

/// What a command adds to the history of its state folder.
enum KeptHistory {
    /// Adds what was gathered; gives all that is kept of its runs, with and without faults, besides those of which nothing else
    /// is kept than what was just gathered.
    ///
    /// The history advises: that it can't be written or read is a warning, and changes no exit code.
    @discardableResult
    static func add(_ recorder: HistoryRecorder, to state: String) -> [RunHistory] {
        let histories = recorder.histories
        guard !histories.isEmpty else { return [] }
        do throws(StorageFailure) {
            let database = try HistoryDatabase(folder: state)
            for notice in database.notices { StandardError.write("moonlight: \(notice)\n") }
            try database.add(histories)
            let keys = Set(histories.map(\.key.undisturbed))
            // Of a suite's first time there may be 5,000 that nobody could read anything in.
            return try database.histories(beyondOneOf: Set(histories.map(\.key))) {
                keys.contains($0.undisturbed)
            }
        } catch {
            StandardError.write(
                "\(error.path): warning: \(error.message); "
                    + "these executions are not in the history\n"
            )
            return []
        }
    }
}

extension SeriesKey {
    /// The series of the same run without faults.
    fileprivate var undisturbed: SeriesKey {
        SeriesKey(
            file: file,
            scenario: scenario,
            run: run,
            variant: variant,
            clock: clock
        )
    }
}
