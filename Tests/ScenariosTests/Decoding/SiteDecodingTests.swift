import Faults
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("How a file names one exact site")
struct SiteDecodingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ fault: String, inRun: Bool = false) -> String {
        """
        name: x
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        agents: {a: {simulated: {}}, b: {simulated: {}}}
        \(inRun ? "" : "faults: [\(fault)]")
        runs: [{name: one\(inRun ? ", faults: [\(fault)]" : "")}, {name: two}]
        """
    }

    @Test("every part is read")
    func whole() throws {
        let site = "{run: two, repetition: 3, phase: b, role: undo, attempt: 4, life: 1, visit: 2}"
        let scenario = try folder.load(text("{id: f, site: \(site), inject: crash}"))
        #expect(
            scenario.faults.first?.fault.selector.site
                == Site.Key(
                    .agentCall,
                    run: .init(name: "two", repetition: 3, life: 1),
                    phase: "b",
                    role: .undo,
                    attempt: 4,
                    visit: 2
                )
        )
    }

    @Test("what is left out is the first, of no phase", arguments: ["", ", phase: ''"])
    func defaults(phase: String) throws {
        let fault = "{id: f, at: journal.append, site: {run: one\(phase)}, inject: io_error}"
        let scenario = try folder.load(text(fault))
        let site = Site.Key(
            .journalAppend,
            run: .init(name: "one", repetition: 0),
            phase: "",
            role: .execute,
            attempt: 0
        )
        #expect(scenario.faults.first?.fault.selector.site == site)
    }

    @Test(
        "what says no site is a mistake at its place",
        arguments: [
            (
                "{id: f, when: {phase: a}, site: {run: one, phase: a, attempt: 1}, inject: crash}",
                "x.yaml:4:36: error: faults[0].site: excludes \"when\" beside it; keep one of them"
            ),
            (
                "{id: f, site: {run: one, phase: a, attempt: 1}, fail: 2, inject: crash}",
                "x.yaml:4:58: error: faults[0].fail: excludes \"site\" beside it; keep one of them"
            ),
            (
                "{id: f, site: {run: won, phase: a, attempt: 1}, inject: crash}",
                "x.yaml:4:30: error: faults[0].site.run: expected a run, found \"won\"; "
                    + "there are one, two"
            ),
            (
                "{id: f, site: {run: one, phase: c, attempt: 1}, inject: crash}",
                "x.yaml:4:42: error: faults[0].site.phase: expected a phase, found \"c\"; did you mean \"a\"?"
            ),
            (
                "{id: f, site: {phase: a}, inject: crash}",
                "x.yaml:4:24: error: faults[0].site: missing required key \"run\""
            ),
            (
                "{id: f, site: {run: one, role: undone}, inject: crash}",
                "x.yaml:4:41: error: faults[0].site.role: expected one of do, undo; found \"undone\"; did you mean \"undo\"?"
            ),
            (
                "{id: f, at: cache.read, site: {run: one, phase: a, attempt: 1}, inject: false_miss}",
                "x.yaml:4:70: error: faults[0].site.attempt: expected no attempt at cache.read, where no look-up is about "
                    + "an attempt, found \"1\""
            ),
        ]
    )
    func mistakes(fault: String, line: String) throws {
        #expect(try folder.complaints(about: text(fault)) == [line])
    }

    @Test("a fault of a run is at a site of that run")
    func ofRun() throws {
        let fault = "{id: f, site: {run: two, phase: a, attempt: 1}, inject: crash}"
        #expect(
            try folder.complaints(about: text(fault, inRun: true)) == [
                "x.yaml:5:49: error: runs[0].faults[0].site.run: expected \"one\", because the fault is "
                    + "declared in that run, found \"two\""
            ]
        )
    }
}
