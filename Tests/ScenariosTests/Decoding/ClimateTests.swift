import Faults
import Shapes
import TestSupport
import Testing

@testable import Scenarios

@Suite("Climates")
struct ClimateTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.folder(".git")
    }

    private func text(_ lines: String = "") -> String {
        """
        name: x
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {}}}
        runs: [{name: one}]
        \(lines)
        """
    }

    private func climate(_ fault: String, named name: String = "ours") throws {
        try folder.write(
            "Fixtures/climates/\(name).yaml",
            """
            name: \(name)
            description: What we saw.
            source: Our own records.
            date: 2026-05
            faults: [\(fault)]
            """
        )
    }

    @Test("a scenario has its own faults and those of the climate that it names")
    func key() throws {
        let scenario = try folder.load(
            text("climate: provider-2026\nfaults: [{id: f, inject: crash, expect: surfaced}]")
        )
        #expect(
            scenario.faults.map(\.fault.id)
                == ["f", "provider-2026/rate-limit", "provider-2026/server-error"]
        )
        #expect(scenario.faults.map(\.climate) == [nil, "provider-2026", "provider-2026"])
        #expect(scenario.faults.map(\.fault.expectation) == [.surfaced, .any, .any])
        #expect(scenario.climate == "provider-2026" && scenario.chosenClimate == nil)
    }

    @Test("another climate takes the place of the file's, and leaves its own faults")
    func under() throws {
        let scenario = try folder.load(
            text("climate: provider-2026\nfaults: [{id: f, inject: crash}]")
        )
        let other = try scenario.under("one-vendor")
        #expect(other.faults.map(\.fault.id) == ["f", "one-vendor/vendor-down"])
        #expect(other.faults.last?.fault.group?.name == "one-vendor/vendor")
        #expect(other.climate == "one-vendor" && other.chosenClimate == "one-vendor")
        #expect(
            try other.under("provider-2026").faults.map(\.fault) == scenario.faults.map(\.fault)
        )
        #expect(try scenario.under("provider-2026").chosenClimate == nil)
    }

    @Test("a repository's own climate comes before the one that is built in")
    func own() throws {
        try climate(
            "{id: late, when: {phase: a}, inject: {latency: {samples: t.csv}}}",
            named: "incident"
        )
        try folder.write("Fixtures/climates/t.csv", "1\n")
        let scenario = try folder.load(text("climate: incident"), as: "Scenarios/deep/x.yaml")
        #expect(scenario.faults.map(\.fault.id) == ["incident/late"])
        #expect(scenario.faults.first?.location.file == "Fixtures/climates/incident.yaml")
    }

    @Test(
        "an unknown one is a mistake that names those that there are",
        arguments: ["nothing", "../climates/ours", "", "."]
    )
    func unknown(_ name: String) throws {
        try climate("{id: late, inject: crash}")
        let known =
            "there are incident, one-vendor, one-vendor-isolated, ours, provider-2026"
        #expect(
            try folder.complaints(about: text("climate: \"\(name)\""))
                == ["x.yaml:5:10: error: climate: expected a climate, found \"\(name)\"; \(known)"]
        )
        let scenario = try folder.load(text())
        let mistakes = #expect(throws: Problems.self) { try [scenario, scenario].under(name) }
        #expect(
            mistakes?.description
                == "x.yaml:1:1: error: --climate: expected a climate, found \"\(name)\"; \(known)"
        )
    }

    @Test(
        "mistakes in a climate are told at their places, from a scenario and by themselves",
        arguments: [
            ("{id: f, inject: crash, expect: any}", "5:33: error: faults[0].expect: unknown key"),
            ("{id: f, inject: crush}", "5:26: error: faults[0].inject: "),
            ("{id: f, inject: crash}, {id: f, inject: crash}", "5:39: error: faults[1].id: "),
            (
                "{id: f, inject: {latency: {samples: none.csv}}}",
                "5:46: error: faults[0].inject.latency.samples: expected an existing file"
            ),
        ]
    )
    func mistakes(fault: String, beginning: String) async throws {
        try climate(fault)
        let complaint = "Fixtures/climates/ours.yaml:\(beginning)"
        let found = try folder.complaints(about: text("climate: ours"))
        #expect(found.count == 1 && found[0].hasPrefix(complaint), "\(found)")
        let loader = ScenarioLoader(workingDirectory: folder.path)
        let alone = try await loader.suite(at: ["Fixtures/climates"]).mistakes.map(\.description)
        #expect(alone == found)
    }

    @Test("its name is the file's, and its date a date")
    func header() async throws {
        let file =
            "name: other\ndescription: d\nsource: s\ndate: lately\nfaults: [{id: f, inject: crash}]\n"
        try folder.write("Fixtures/climates/ours.yaml", file)
        let loader = ScenarioLoader(workingDirectory: folder.path)
        let found = try await loader.suite(at: ["Fixtures/climates"]).mistakes.map(\.description)
        #expect(
            found == [
                "Fixtures/climates/ours.yaml:1:7: error: name: expected \"ours\", the file's, found "
                    + "\"other\"",
                "Fixtures/climates/ours.yaml:4:7: error: date: expected a date such as 2026-04-21, or "
                    + "its year or month, found \"lately\"",
            ]
        )
    }

    @Test("by itself a climate is checked, and nothing to run")
    func alone() async throws {
        let suite = try await Repository.loader.suite(at: ["Fixtures/climates"])
        #expect(suite.mistakes == [] && suite.scenarios.isEmpty && suite.bases == [])
        #expect(suite.files == BuiltInClimates.texts.count)
        let mistakes = #expect(throws: Problems.self) {
            try Repository.loader.load("Fixtures/climates/incident.yaml")
        }
        #expect(mistakes?.description.contains("nothing to run") == true)
    }

    @Test("a phase or a clock that the scenario has not is a mistake in the climate")
    func unfit() throws {
        try climate("{id: f, when: {phase: b}, inject: crash}")
        #expect(
            try folder.complaints(about: text("climate: ours")).first?
                .hasPrefix("Fixtures/climates/ours.yaml:5:32: error: faults[0].when.phase: ")
                == true
        )
        try climate("{id: f, at: clock, inject: {jump: {by: 1h}}}")
        _ = try folder.load(text("climate: ours"))
        let live = try folder.load(text("clock: real"))
        let mistakes = #expect(throws: Problems.self) { try live.under("ours") }
        #expect(mistakes?.description.contains("expected a virtual clock") == true)
    }

    @Test("an own fault may not bear the id of one of the climate's")
    func sameID() throws {
        let found = try folder.complaints(
            about: text(
                "climate: incident\nfaults: [{id: incident/elevated-errors, inject: crash}]"
            )
        )
        #expect(
            found == [
                "x.yaml:6:10: error: faults: expected another id, found \"incident/elevated-errors\", "
                    + "which its climate has"
            ]
        )
    }
}
