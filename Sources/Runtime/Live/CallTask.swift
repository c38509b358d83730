internal import Agents
internal import Workflows

/// One call as a live world performs it. It never changes, and many hands pass it on.
final class CallTask: Sendable {
    /// What the agent does when it is reached.
    enum Work: Sendable {
        /// Takes this long, with heartbeats; its answer is written down. What acts on its stream, where anything does.
        case simulated(Duration, StreamPassage?, frames: Int, Usage)
        case process(ProcessCall, Transcripts, WorkspaceStay)
        case function(FunctionAgent, AgentRequest)
        /// There is no such agent.
        case nothing
    }

    let call: AgentCall
    let id: CallID
    let phase: PhaseID
    let work: Work
    let clock: LiveClock
    let inbox: Mailbox
    /// What a simulated agent does to the world when its work is done, where that is anything.
    let deed: LiveDeed?
    /// What measures the memory that the work takes, where it is a live agent's.
    let memory: (any MeasuredMemory)?
    /// The same where a function does the work, which is measured from here.
    private let own: FunctionMemory?

    init(
        call: AgentCall,
        id: CallID,
        phase: PhaseID,
        work: Work,
        clock: LiveClock,
        inbox: Mailbox,
        deed: LiveDeed? = nil,
        measuresFunctions: Bool = false
    ) {
        self.deed = deed
        switch work {
        case .process(let process, _, _):
            memory = process.memory
            own = nil
        case .function:
            own = measuresFunctions ? FunctionMemory() : nil
            memory = own
        case .simulated, .nothing:
            memory = nil
            own = nil
        }
        self.call = call
        self.id = id
        self.phase = phase
        self.work = work
        self.clock = clock
        self.inbox = inbox
    }

    /// Whether it ends by itself in a report that the run waits for.
    var isEndless: Bool {
        if case .nothing = work, call.reachesAgent { return true }
        return call.ending == .never && !call.reachesAgent
    }

    /// When a run is interrupted in the middle of this work: at half of it where its length is known, and no later than
    /// nearly every program is still at work.
    var interruptionDelay: Duration {
        let longest = Duration.milliseconds(50)
        if case .simulated(let time, _, _, _) = work { return min(time / 2, longest) }
        return longest
    }

    /// Whether a user-supplied program does the work.
    var isProgram: Bool {
        if case .process = work { true } else { false }
    }

    /// Whether it goes on where the task of its run is cancelled, until the run stops it: a program has its grace, and
    /// undoing goes on.
    var outlivesCancellation: Bool { isProgram || id.isCompensation }

    /// What the grace of a program that does the work ends with.
    var urgency: Urgency? {
        if case .process(let call, _, _) = work { call.urgency } else { nil }
    }

    /// Why it has no answer yet, where its server says so.
    var causes: ProbeCauses? {
        guard case .process(let call, _, _) = work, call.agent.probe != nil else { return nil }
        return call.causes
    }

    /// Performs the call and says what it led to; nothing where it was stopped.
    func report() async {
        guard let report = await perform(), !Task.isCancelled else { return }
        inbox.post(report)
    }

    /// What the call led to; `nil` where it was stopped, or where nothing ever comes of it.
    func perform() async -> LiveReport? {
        // Nearly always nothing acts on a call: each asynchronous function less on its way counts.
        if case .function(let agent, let request) = work, call == Self.undisturbed {
            own?.begin()
            do throws(OperationFailure) {
                let answer = try await agent.body(request, showLife)
                return ended(.success(answer))
            } catch {
                return ended(.failure(error))
            }
        }
        return await performed()
    }

    private static let undisturbed = AgentCall()

    /// The call ended with this, and took what memory it took.
    private func ended(_ result: Result<AgentAnswer, OperationFailure>) -> LiveReport {
        own?.end()
        return .signal(.ended(id, result.measured(memory?.use)))
    }

    private func performed() async -> LiveReport? {
        guard await pause(call.delay) else { return nil }
        var report = LiveReport.answered(id, held: 0)
        if call.reachesAgent {
            guard let done = await workedHoldingMemory(), await pause(call.wait) else {
                return nil
            }
            report = done
        }
        switch call.ending {
        case .answer: return report
        case .given(let answer):
            return .signal(.ended(id, Result.success(answer).measured(memory?.use)))
        case .failure(let failure):
            let usage = call.reachesAgent ? usage(in: report) : .unknown
            return .signal(.ended(id, .failure(failure.spending(usage))))
        case .never: return call.reachesAgent ? .silent(id) : nil
        }
    }

    /// The agent's usage, although its answer is lost.
    private func usage(in report: LiveReport) -> Usage {
        switch (report, work) {
        case (.signal(.ended(_, let result)), _): return result.usage
        case (.answered(_, let held), .simulated(_, _, _, let usage)): return usage.holding(held)
        default: return .unknown
        }
    }

    /// The same while the call holds what memory it is to hold, which counts as the agent's.
    private func workedHoldingMemory() async -> LiveReport? {
        guard call.held > 0 else { return await worked() }
        guard let memory = HeldMemory(bytes: call.held) else {
            let message = "there is no room for \(call.held) bytes"
            return .signal(.ended(id, .failure(OperationFailure(kind: .ioError, message: message))))
        }
        let report = await worked()
        withExtendedLifetime(memory) {}
        switch report {
        case .signal(.ended(let id, let result)):
            return .signal(.ended(id, result.holding(call.held)))
        case .answered(let id, _): return .answered(id, held: call.held)
        default: return report
        }
    }

    /// What the agent's work led to; `nil` where it was stopped.
    private func worked() async -> LiveReport? {
        switch work {
        case .simulated(let time, let stream, let frames, let usage):
            return await streamed(stream, frames, over: time, usage)
        case .process(let process, let transcripts, let stay):
            let ending = await stay.perform(process)
            if ending.transcript.contains(where: { !$0.isWhitespace }) {
                transcripts.add(.init(phase: phase, attempt: id.attempt, text: ending.transcript))
            }
            return ended(ending.result)
        case .function(let agent, let request):
            own?.begin()
            return ended(await agent.result(request, showLife))
        case .nothing: return nil
        }
    }

    /// A simulated agent's frames, and then its answer, where nothing comes between.
    private func streamed(
        _ stream: StreamPassage?,
        _ frames: Int,
        over time: Duration,
        _ usage: Usage
    ) async -> LiveReport? {
        let share = time / (frames + 1)
        let last = stream?.lastFrame ?? frames
        guard await pause(stream?.delay ?? .zero) else { return nil }
        for _ in 0..<min(last, frames) {
            guard await pause(share) else { return nil }
            showLife()
        }
        switch stream?.ending {
        case nil, .complete:
            guard await pause(share) else { return nil }
            deed?.perform()
            return .answered(id, held: 0)
        case .stalls: return .silent(id)
        case .endsEarly: return .cut(id, frames: last, of: frames)
        case .fails(_, let failure): return .signal(.ended(id, .failure(failure.spending(usage))))
        }
    }

    /// Says that the agent is alive.
    @Sendable
    private func showLife() {
        inbox.post(.signal(.frame(id)))
    }

    /// Waits; says whether it came to that.
    private func pause(_ time: Duration) async -> Bool {
        guard time > .zero else { return true }
        return (try? await clock.sleep(for: time)) != nil
    }
}
