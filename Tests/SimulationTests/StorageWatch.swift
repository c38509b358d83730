import Faults
import Workflows

/// Watches what faults do to the journal of a run, and lets them.
struct StorageWatch: Interference {
    /// What happened to a journal in one life of its run.
    struct Life {
        /// How the journal was opened: what the disk had, and what faults left of that; `nil` in the first life.
        var opening: (disk: [[UInt8]], read: JournalPassage)?
        /// What became of the transaction of each phase.
        var fates: [String: AppendPassage.Fate] = [:]
    }

    private var faults: DrawnFaults
    private(set) var lives = [Life()]

    /// Whether the last entry of every journal is hidden behind the oracle's back, as by an engine that forgets it.
    private let hidesLast: Bool

    init(_ faults: [Fault], hidesLast: Bool = false) {
        self.faults = DrawnFaults(faults)
        self.hidesLast = hidesLast
    }

    var isIdle: Bool { false }
    var tallies: [String: FaultTally] { faults.tallies }
    mutating func enter(_ plan: RunPlan, as run: String) -> Int {
        faults.enter(plan, as: run)
    }

    func failpoints(of plan: Int) -> FailpointSet {
        faults.failpoints(of: plan).union(FailpointSet([.journalAppend, .journalRead]))
    }

    mutating func pass(
        _ passage: inout Passage,
        at site: Site,
        of plan: Int
    ) -> [FiredFault] {
        let before = passage
        let acted = faults.pass(&passage, at: site, of: plan)
        if case .journal(let disk) = before, case .journal(let read) = passage {
            lives.append(Life(opening: (disk.entries, read)))
        }
        if hidesLast, case .journal(var read) = passage {
            _ = read.entries.popLast()
            passage = .journal(read)
        }
        if case .append(let append) = passage, !site.phase.name.isEmpty {
            lives[lives.count - 1].fates[site.phase.name] = append.fate
        }
        return acted
    }

    mutating func reset() { faults.reset() }
    mutating func continueFrom(_ tallies: [String: FaultTally]) { faults.continueFrom(tallies) }
}
