internal import Synchronization
internal import Workflows

/// One call under way: waits as long as the call takes, and starts a process where there is one.
struct CallTask: Sendable {
    let call: AgentCall
    let id: CallID
    let phase: PhaseID
    let process: ProcessCall?
    let transcripts: Transcripts
    let clock: ContinuousClock

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

    private func perform() async -> Result<AgentAnswer, AgentFailure>? {
        do {
            try await clock.sleep(for: call.latency + call.injectedLatency)
            switch call.ending {
            case .answer(let answer): return .success(answer)
            case .failure(let failure): return .failure(failure)
            case .never:
                try await clock.sleep(for: .longest)
                return nil
            case .live(let replacement):
                guard let process else { return nil }
                let ending = await process.perform()
                if ending.transcript.contains(where: { !$0.isWhitespace }) {
                    transcripts.add(
                        .init(phase: phase, attempt: id.attempt, text: ending.transcript)
                    )
                }
                return replacement.map { .failure($0) } ?? ending.result
            }
        } catch {
            return nil
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
