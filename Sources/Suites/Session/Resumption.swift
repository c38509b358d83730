package import Workflows

/// Where a run starts from that resumes another.
package struct Resumption: Sendable {
    /// What counts already.
    package let restoration: RunRestoration
    /// The entries of the journal, without a torn tail.
    package let entries: [[UInt8]]

    /// Reads a journal, of which so many bytes were cut before, and holds it against the plan; what does not fit is a
    /// failure of kind `journal` or `identity`.
    package init(
        _ entries: [[UInt8]],
        for plan: RunPlan,
        cutBefore: Int = 0
    ) throws(Refusal) {
        let reading: JournalCodec.Reading
        do throws(JournalCodec.Damage) {
            reading = try JournalCodec.read(entries)
        } catch {
            throw Refusal(phase: nil, kind: .journal, message: "\(error)")
        }
        restoration = RunRestoration(
            reading.records,
            cutBytes: reading.cutBytes + cutBefore
        )
        self.entries = Array(entries.prefix(reading.wholeEntries))
        if let mismatch = restoration.mismatch(with: plan) {
            throw Refusal(
                phase: mismatch.phase,
                kind: .identity,
                message: "cannot go on: \(mismatch)"
            )
        }
    }

    /// The same for a journal on whose opening faults may have acted.
    init(
        _ passage: JournalPassage,
        _ acted: [FiredFault],
        for plan: RunPlan
    ) throws(Refusal) {
        do throws(Refusal) {
            if let failure = passage.failure { throw Refusal(phase: nil, failure) }
            try self.init(passage.entries, for: plan)
        } catch {
            var refusal = error
            refusal.acted = acted
            throw refusal
        }
    }

    /// Why a run cannot be resumed.
    package struct Refusal: Error, Equatable, Sendable {
        /// The phase that does not fit, where it is one.
        package let phase: PhaseID?
        /// The failure.
        package let failure: OperationFailure
        /// The faults that acted on the journal.
        var acted: [FiredFault] = []

        init(phase: PhaseID?, kind: EngineFailure, message: String) {
            self.init(
                phase: phase,
                OperationFailure(kind: kind, message: message, isRetryable: false)
            )
        }

        /// The run that is resumed was asked for something else.
        init(otherRequirementsOf plan: RunPlan, after acted: [FiredFault]) {
            self.init(
                phase: plan.phases.first?.id,
                kind: .identity,
                message: "cannot go on: the run was started with other requirements"
            )
            self.acted = acted
        }

        init(phase: PhaseID?, _ failure: OperationFailure) {
            self.phase = phase
            self.failure = failure
        }
    }
}
