import TestSupport
import Testing

@testable import Workflows

@Suite("The record of the commit that ends a run")
struct LastCommitTests {
    /// A run whose commit of `a`, with files that were slow to write, is the last although `b` was not over when it was
    /// validated.
    private func closing() throws -> HeldRun {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { $0.runTimeout = .seconds(10) }
        var run = HeldRun(plan)
        run.world.holdsFiles = true
        try run.answer("a", files: true)
        try run.answer("b")
        run.record()
        try run.keep()
        #expect(run.world.entries.last?.status == .succeeded)
        return run
    }

    private static let endings: [Signal] = [.cancel, .fired(.run)]

    @Test("what would end the run meanwhile comes too late for the record", arguments: [0, 1])
    func oneEnd(ending: Int) throws {
        var run = try closing()
        if ending == 1 { run.world.now = .seconds(10) }
        run.send(Self.endings[ending])
        #expect(!run.host.isFinished, "the record decides")
        run.record()
        #expect(run.host.trace.status == .succeeded)
        let restoration = try run.restoration()
        #expect(restoration.status == .succeeded)
        #expect(restoration.events.count { $0.kindName == "run_ended" } == 1)
    }

    @Test("before the files are in their place, cancelling takes effect at once")
    func cancelled() throws {
        var run = HeldRun(try Plans.single())
        run.world.holdsFiles = true
        try run.answer("a", files: true)
        run.send(.cancel)
        run.record()
        #expect(run.host.trace.status == .cancelled)
        let entries = run.world.entries.count
        try run.keep()
        #expect(run.world.entries.count == entries)
        #expect(try run.restoration().status == .cancelled)
    }

    @Test("where it cannot be recorded, what came meanwhile is taken up")
    func refused() throws {
        var run = try closing()
        run.send(.cancel)
        run.record(failing: "disk full")
        #expect(run.host.trace.status == .cancelled)
    }
}
