internal import Workflows

/// What can be scheduled for the runs of a virtual process: six slots for each phase, and three for each run.
struct TimerSlots {
    /// What a slot is for.
    private enum Use {
        case call(run: Int, phase: Int)
        case work(run: Int, phase: Int)
        case attempt(run: Int, phase: Int)
        case heartbeat(run: Int, phase: Int)
        case backoff(run: Int, phase: Int)
        case cache(run: Int, phase: Int)
        case deadline(run: Int)
        case interruption(run: Int)
        case journal(run: Int)
    }

    /// The call that a slot is about, and why it fails where it does.
    private struct Content {
        var attempt = 0
        var isCompensation = false
        var failure: OperationFailure?
    }

    /// What happens when the turn of a slot comes.
    enum Happening {
        case answer(CallID)
        /// The agent has done its work, whatever becomes of its answer.
        case work(CallID)
        case signal(Signal)
        case recording
        /// The moment that interrupts the run.
        case interruption
    }

    private static let perPhase = 6

    private var uses: [Use] = []
    private var contents: [Content] = []
    private var starts: [Int] = []

    var count: Int { uses.count }

    /// The slots of runs with so many phases each.
    mutating func reset(phases: [Int]) {
        guard starts.count != phases.count || !isFor(phases) else { return }
        uses = []
        starts = []
        for (run, count) in phases.enumerated() {
            starts.append(uses.count)
            for phase in 0..<count {
                uses += [
                    .call(run: run, phase: phase), .attempt(run: run, phase: phase),
                    .heartbeat(run: run, phase: phase), .backoff(run: run, phase: phase),
                    .cache(run: run, phase: phase),
                    .work(run: run, phase: phase),
                ]
            }
            uses += [.deadline(run: run), .interruption(run: run), .journal(run: run)]
        }
        contents = Array(repeating: Content(), count: uses.count)
    }

    private func isFor(_ phases: [Int]) -> Bool {
        phases.indices.allSatisfy { slots(ofRun: $0).count == Self.perPhase * phases[$0] + 3 }
    }

    func slots(ofRun run: Int) -> Range<Int> {
        starts[run]..<(run + 1 < starts.count ? starts[run + 1] : uses.count)
    }

    func interruption(ofRun run: Int) -> Int { slots(ofRun: run).upperBound - 2 }

    func journal(ofRun run: Int) -> Int { slots(ofRun: run).upperBound - 1 }

    /// The slot of a call.
    func slot(of call: CallID, run: Int) -> Int { starts[run] + Self.perPhase * call.phase }

    /// The slot of the end of a call's work, which its answer may come long after.
    func slot(ofWork call: CallID, run: Int) -> Int { slot(of: call, run: run) + 5 }

    /// The slot of a timer.
    func slot(of timer: TimerID, run: Int) -> Int {
        switch timer {
        case .attempt(let call): slot(of: call, run: run) + 1
        case .heartbeat(let call): slot(of: call, run: run) + 2
        case .backoff(let call): slot(of: call, run: run) + 3
        case .cache(let phase): starts[run] + Self.perPhase * phase + 4
        case .run: slots(ofRun: run).upperBound - 3
        }
    }

    /// Notes which call a slot is about.
    mutating func note(_ call: CallID, _ failure: OperationFailure? = nil, in slot: Int) {
        contents[slot].attempt = call.attempt
        contents[slot].isCompensation = call.isCompensation
        contents[slot].failure = failure
    }

    /// The run that a slot belongs to, and what happens there.
    func happening(_ turn: Timeline.Turn) -> (run: Int, Happening) {
        switch uses[turn.slot] {
        case .call(let run, let phase):
            let call = call(phase, turn.slot)
            if turn.isFrame { return (run, .signal(.frame(call))) }
            guard let failure = contents[turn.slot].failure else { return (run, .answer(call)) }
            return (run, .signal(.ended(call, .failure(failure))))
        case .work(let run, let phase): return (run, .work(call(phase, turn.slot)))
        case .attempt(let run, let phase):
            return (run, .signal(.fired(.attempt(call(phase, turn.slot)))))
        case .heartbeat(let run, let phase):
            return (run, .signal(.fired(.heartbeat(call(phase, turn.slot)))))
        case .backoff(let run, let phase):
            return (run, .signal(.fired(.backoff(call(phase, turn.slot)))))
        case .cache(let run, let phase): return (run, .signal(.fired(.cache(phase: phase))))
        case .deadline(let run): return (run, .signal(.fired(.run)))
        case .interruption(let run): return (run, .interruption)
        case .journal(let run): return (run, .recording)
        }
    }

    private func call(_ phase: Int, _ slot: Int) -> CallID {
        CallID(
            phase: phase,
            attempt: contents[slot].attempt,
            isCompensation: contents[slot].isCompensation
        )
    }
}
