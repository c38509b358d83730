import Workflows

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
