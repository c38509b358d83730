import Agents
import Locks
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Phases side by side while a live run's decision is recorded", .timeLimit(.minutes(1)))
struct ParallelDecisionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A journal whose disk takes until the run has said something: entries that come meanwhile wait behind it.
    private final class SlowJournal: RunJournal {
        let story: LineLog
        /// What is in the entry that takes so long, and what it takes so long for.
        let slow: String
        let event: String
        private let kept = Guarded<[JournalWriter.Entry]>([])

        init(_ story: LineLog, holding slow: String, until event: String) {
            self.story = story
            self.slow = slow
            self.event = event
        }

        var entries: [JournalWriter.Entry] { kept.withLock { $0 } }

        func append(_ entry: JournalWriter.Entry) async {
            // A disk takes its time although the run is cancelled.
            if entry.has(slow) { await story.wait(for: event) }
            kept.withLock { $0.append(entry) }
        }
    }

    /// An agent that gives its answers in turn, once the run has said something.
    private func agent(
        _ name: String,
        _ story: LineLog,
        _ answers: String?...,
        after event: String? = nil
    ) -> LiveAgent {
        .inTurn(answers) { _ in
            story.add("call \(name)")
            if let event { await story.wait(for: event) }
        }
    }

    private func ordered(
        _ plan: RunPlan,
        _ agents: [String: LiveAgent],
        _ story: LineLog,
        _ journal: SlowJournal
    ) -> LiveRunRequest {
        var order = LiveRunRequest(plan: plan, agents: agents)
        order.journal = journal
        order.observer = { event in
            story.add(event.kindName + (event.phase.map { " \($0)" } ?? ""))
        }
        return order
    }

    private func restoration(_ entries: some Sequence<JournalWriter.Entry>) throws -> RunRestoration
    {
        RunRestoration(try JournalCodec.read(entries.map(\.bytes)).records)
    }

    @Test("a cancel is the journal's last word although a commit waited with the decision")
    func cancel() async throws {
        let story = LineLog()
        let journal = SlowJournal(story, holding: "validation_failed", until: "run_ended")
        let plan = try RunPlan.of([.init("critic"), .init("writer")]) {
            $0.phase("critic") { $0.validators = [.contains("good")] }
        }
        let order = ordered(
            plan,
            [
                "critic": agent("critic", story, "bad", "good"),
                "writer": agent("writer", story, "text", after: "validation_failed critic"),
            ],
            story,
            journal
        )
        let world = LiveWorld.below(folder)
        let run = Task { await world.run(order) }
        await story.wait(for: "attempt_ended writer")
        run.cancel()
        let trace = await run.value
        #expect(trace.status == .cancelled)
        #expect(journal.entries.dropLast().contains { $0.has("phase_committed") })
        #expect(trace.recordingFailure == nil)
        #expect(journal.entries.map(\.position) == Array(journal.entries.indices))
        #expect(journal.entries.last?.status == .cancelled)
        let restored = try restoration(journal.entries)
        #expect(restored.status == .cancelled)
        #expect(restored.phases.isEmpty)
        #expect(story.count(of: "call critic") == 1, "the second attempt was cancelled")
    }

    @Test("a result that a rollback discards while it waits does not come back")
    func rollback() async throws {
        let story = LineLog()
        let journal = SlowJournal(
            story,
            holding: "validation_failed",
            until: "rolled_back tester"
        )
        let phases: [Workflow.Phase] = [
            .init("coder"), .init("critic", needs: ["coder"]), .init("writer", needs: ["coder"]),
            .init("tester", needs: ["coder"]),
        ]
        let plan = try RunPlan.of(phases) { configuration in
            configuration.phase("critic") { $0.validators = [.contains("good")] }
            configuration.rollback = .to("coder")
            configuration.phase("tester") { $0.retry.onExhausted = .rollback }
        }
        let order = ordered(
            plan,
            [
                "coder": agent("coder", story, "draft", "better"),
                "critic": agent("critic", story, "bad", "good"),
                "writer": agent("writer", story, "text", after: "validation_failed critic"),
                "tester": agent("tester", story, nil, "green", after: "attempt_ended writer"),
            ],
            story,
            journal
        )
        let trace = await LiveWorld.below(folder).run(order)
        #expect(trace.status == .succeeded)
        #expect(story.count(of: "call critic") == 2, "the second attempt was discarded")
        let back = try #require(journal.entries.firstIndex { $0.has("rolled_back") })
        let restored = try restoration(journal.entries[...back])
        #expect(restored.phases.isEmpty, "as a process finds it that resumes here")
        #expect(try restoration(journal.entries).phases.count == 4)
    }
}

extension JournalWriter.Entry {
    /// Whether it holds an event of this kind.
    fileprivate func has(_ kind: String) -> Bool {
        records.contains { record in
            if case .event(let event) = record { event.kindName == kind } else { false }
        }
    }
}
