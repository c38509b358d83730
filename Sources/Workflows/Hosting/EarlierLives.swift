/// What a run has behind it whose process died and that goes on in the next one, as the same run.
package struct EarlierLives: Sendable {
    /// How often the process of a run may die before the run is given up: a fault that kills at every resume ends here.
    package static let limit = 100

    /// How many there were.
    package var count = 0
    /// Whether these were too many: the run ends in the next one, whatever would end its process.
    var isLimitPassed: Bool { count > Self.limit }
    /// The run's number in its process.
    let number: Int
    /// The time of the world at the start of the first.
    package let startedAt: Duration
    /// The number of the latest event.
    let sequence: Int
    /// How many events were counted.
    let eventCount: Int
    /// What there is to show of them, with their events.
    let trace: RunTrace
    /// What simulated agents had delivered before the first.
    package let delivered: [String: Int]
}

/// The opening of a run's journal, for the process that resumes the run.
package struct JournalOpening: Sendable {
    /// What counts already.
    package let restoration: RunRestoration
    /// The entries, without a torn tail.
    package let entries: [[UInt8]]
    /// Why it cannot be gone on from, if it cannot.
    package let failure: OperationFailure?
    /// The faults that acted on the opening.
    package let acted: [FiredFault]

    /// Reads what passed `journal.read`.
    package init(_ passage: JournalPassage, acted: [FiredFault] = []) {
        self.acted = acted
        var reading: JournalCodec.Reading?
        var failure = passage.failure
        if failure == nil {
            do throws(JournalCodec.Damage) {
                reading = try JournalCodec.read(passage.entries)
            } catch {
                failure = OperationFailure(kind: .journal, message: "\(error)", isRetryable: false)
            }
        }
        self.failure = failure
        entries = Array(passage.entries.prefix(reading?.wholeEntries ?? 0))
        restoration = reading.map { RunRestoration($0.records, cutBytes: $0.cutBytes) } ?? .init()
    }
}

extension ProcessHost {
    /// Lets a journal that is opened for a resume pass `journal.read`; says what acted on it.
    package mutating func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run,
        at time: Duration = .zero
    ) -> (JournalPassage, [FiredFault]) {
        let honest = JournalPassage(entries)
        guard !faults.isIdle else { return (honest, []) }
        let table = faults.enter(plan, as: run.name)
        guard faults.failpoints(of: table).contains(.journalRead) else { return (honest, []) }
        var passage = Passage.journal(honest)
        // A life opens its journal once.
        let site = SiteChances(.journalRead, of: plan, as: run).site(visit: 0, at: time)
        let acted = faults.pass(&passage, at: site, of: table)
        guard case .journal(let opened) = passage else { return (honest, acted) }
        return (opened, acted)
    }
}
