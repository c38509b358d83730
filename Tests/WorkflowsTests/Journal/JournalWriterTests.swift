import TestSupport
import Testing

@testable import Workflows

@Suite("What a journal keeps of a run")
struct JournalWriterTests {
    private func records(_ run: JournaledRun) throws -> [JournalRecord] {
        try JournalCodec.read(run.entries).records
    }

    private func events(_ run: JournaledRun) throws -> [Event] {
        try records(run).compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    @Test("one entry for each commit; the first says who the run is, the last how it ended")
    func entries() throws {
        var run = try JournaledRun(try RunPlan.of([.init("a"), .init("b", needs: ["a"])]))
        #expect(run.entries.isEmpty, "nothing is recorded before the first commit")
        try run.act { try $0.answer("a") }
        #expect(run.entries.count == 1)
        try run.act { try $0.answer("b") }
        #expect(run.rig.machine.status == .succeeded)
        #expect(run.entries.count == 2, "the end rides with the last commit")
        let records = try records(run)
        guard case .opened(let header)? = records.first,
            case .event(let last)? = records.last
        else {
            Issue.record("expected a header first and an event last")
            return
        }
        #expect(header == RunHeader(run.rig.machine.plan, startedAt: .seconds(5)))
        #expect(last.kind == .runEnded(status: .succeeded, error: nil))
    }

    @Test(
        "the events are those that the run reported, each once, in order, with the same numbers and times"
    )
    func sameEvents() throws {
        var run = try JournaledRun(try Plans.chain(.lastGood))
        try run.act { try $0.answer("a") }
        try run.act { try $0.fail("b") }
        try run.act { try $0.fireNext() }
        try run.act { try $0.answer("b") }
        try run.act { try $0.fail("c", isRetryable: false) }
        try run.act { try $0.answer("c") }
        #expect(run.rig.machine.status == .succeeded)
        #expect(try events(run) == run.rig.events)
    }

    @Test("the content of a commit comes before the event that says so")
    func contentFirst() throws {
        var run = try JournaledRun(try Plans.single())
        try run.act { try $0.answer("a", "made") }
        let places = try records(run).enumerated().compactMap { place, record -> Int? in
            switch record {
            case .committed(let commit): commit.output.text == "made" ? place : nil
            case .event(let event):
                if case .phaseCommitted = event.kind { place } else { nil }
            case .opened, .rests, .told, .decided, .asked, .affected, .lives: nil
            }
        }
        #expect(places.count == 2)
        #expect(places == places.sorted())
    }

    @Test(
        "the decision to undo has its own entry, so has each compensation, and the end of the run the last one"
    )
    func compensation() throws {
        var run = try JournaledRun(try Plans.chain(.compensate))
        try run.act { try $0.answer("a") }
        try run.act { try $0.answer("b") }
        try run.act { try $0.fail("c", isRetryable: false) }
        #expect(run.entries.count == 3)
        try run.act { try $0.answer("b") }
        #expect(run.entries.count == 4)
        try run.act { try $0.answer("a") }
        #expect(run.entries.count == 6)
        #expect(try events(run) == run.rig.events)
        let undone = try events(run).filter { $0.kindName == "compensated" }.map(\.phase)
        #expect(undone == ["b", "a"])
    }

    @Test("a failed run records what was not recorded yet")
    func failed() throws {
        var run = try JournaledRun(try Plans.single())
        try run.act { try $0.fail("a", isRetryable: false) }
        #expect(run.entries.count == 1)
        #expect(try events(run) == run.rig.events)
    }

    @Test("a resumed run adds to the journal, without a second header")
    func resumed() throws {
        var run = try JournaledRun(try Plans.chain(.none))
        try run.act { try $0.answer("a") }
        var rest = try run.resumed()
        try rest.act { try $0.answer("b") }
        try rest.act { try $0.answer("c") }
        #expect(rest.rig.machine.status == .succeeded)
        #expect(rest.entries.count == 3)
        let headers = try records(rest).filter { if case .opened = $0 { true } else { false } }
        #expect(headers.count == 1)
        #expect(try events(rest).suffix(rest.rig.events.count) == rest.rig.events[...])
    }
}
