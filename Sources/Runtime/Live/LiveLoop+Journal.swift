internal import Agents
internal import Workflows

// Entries are recorded in their order; faults act on the real journal as on a virtual one.
extension LiveLoop {
    /// Writes down what is not recorded yet, and leaves the world.
    mutating func close(_ host: RunHost) async {
        shared.leave(host.number, delivered: simulated.hasDelivered ? simulated.fresh : [:])
        if let entry = host.takeLastEntry() {
            do throws(OperationFailure) {
                try await order.journal?.append(entry)
            } catch {
                host.trace.note(recordingFailure: error)
            }
        }
        host.trace.transcripts += transcripts?.sorted ?? []
        host.trace.programs = await account?.measured(shared.surroundings.clock.continuous)
        host.trace.leftovers += leftovers?.all ?? []
    }

    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost) {
        append(LiveAppend(entry: entry, answer: answer, passage: nil))
    }

    mutating func append(
        _ entry: JournalWriter.Entry,
        answer: Signal,
        disturbed passage: AppendPassage,
        of host: RunHost
    ) {
        append(LiveAppend(entry: entry, answer: answer, passage: passage))
    }

    private mutating func append(_ next: LiveAppend) {
        entries.append(next)
        if entries.count == 1 { begin(next) }
    }

    private mutating func begin(_ next: LiveAppend) {
        let journal = order.journal
        guard let passage = next.passage else {
            starting.append { inbox in
                do throws(OperationFailure) {
                    try await journal?.append(next.entry)
                    inbox.post(.recorded(nil))
                } catch {
                    inbox.post(.recorded(error))
                }
            }
            return
        }
        let clock = shared.surroundings.clock
        starting.append { inbox in
            if passage.delay > .zero { try? await clock.sleep(for: passage.delay) }
            let report = await Self.write(next.entry, passage, to: journal)
            if passage.wait > .zero { try? await clock.sleep(for: passage.wait) }
            inbox.post(report)
        }
    }

    private static func write(
        _ entry: JournalWriter.Entry,
        _ passage: AppendPassage,
        to journal: (any RunJournal)?
    ) async -> LiveReport {
        do throws(OperationFailure) {
            switch passage.fate {
            case .refused(let failure):
                return .recorded(failure, injected: InjectedFailure(entry, isWritten: false))
            case .torn, .flipped:
                let remains = passage.remains(of: entry.bytes)
                if !remains.isEmpty {
                    try await (journal as? any CrashingJournal)?.append(entry, as: remains)
                }
                return .tore
            case .unacknowledged(let failure):
                try await journal?.append(entry)
                return .recorded(failure, injected: InjectedFailure(entry, isWritten: true))
            case .recorded, .unsynced:
                try await journal?.append(entry)
                return .recorded(nil)
            }
        } catch {
            return .recorded(error)
        }
    }

    /// An entry is recorded, or is not; after one that is not the others do not even begin.
    mutating func recorded(
        _ failure: OperationFailure?,
        _ injected: InjectedFailure?,
        _ host: RunHost
    ) {
        guard !entries.isEmpty else { return }
        let first = entries.removeFirst()
        guard let failure else {
            if let next = entries.first { begin(next) }
            host.recorded(first.answer, nil, in: &self)
            return
        }
        let waiting = entries
        entries.removeAll()
        for append in [first] + waiting {
            host.recorded(append.answer, failure, injected: injected, in: &self)
        }
    }
}

// Deaths by faults.
extension LiveLoop {
    /// Ends without a trace, as a killed process does, and with it every other run of the process.
    mutating func crash(with host: RunHost) {
        host.crash(in: &self)
        shared.crash()
    }

    /// What the next process does for a run whose process died by a fault; it has only what the journal has.
    mutating func nextLife(_ host: RunHost) async -> LiveRunRequest {
        shared.withProcess { $0.cache.loseMemory() }
        let journal = order.journal as? any CrashingJournal
        var (found, failure): ([[UInt8]], OperationFailure?) = ([], nil)
        do throws(OperationFailure) { found = try journal?.readEntries() ?? [] } catch {
            failure = error
        }
        readClock()
        var (request, entries) = host.nextLife(found, delivered: delivered, in: &self)
        do throws(OperationFailure) {
            if request.refusal == nil, entries.count < found.count {
                try journal?.cut(from: entries.count)
            }
        } catch {
            failure = error
        }
        request.refusal = request.refusal ?? failure
        var next = order
        next.run = request
        next.account = account
        return next
    }

    mutating func pause(for time: Duration) {
        pausedFor += time
        // What is armed now counts from when the process goes on.
        delay(by: time)
        shared.pause(for: time, all: inbox)
    }

    mutating func signal(
        _ signal: ProcessSignal,
        grace: Duration,
        to call: CallID,
        of host: RunHost
    ) {
        if let signals = signals[call] {
            signals.send(signal, grace: grace, shared.surroundings.clock.continuous)
            return
        }
        // What is no program ends as one does that the signal kills.
        let isBegun = activeCalls.isActive(call)
        guard isBegun || calls.contains(where: { $0.id == call }) else { return }
        stop(call, of: host)
        pending.append(.ended(call, .failure(.killed(by: signal))))
    }
}
