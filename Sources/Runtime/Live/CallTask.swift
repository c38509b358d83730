internal import Locks
internal import Workflows

/// One call under way: waits as long as the call takes, and starts what there is to start.
final class CallTask: Sendable {
    /// What answers a call that is not written down.
    enum Performer: Sendable {
        case process(ProcessCall, Transcripts)
        case function(FunctionAgent, AgentRequest)
    }

    let call: AgentCall
    let id: CallID
    let phase: PhaseID
    let performer: Performer?
    let clock: ContinuousClock
    let inbox: Mailbox

    init(
        call: AgentCall,
        id: CallID,
        phase: PhaseID,
        performer: Performer?,
        clock: ContinuousClock,
        inbox: Mailbox
    ) {
        self.call = call
        self.id = id
        self.phase = phase
        self.performer = performer
        self.clock = clock
        self.inbox = inbox
    }

    /// Tells the run that the agent is alive.
    @Sendable
    private func showLife() {
        inbox.post(.signal(.frame(id)))
    }

    /// Whether it never ends by itself.
    var isEndless: Bool {
        if case .never = call.ending { true } else { false }
    }

    /// Tells the run what the call led to; nothing where it was stopped by the end of the task.
    func report() async {
        if let result = await perform() { inbox.post(.signal(.ended(id, result))) }
    }

    /// The same for a call that can be stopped before.
    func report(unless stopped: AsyncStream<Never>) async {
        guard let result = await result(unless: stopped) else { return }
        inbox.post(.signal(.ended(id, result)))
    }

    /// What the call led to; `nil` where it was stopped. Everything that it started has ended on return.
    private func result(
        unless stopped: AsyncStream<Never>
    ) async -> Result<AgentAnswer, AgentFailure>? {
        await withTaskGroup(of: Result<AgentAnswer, AgentFailure>?.self) { race in
            race.addTask {
                for await _ in stopped {}
                return nil
            }
            if #available(macOS 26, *) {
                race.addImmediateTask { await self.perform() }
            } else {
                race.addTask { await self.perform() }
            }
            let first = await race.next() ?? nil
            race.cancelAll()
            return first
        }
    }

    /// The same where nothing can stop the call but the end of the task.
    func perform() async -> Result<AgentAnswer, AgentFailure>? {
        if call.takesTime {
            guard await wait() else { return nil }
        }
        switch call.ending {
        case .answer(let answer): return .success(answer)
        case .failure(let failure): return .failure(failure)
        case .never:
            try? await clock.sleep(for: .longest)
            return nil
        case .live(let replacement):
            let result: Result<AgentAnswer, AgentFailure>
            switch performer {
            case .process(let process, let transcripts):
                result = await ended(process, transcripts)
            case .function(let agent, let request):
                do throws(AgentFailure) {
                    result = .success(try await agent.body(request, showLife))
                } catch {
                    result = .failure(error)
                }
            case nil: return nil
            }
            guard let replacement else { return result }
            return .failure(replacement)
        }
    }

    /// Waits as long as the call takes; says whether it came to that.
    private func wait() async -> Bool {
        do {
            let pause = call.latency / (call.frames + 1)
            for _ in 0..<call.frames {
                try await clock.sleep(for: pause)
                showLife()
            }
            try await clock.sleep(for: pause + call.injectedLatency)
            return true
        } catch {
            return false
        }
    }

    private func ended(
        _ process: ProcessCall,
        _ transcripts: Transcripts
    ) async -> Result<AgentAnswer, AgentFailure> {
        let ending = await process.perform()
        if ending.transcript.contains(where: { !$0.isWhitespace }) {
            transcripts.add(.init(phase: phase, attempt: id.attempt, text: ending.transcript))
        }
        return ending.result
    }
}

/// What processes wrote, gathered from the tasks that ran them.
final class Transcripts: Sendable {
    private let list = Guarded<[RunTrace.Transcript]>([])

    func add(_ transcript: RunTrace.Transcript) {
        list.withLock { $0.append(transcript) }
    }

    /// In an order that does not depend on which process ended first.
    var sorted: [RunTrace.Transcript] {
        list.withLock { list in
            list.sorted { ($0.phase, $0.attempt) < ($1.phase, $1.attempt) }
        }
    }
}
