internal import Reports
internal import Storage
internal import Suites
internal import Workflows

/// A stored run with all that its journal has.
struct RecordedRun {
    /// What happened.
    let timeline: StoredTimeline
    /// What is recorded, in its order.
    let records: [JournalRecord]

    /// Reads a run of a state folder; what of its journal cannot be read is said on standard error.
    init(_ stored: StoredRun, in journal: JournalDatabase, state: String) throws {
        let origin = stored.origin
        let entries = try journal.entries(of: origin.id)
        let reading: JournalCodec.Reading
        do throws(JournalCodec.Damage) {
            reading = try JournalCodec.read(entries)
        } catch {
            throw StoredRunResumer.Refusal.unfit(stored, "\(error)")
        }
        if reading.cutBytes > 0 {
            StandardError.write(
                "moonlight: run \(origin.id): the journal's tail is torn; "
                    + "\(reading.cutBytes) bytes after the last whole entry are not shown\n"
            )
        }
        records = reading.records
        let restoration = RunRestoration(reading.records, cutBytes: reading.cutBytes)
        var timeline = StoredTimeline(
            id: origin.id,
            scenario: origin.scenario,
            run: origin.run,
            file: origin.file,
            seed: origin.seed,
            startedAt: origin.startedAt,
            status: stored.status ?? RunStatus.interrupted.rawValue,
            restoration: restoration
        )
        let status = stored.status.flatMap(RunStatus.init) ?? .interrupted
        let done = EffectFolder.ledger(ofRun: origin.id, in: state, restoration)
        timeline.effects = done.ledger.entries(EffectStanding(restoration, status: status))
        timeline.unreadEffects = done.unread
        self.timeline = timeline
    }
}
