import Agents
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("What a live run does about a decision, and when", .timeLimit(.minutes(1)))
struct DecisionOrderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A journal that says what it keeps, a while before it is kept.
    private struct SlowJournal: RunJournal {
        let log: LineLog
        /// The kind of event whose entry it cannot keep.
        var refused: String?

        func append(_ entry: JournalWriter.Entry) async throws(OperationFailure) {
            try? await Task.sleep(for: .milliseconds(10))
            let kinds = entry.records.compactMap { record -> String? in
                guard case .event(let event) = record else { return nil }
                return event.kindName
            }
            if let refused, kinds.contains(refused) {
                throw OperationFailure(kind: "io_error", message: "disk full", isRetryable: false)
            }
            let notable: Set = [
                "phase_committed", "rolled_back", "revision_requested", "compensated",
                "phase_degraded", "hook_ended", "run_ended", "validation_failed",
            ]
            log.add("record " + kinds.filter(notable.contains).joined(separator: " "))
        }
    }

    private func agent(_ name: String, _ log: LineLog, _ answers: String?...) -> LiveAgent {
        .inTurn(answers) { _ in log.add(name) }
    }

    private func saga(_ log: LineLog) throws -> LiveRunRequest {
        let phases: [Workflow.Phase] = [
            .init("pay"), .init("book", needs: ["pay"]), .init("ship", needs: ["book"]),
        ]
        let plan = try RunPlan.of(phases) { configuration in
            configuration.rollback = .compensate
            configuration.phase("pay") { $0.compensation = "refund" }
            configuration.phase("book") { $0.compensation = "free" }
            configuration.phase("ship") { $0.retry.onExhausted = .rollback }
        }
        return LiveRunRequest(
            plan: plan,
            agents: [
                "pay": agent("pay", log, "paid"), "book": agent("book", log, "booked"),
                "ship": agent("ship", log, nil), "refund": agent("refund", log, "back"),
                "free": agent("free", log, "free"),
            ]
        )
    }

    @Test("nothing is undone before it is recorded that everything is to be")
    func compensation() async throws {
        let log = LineLog()
        var order = try saga(log)
        order.journal = SlowJournal(log: log)
        #expect(await LiveWorld.below(folder).run(order).status == .failed)
        #expect(
            log.lines == [
                "pay", "record phase_committed", "book", "record phase_committed", "ship",
                "record rolled_back", "free", "record compensated", "refund",
                "record compensated", "record run_ended",
            ]
        )
    }

    @Test("a decision that cannot be recorded is not acted upon")
    func refused() async throws {
        let log = LineLog()
        var order = try saga(log)
        order.journal = SlowJournal(log: log, refused: "rolled_back")
        let trace = await LiveWorld.below(folder).run(order)
        #expect(log.lines.filter { !$0.hasPrefix("record") } == ["pay", "book", "ship"])
        #expect(trace.status == .interrupted)
        #expect(trace.error?.failure.kind == "journal")
        #expect(trace.recordingFailure?.kind == "io_error")
    }

    @Test("a review is recorded before the work is made again")
    func review() async throws {
        let log = LineLog()
        let plan = try RunPlan.of([.init("code"), .init("review", needs: ["code"])]) {
            $0.phase("review") { phase in
                phase.validators = [.contains("approved")]
                phase.onRejected = .init(revise: "code", max: 1)
            }
        }
        var order = LiveRunRequest(
            plan: plan,
            agents: [
                "code": agent("code", log, "draft", "better"),
                "review": agent("review", log, "no", "approved"),
            ]
        )
        order.journal = SlowJournal(log: log)
        #expect(await LiveWorld.below(folder).run(order).status == .succeeded)
        #expect(
            log.lines == [
                "code", "record phase_committed", "review",
                "record validation_failed revision_requested", "code",
                "record phase_committed", "review", "record phase_committed run_ended",
            ]
        )
    }

    @Test("a cancelled run's calls are ended once the cancel is recorded")
    func cancel() async throws {
        var log = LineLog()
        // A phase with its own limit can be stopped while the run continues.
        let plan = try RunPlan.of([.init("a")]) {
            $0.everywhere { $0.attemptTimeout = .seconds(50) }
        }
        let (trace, _) = try await TimeLimit.first { _ in
            log.has("work")
        } _: { limit in
            log = LineLog()
            var order = LiveRunRequest(plan: plan, agents: ["a": waiting(log)])
            order.journal = SlowJournal(log: log)
            order.cancelsAt = limit.duration
            return await LiveWorld.below(folder).run(order)
        }
        #expect(trace.status == .cancelled)
        #expect(log.lines == ["work", "record run_ended", "stopped"])
    }

    /// An agent that works until it is stopped.
    private func waiting(_ log: LineLog) -> LiveAgent {
        .function(
            FunctionAgent { _, _ throws(OperationFailure) in
                log.add("work")
                try? await Task.sleep(for: .seconds(60))
                log.add("stopped")
                throw OperationFailure(kind: "cancelled", message: "", isRetryable: false)
            }
        )
    }
}
