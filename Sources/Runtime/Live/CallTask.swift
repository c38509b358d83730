internal import Synchronization
internal import Workflows

/// One call under way: waits as long as the call takes, and starts what there is to start.
struct CallTask: Sendable {
    /// What answers a call that is not written down.
    enum Performer: Sendable {
        case process(ProcessCall)
        case function(FunctionAgent, AgentRequest)
    }

    let call: AgentCall
    let id: CallID
    let phase: PhaseID
    let performer: Performer?
    let transcripts: Transcripts
    let clock: ContinuousClock
    /// Tells the run that the agent is alive.
    let showLife: @Sendable () -> Void

    /// What the call led to; `nil` where it was stopped. Everything that it started has ended on return.
    func result(
        unless stopped: AsyncStream<Never>
    ) async -> Result<AgentAnswer, AgentFailure>? {
        await withTaskGroup(of: Result<AgentAnswer, AgentFailure>?.self) { race in
            race.addTask { await perform() }
            race.addTask {
                for await _ in stopped {}
                return nil
            }
            let first = await race.next() ?? nil
            race.cancelAll()
            return first
        }
    }

    /// The same where nothing can stop the call but the end of the task.
    func perform() async -> Result<AgentAnswer, AgentFailure>? {
        do {
            try await wait()
            switch call.ending {
            case .answer(let answer): return .success(answer)
            case .failure(let failure): return .failure(failure)
            case .never:
                try await clock.sleep(for: .longest)
                return nil
            case .live(let replacement):
                guard let result = await performed() else { return nil }
                return replacement.map { .failure($0) } ?? result
            }
        } catch {
            return nil
        }
    }

    private func wait() async throws {
        let latency = call.latency
        if call.frames > 0 {
            for _ in 0..<call.frames {
                try await clock.sleep(for: latency / (call.frames + 1))
                showLife()
            }
            try await clock.sleep(for: latency / (call.frames + 1) + call.injectedLatency)
        } else if latency + call.injectedLatency > .zero {
            try await clock.sleep(for: latency + call.injectedLatency)
        }
    }

    private func performed() async -> Result<AgentAnswer, AgentFailure>? {
        switch performer {
        case .process(let process):
            let ending = await process.perform()
            if ending.transcript.contains(where: { !$0.isWhitespace }) {
                transcripts.add(
                    .init(phase: phase, attempt: id.attempt, text: ending.transcript)
                )
            }
            return ending.result
        case .function(let agent, let request):
            do throws(AgentFailure) {
                return .success(try await agent.body(request, showLife))
            } catch {
                return .failure(error)
            }
        case nil: return nil
        }
    }
}

/// What processes wrote, gathered from the tasks that ran them.
final class Transcripts: Sendable {
    private let list = Mutex<[RunTrace.Transcript]>([])

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
