internal import Agents
internal import DequeModule
internal import Workflows

// A journal that faults act on: late entries, failing ones, and what a crash leaves.
extension VirtualLoop {
    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost) {
        let index = index(of: host)
        if !runs[index].appends.isEmpty {
            let honest = AppendPassage()
            runs[index].appends.append(
                PendingAppend(entry: entry, answer: answer, passage: honest)
            )
        } else if runs[index].recorder != nil {
            asked.append(.entry(run: index, entry, answer: answer))
        } else {
            runs[index].disk.append(entry)
            host.recorded(answer, nil, in: &self)
        }
    }

    mutating func append(
        _ entry: JournalWriter.Entry,
        answer: Signal,
        disturbed passage: AppendPassage,
        of host: RunHost
    ) {
        let index = index(of: host)
        runs[index].appends.append(
            PendingAppend(entry: entry, answer: answer, passage: passage)
        )
        if runs[index].appends.count == 1 { beginAppend(index) }
    }

    private mutating func beginAppend(_ index: Int) {
        guard let first = runs[index].appends.first else { return }
        if first.passage.delay > .zero {
            schedule(slots.journal(ofRun: index), at: now + first.passage.delay)
        } else {
            write(index)
        }
    }

    /// The disk gets to the first entry that waits, or to its acknowledgement.
    mutating func goOnRecording(_ index: Int) {
        guard let first = runs[index].appends.first else { return }
        if first.isWritten { acknowledge(index) } else { write(index) }
        noteEnd(of: index)
    }

    private mutating func write(_ index: Int) {
        let run = runs[index]
        guard let first = run.appends.first else { return }
        let passage = first.passage
        switch passage.fate {
        case .refused(let failure):
            fail(index, failure, isWritten: false)
            return
        case .torn, .flipped:
            run.disk.append(first.entry, disturbed: passage)
            if run.host.hasSaidEnd { acknowledge(index) } else { crash(with: run.host) }
            return
        case .recorded, .unacknowledged:
            guard run.recorder == nil else {
                run.appends.removeFirst()
                asked.append(
                    .entry(run: index, first.entry, answer: first.answer, passage: passage)
                )
                beginAppend(index)
                return
            }
        case .unsynced: break
        }
        run.disk.append(first.entry, disturbed: passage)
        if case .unacknowledged(let failure) = passage.fate {
            fail(index, failure, isWritten: true)
        } else if passage.wait > .zero {
            run.appends[0].isWritten = true
            schedule(slots.journal(ofRun: index), at: now + passage.wait)
        } else {
            acknowledge(index)
        }
    }

    private mutating func acknowledge(_ index: Int) {
        let run = runs[index]
        guard let first = run.appends.popFirst() else { return }
        let isLost = first.passage.fate == .unsynced && !run.host.hasSaidEnd
        if isLost, case .appended(let phase) = first.answer { run.host.losing = phase }
        run.host.recorded(first.answer, nil, in: &self)
        if isLost, run.host.losing == nil { crash(with: run.host) }
        if !run.host.isFinished { beginAppend(index) }
    }

    /// An append fails by a fault: what was to follow it does not even begin.
    private mutating func fail(_ index: Int, _ failure: OperationFailure, isWritten: Bool) {
        let run = runs[index]
        let waiting = run.appends
        run.appends.removeAll()
        guard let first = waiting.first else { return }
        let injected = InjectedFailure(first.entry, isWritten: isWritten)
        for append in waiting {
            run.host.recorded(append.answer, failure, injected: injected, in: &self)
        }
    }

    /// The process dies by a fault; `resumeCrashed` goes on once the step is over.
    mutating func crash(with host: RunHost) {
        hasCrashed = true
        for index in runs.indices { runs[index].host.crash(in: &self) }
    }

    /// Every run that died is resumed at once, in a process that knows only what the disk has.
    mutating func resumeCrashed() {
        hasCrashed = false
        process.cache.loseMemory()
        signals.removeAll { runs[$0.run].host.hasCrashed }
        asked.removeAll { runs[$0.run].host.hasCrashed }
        for index in runs.indices where runs[index].host.hasCrashed {
            for slot in slots.slots(ofRun: index) { timeline.cancel(slot) }
            resume(index)
        }
    }

    private mutating func resume(_ index: Int) {
        let dead = runs[index]
        let left = dead.disk.afterCrash
        let (request, entries) = dead.host.nextLife(
            left,
            delivered: dead.before,
            in: &self
        )
        var order = dead.order
        order.run = request
        // What is refused stays as it is, for a version that knows it.
        order.recorded = request.refusal == nil ? entries : left
        let next = run(order, index)
        next.earlierDelivered = dead.delivered
        runs[index] = next
        signals.append(Waiting(run: index, signal: next.host.beginning))
        guard let wait = request.interruptedAt else { return }
        let time = max(now, next.host.startedAt + wait)
        timeline.schedule(slots.interruption(ofRun: index), at: time, isLimit: true)
    }
}
