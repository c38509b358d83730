internal import Storage
internal import Suites

/// What a command adds to the history of its state folder.
enum KeptHistory {
    /// Adds what was gathered. The history advises: that it can't be written is a warning, and changes no exit code.
    static func add(_ recorder: HistoryRecorder, to state: String) {
        let histories = recorder.histories
        guard !histories.isEmpty else { return }
        do throws(StorageFailure) {
            let database = try HistoryDatabase(folder: state)
            for notice in database.notices { StandardError.write("moonlight: \(notice)\n") }
            try database.add(histories)
        } catch {
            StandardError.write(
                "\(error.path): warning: \(error.message); "
                    + "these executions are not in the history\n"
            )
        }
    }
}
