import Agents
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
    mutating func enter(_ plan: RunPlan) -> Int { faults.enter(plan) }

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

/// Knows what each phase gives and what faults did to the journal, and says where a run tells something else.
struct StorageOracle {
    /// What each phase gives.
    let outputs: [PhaseID: PhaseOutput]
    private(set) var contradictions: [String] = []
    /// How many lives went on from a journal, and how many were refused one.
    private(set) var resumes = 0
    private(set) var refusals = 0

    /// The phases that the journal has to have when it is opened next.
    private var acknowledged: Set<PhaseID> = []
    /// The phases that this life found there.
    private var restored: Set<PhaseID> = []

    init(_ outputs: [PhaseID: PhaseOutput]) {
        self.outputs = outputs
    }

    /// Judges a run by its events over all lives.
    mutating func judge(_ events: [Event], _ lives: [StorageWatch.Life]) {
        let starts = events.indices.filter { events[$0].tag == .runResumed }
        let bounds = [0] + starts + [events.count]
        expect(
            bounds.count == lives.count + 1,
            "\(lives.count - 1) openings led to \(starts.count) resumes"
        )
        for (life, (start, end)) in zip(lives, zip(bounds, bounds.dropFirst())) {
            let isLast = end == events.count
            let events = events[start..<end]
            restored = []
            if let (disk, read) = life.opening, !isOpened(disk, read) {
                refusals += 1
                expectRefusal(events, isLast: isLast)
            } else {
                if life.opening != nil { resumes += 1 }
                expectRestored(events)
                for event in events { judge(event.kind, life) }
                judgeEnding(events, life)
            }
        }
    }

    /// Judges how the run ended at last.
    mutating func judge(_ trace: RunTrace) {
        for (phase, output) in trace.outputs {
            expect(output == outputs[phase], "\(phase.name) gave what is not its output")
        }
        switch trace.status {
        case .succeeded:
            expect(trace.outputs.count == outputs.count, "a run without all results succeeded")
        case .failed:
            expect(trace.error?.failure.kind == "journal", "a run failed by \(trace.error as Any)")
        default: expect(false, "a run never came to its end: \(trace.status)")
        }
    }

    /// Whether a journal may be gone on from; takes up which results it has.
    private mutating func isOpened(_ disk: [[UInt8]], _ read: JournalPassage) -> Bool {
        let whole = disk.map { RawEntry($0) }
        let durable = Set(whole.compactMap { $0 }.compactMap { $0.phase(among: outputs) })
        let lost = acknowledged.subtracting(durable).map(\.name).sorted()
        expect(lost.isEmpty, "acknowledged, undamaged and not there: \(lost)")
        expect(!whole.dropLast().contains { $0 == nil }, "something follows what was not written")
        acknowledged = []
        guard read.failure == nil else { return false }
        let good = disk.indices.map { whole[$0] != nil && read.entries[$0] == disk[$0] }
        let end = good.firstIndex(of: false) ?? disk.count
        if end < disk.count {
            // A record that is whole and unknown is a newer version's, whatever follows it.
            if RawEntry.isUnknown(read.entries[end]) || good[end...].contains(true) { return false }
        }
        restored = Set(whole[..<end].compactMap { $0?.phase(among: outputs) })
        acknowledged = restored
        return true
    }

    private mutating func expectRefusal(_ events: ArraySlice<Event>, isLast: Bool) {
        let allowed: Set<Event.Kind.Tag> = [.runResumed, .faultInjected, .runEnded]
        expect(events.allSatisfy { allowed.contains($0.tag) }, "a refused journal was used")
        guard case .runEnded(.failed, let error) = events.last?.kind else {
            // Its process was killed before it could say so: the next one is refused the same journal, or another.
            let isKilled = !isLast && events.allSatisfy { $0.tag != .runEnded }
            if isKilled { return }
            expect(false, "a refused journal did not fail its run")
            return
        }
        expect(error?.failure.kind == "journal", "a refused journal failed as \(error as Any)")
    }

    private mutating func expectRestored(_ events: ArraySlice<Event>) {
        var found: Set<PhaseID> = []
        for event in events {
            if case .phaseRestored(let phase, _, _) = event.kind { found.insert(phase) }
        }
        // A life that ends at once says of a part of them that they are there.
        let early: Set<Event.Kind.Tag> = [.runResumed, .phaseRestored, .faultInjected]
        let isCut = events.allSatisfy { early.contains($0.tag) }
        let (here, there) = (found.map(\.name).sorted(), restored.map(\.name).sorted())
        expect(
            here == there || isCut && found.isSubset(of: restored),
            "the journal has \(there), and \(here) was restored"
        )
    }

    private mutating func judge(_ event: Event.Kind, _ life: StorageWatch.Life) {
        switch event {
        case .phaseCommitted(let phase, let digest, _):
            expectTrue(digest, of: phase, "committed")
            expect(!restored.contains(phase), "\(phase.name) was restored and committed again")
            switch life.fates[phase.name] {
            case .recorded: acknowledged.insert(phase)
            case .unsynced: break
            case let fate: expect(false, "\(phase.name) was committed, although \(fate as Any)")
            }
        case .phaseRestored(let phase, let digest, _): expectTrue(digest, of: phase, "restored")
        case .cacheHit(let phase, let digest, _): expectTrue(digest, of: phase, "cached")
        case .attemptStarted(let phase, _, _):
            expect(!acknowledged.contains(phase), "\(phase.name) was recorded and runs again")
        default: break
        }
    }

    private mutating func judgeEnding(_ events: ArraySlice<Event>, _ life: StorageWatch.Life) {
        guard case .runEnded(.interrupted, let error) = events.last?.kind else { return }
        expect(error?.failure.kind == "journal", "interrupted by \(error as Any)")
    }

    private mutating func expectTrue(_ digest: Digest, of phase: PhaseID, _ verb: String) {
        expect(digest == outputs[phase]?.digest, "\(phase.name) was \(verb) with another output")
    }

    private mutating func expect(_ holds: Bool, _ contradiction: @autoclosure () -> String) {
        if !holds { contradictions.append(contradiction()) }
    }
}

/// An entry of a journal, read by the description of its bytes alone: a mistake of the codec's would hide itself.
private struct RawEntry {
    private let records: [ArraySlice<UInt8>]

    /// Reads an entry; `nil` where it is not whole.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard rest.prefix(3).elementsEqual("ML1".utf8) else { return nil }
        rest = rest.dropFirst(3)
        var records: [ArraySlice<UInt8>] = []
        while let length = Self.number(&rest), let sum = Self.number(&rest) {
            let content = rest.prefix(Int(length))
            guard content.count == Int(length), Self.checksum(content) == sum else { return nil }
            rest = rest.dropFirst(content.count)
            if content.first == 0 {
                guard rest.isEmpty else { return nil }
                self.records = records
                return
            }
            records.append(content)
        }
        return nil
    }

    /// Whether an entry begins with a record that is whole, and of a kind that nobody knows.
    static func isUnknown(_ bytes: [UInt8]) -> Bool {
        var rest = bytes.dropFirst(3)
        guard let length = number(&rest), let sum = number(&rest) else { return false }
        let content = rest.prefix(Int(length))
        guard content.count == Int(length), checksum(content) == sum else { return false }
        return content.first.map { $0 > 8 } ?? false
    }

    /// The phase whose result it holds, by what that result says.
    func phase(among outputs: [PhaseID: PhaseOutput]) -> PhaseID? {
        guard let commit = records.first(where: { $0.first == 2 }) else { return nil }
        let text = String(decoding: commit, as: UTF8.self)
        return outputs.first { text.contains($0.value.text) }?.key
    }

    private static func number(_ bytes: inout ArraySlice<UInt8>) -> UInt32? {
        guard bytes.count >= 4 else { return nil }
        defer { bytes = bytes.dropFirst(4) }
        return bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// CRC-32C (Castagnoli).
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8
        }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0x82F6_3B78 }
    }
}
