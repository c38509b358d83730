import Testing

@testable import Workflows

/// A run driven by hand, with the journal that a world would keep of it.
struct JournaledRun {
    private(set) var rig: MachineRig
    private(set) var entries: [[UInt8]]
    private var writer: JournalWriter
    private var noted = 0
    private var performed = 0
    /// Phases whose commits are recorded, but not acknowledged yet.
    var unacknowledged: Set<PhaseID> = []

    init(
        _ plan: RunPlan,
        restoring restoration: RunRestoration? = nil,
        after entries: [[UInt8]] = []
    ) throws {
        rig = MachineRig(plan, restoring: restoration)
        self.entries = entries
        let header = RunHeader(plan, startedAt: .seconds(5))
        writer = JournalWriter(header: entries.isEmpty ? header : nil, after: entries.count)
        for phase in plan.phases {
            rig.held.insert(.commit(phase.id))
            rig.held.insert(.compensationRecord(phase.id))
        }
        rig.send(.start)
        try settle()
    }

    /// Changes the run, and records what follows.
    mutating func act(_ body: (inout MachineRig) throws -> Void) throws {
        try body(&rig)
        try settle()
    }

    /// Records commits and compensations as they are asked for, and acknowledges them.
    private mutating func settle() throws {
        while true {
            writer.note(rig.events[noted...])
            noted = rig.events.count
            guard performed < rig.actions.count else { break }
            let action = rig.actions[performed]
            performed += 1
            switch action {
            case .append(let turn, let output):
                let phase = turn.phase
                let id = rig.machine.plan.phases[phase].id
                entries.append(
                    writer.entry(committing: phase, output, of: rig.machine).bytes
                )
                if !unacknowledged.contains(id) { rig.send(.appended(phase: phase)) }
            case .record(let decision):
                if let entry = writer.entry(deciding: decision, of: rig.machine) {
                    entries.append(entry.bytes)
                }
            case .recordCompensation(let phase):
                entries.append(writer.entry(undoing: phase, of: rig.machine).bytes)
                rig.send(.compensationRecorded(phase: phase, nil))
            case .finish:
                if let last = writer.lastEntry(of: rig.machine) {
                    entries.append(last.bytes)
                }
            default: break
            }
        }
    }

    /// What the journal says of the run.
    func restoration() throws -> RunRestoration {
        let reading = try JournalCodec.read(entries)
        return RunRestoration(reading.records, cutBytes: reading.cutBytes)
    }

    /// The rest of the run, as a new process resumes it.
    func resumed(_ plan: RunPlan? = nil) throws -> JournaledRun {
        try JournaledRun(
            plan ?? rig.machine.plan,
            restoring: try restoration(),
            after: entries
        )
    }
}
