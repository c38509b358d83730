import Foundation
import Testing
import Workflows

@testable import Reports

@Suite("Traces")
struct TraceTests {
    /// A slice as a viewer reads it.
    private struct Slice {
        let name: String
        let category: String
        let process: Int
        let lane: Int
        let start: Int
        let duration: Int
        var end: Int { start + duration }
    }

    private func events(_ run: StoredTimeline, pid: Int = 1) throws -> [[String: Any]] {
        let lines = TraceEvents.lines(of: run.restoration.events, named: "a/b", pid: pid)
        let bytes = TraceEvents.opening + lines + TraceEvents.ending
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        return try #require(object?["traceEvents"] as? [[String: Any]])
    }

    private func slices(_ run: StoredTimeline) throws -> [Slice] {
        try events(run).filter { $0["ph"] as? String == "X" }.map { event in
            Slice(
                name: try #require(event["name"] as? String),
                category: try #require(event["cat"] as? String),
                process: try #require(event["pid"] as? Int),
                lane: try #require(event["tid"] as? Int),
                start: try #require(event["ts"] as? Int),
                duration: try #require(event["dur"] as? Int)
            )
        }
    }

    private static let runs = TimelineSamples.all + [parallel, overlapping, fractions]

    /// Times between microseconds, as a real clock has them, and a resume.
    private static var fractions: StoredTimeline {
        var run = TimelineSamples.resumed
        let events = run.restoration.events.map { event in
            Event(
                sequence: event.sequence,
                time: event.time + .nanoseconds(700 * event.sequence),
                run: event.run,
                kind: event.kind
            )
        }
        run.restoration = RunRestoration(events.map(JournalRecord.event))
        return run
    }

    /// Three phases at the same time, the second of which ends first.
    private static var parallel: StoredTimeline {
        var script = EventScript([("a", []), ("b", []), ("c", []), ("d", [])])
        script.at(0, .started, .phaseStarted("a"), .attempt("a", 1))
        script.at(1, .phaseStarted("b"), .attempt("b", 1))
        script.at(2, .phaseStarted("c"), .attempt("c", 1))
        script.at(3, .succeeded("b", 1), .committed("b"), .over("b", .committed))
        script.at(3, .phaseStarted("d"), .attempt("d", 1))
        script.at(4, .succeeded("a", 1), .committed("a"), .over("a", .committed))
        script.at(5, .succeeded("c", 1), .committed("c"), .over("c", .committed))
        script.at(6, .succeeded("d", 1), .committed("d"), .over("d", .committed))
        script.at(6, .runEnded(status: .succeeded, error: nil))
        return script.timeline("parallel", status: "succeeded")
    }

    /// A call that ends after its phase's turn, while the next turn has begun.
    private static var overlapping: StoredTimeline {
        var script = EventScript([("a", []), ("b", [0])])
        script.at(0, .started, .phaseStarted("a"), .attempt("a", 1))
        script.at(1, .over("a", .cancelled), .phaseStarted("b"), .attempt("b", 1))
        script.at(2, .failed("a", 1, "cancelled"))
        script.at(3, .succeeded("b", 1), .committed("b"), .over("b", .committed))
        return script.timeline("overlapping", status: "cancelled")
    }

    @Test("in a lane, slices lie within each other or beside each other", arguments: runs)
    func nesting(run: StoredTimeline) throws {
        let slices = try slices(run)
        let lanes = Dictionary(grouping: slices) { [$0.process, $0.lane] }
        for lane in lanes.values {
            for (place, left) in lane.enumerated() {
                for right in lane[(place + 1)...] {
                    let isBeside = left.end <= right.start || right.end <= left.start
                    let isWithin = left.start <= right.start && right.end <= left.end
                    #expect(isBeside || isWithin, "\(left) and \(right)")
                }
            }
        }
    }

    @Test(
        "an execution's slice is as long as the execution, and attempts sum to the steps",
        arguments: runs
    )
    func sums(run: StoredTimeline) throws {
        let slices = try slices(run)
        let executions = TimelineExecution.all(of: run.restoration)
        #expect(
            slices.filter { $0.category == "run" }.map(\.duration)
                == executions.map(\.duration.microseconds)
        )
        let steps = RunSteps(run.restoration.events).steps.filter {
            $0.number > 0 && $0.key.role == .execute
        }
        let attempts = slices.filter { $0.category == "attempt" }
        #expect(attempts.count == steps.count)
        let time = attempts.reduce(0) { $0 + $1.duration }
        let expected = steps.reduce(0) { $0 + ($1.duration?.microseconds ?? 0) }
        // Times between microseconds are cut at both ends.
        #expect(abs(time - expected) <= attempts.count)
        let waits = slices.filter { $0.category == "wait" }
        #expect(
            waits.reduce(0) { $0 + $1.duration }
                >= steps.reduce(0) { $0 + $1.waited.microseconds } - waits.count
        )
    }

    @Test("phases at the same time have lanes of their own, which are used again")
    func lanes() throws {
        let phases = try slices(Self.parallel).filter { $0.category == "phase" }
        #expect(phases.map(\.name) == ["a", "b", "c", "d"])
        #expect(phases.map(\.lane) == [1, 2, 3, 2])
        let attempts = try slices(Self.parallel).filter { $0.category == "attempt" }
        #expect(attempts.map(\.lane) == [1, 2, 3, 2])
        #expect(try slices(TimelineSamples.compensated).map(\.lane).max() == 2)
    }

    @Test("a fault is an instant on the lane of the call that it acted on")
    func faults() throws {
        let marks = try events(TimelineSamples.straight).filter { $0["ph"] as? String == "i" }
        #expect(marks.count == 1)
        #expect(marks.first?["name"] as? String == "fault busy: rate_limit")
        #expect(marks.first?["ts"] as? Int == 3_000_000)
        let call = try slices(TimelineSamples.straight).first { $0.name == "attempt 1: rate_limit" }
        #expect(marks.first?["tid"] as? Int == call?.lane)
    }

    @Test("a run and its resumes are one process, one after another; every lane has a name")
    func names() throws {
        let events = try events(TimelineSamples.resumed, pid: 7)
        let names = events.filter { $0["name"] as? String == "process_name" }
        #expect(names.compactMap { $0["pid"] as? Int } == [7])
        #expect(events.allSatisfy { $0["pid"] as? Int == 7 })
        #expect(
            names.compactMap { ($0["args"] as? [String: Any])?["name"] as? String } == ["a/b"]
        )
        let lanes = Set(
            events.compactMap { event in
                (event["pid"] as? Int).flatMap { pid in (event["tid"] as? Int).map { [pid, $0] } }
            }
        )
        let named = Set(
            events.filter { $0["name"] as? String == "thread_name" }.compactMap { event in
                (event["pid"] as? Int).flatMap { pid in (event["tid"] as? Int).map { [pid, $0] } }
            }
        )
        #expect(named == lanes)
        let runs = try slices(TimelineSamples.resumed).filter { $0.category == "run" }
        #expect(runs.map(\.name) == ["a/b", "a/b, resumed"])
        #expect(runs.map(\.start) == [0, 22_000_000])
    }

    @Test("without events there is nothing")
    func empty() {
        #expect(TraceEvents.lines(of: [], named: "a", pid: 1).isEmpty)
    }
}
