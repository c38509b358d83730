internal import Workflows

/// What the repetitions of a run made and discarded that were in progress at the same time: one takes what a later one
/// of the list made, or what an earlier one has not discarded yet.
struct BatchResults {
    private struct Place: Hashable {
        let run: String
        let made: ProducedResult
    }

    private struct History {
        /// Counted from the start of the repetition.
        var commits: [Duration] = []
        var discards: [(time: Duration, repetition: Int)] = []
    }

    private var histories: [Place: History] = [:]

    /// Takes up what a repetition did; a run that is not repeated has no others in its batch.
    mutating func note(_ change: ResultReplay.Change, _ run: Event.Run, at time: Duration) {
        guard run.repetition > 0 else { return }
        switch change {
        case .made(let made, _):
            histories[Place(run: run.name, made: made), default: History()].commits.append(time)
        case .discarded(let made):
            histories[Place(run: run.name, made: made), default: History()].discards
                .append((time, run.repetition))
        case .taken, .restored: break
        }
    }

    /// Whether a result was there for a hit, whatever the list of runs says of it before.
    func hold(_ hit: ProducedResult, of run: Event.Run, at time: Duration) -> Bool {
        guard let history = histories[Place(run: run.name, made: hit)] else { return false }
        if let commit = history.commits.filter({ $0 <= time }).max() {
            return !history.discards.contains { commit < $0.time && $0.time < time }
        }
        return history.discards.contains { $0.repetition != run.repetition && $0.time >= time }
    }
}
