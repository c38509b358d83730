import Foundation
import TestSupport
import Testing

@Suite("moonlight compare --confirm")
struct ConfirmTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try write("old/", seconds: "0.01")
        try write("", seconds: "0.01")
        try bench("before")
    }

    /// A program that takes so long, in a folder.
    private func write(_ place: String, seconds: String) throws {
        try folder.write(
            "\(place)work.sh",
            Array("#!/bin/sh\nsleep \(seconds)\necho done\n".utf8),
            isExecutable: true
        )
    }

    private func bench(_ name: String) throws {
        let arguments = ["bench", "--command", "./work.sh", "--pairs", "6", "--save", name]
        #expect(try Tool.run(arguments, in: folder.url).code == 0)
    }

    private func compare(_ arguments: String...) throws -> Tool.Outcome {
        try Tool.run(["compare", "before", "after"] + arguments, in: folder.url)
    }

    @Test("a suspect that is slower in turn too is a regression")
    func slower() throws {
        try write("", seconds: "0.06")
        try bench("after")
        let suspect = try compare()
        #expect(suspect.code == 2)
        #expect(suspect.output.contains("two calls of bench"))
        let confirmed = try compare("--confirm", "--base-dir", "old", "--width", "100%")
        #expect(confirmed.code == 1)
        let pairs = try #require(confirmed.output.firstMatch(of: /measured anew, (\d+) pairs/))
        #expect(try #require(Int(pairs.output.1)) >= 20)
        #expect(confirmed.output.contains("regressed"))
    }

    @Test("a suspect that is not slower in turn is none")
    func asFast() throws {
        try write("", seconds: "0.06")
        try bench("after")
        // What was slow was the machine: the programs are the same.
        try write("", seconds: "0.01")
        let outcome = try compare("--confirm", "--base-dir", "old", "--pairs", "12")
        #expect(outcome.code != 1)
        #expect(!outcome.output.contains(" suspect  "))

    }

    /// A scenario on a real clock whose agent is the program of its folder; measured here.
    private func benchScenario(_ name: String) throws {
        let text = """
            name: worker
            clock: real
            workflow: {phases: [{name: a}]}
            agents: {a: {process: {command: ["{scenario_dir}/work.sh"]}}}
            runs: [{name: cold}]

            """
        for place in ["w.yaml", "old/w.yaml"] { try folder.write(place, text) }
        let arguments = ["bench", "w.yaml", "--pairs", "6", "--save", name]
        #expect(try Tool.run(arguments, in: folder.url).code == 0)
    }

    @Test("a run on a real clock that is slower in turn too is a regression")
    func slowerScenario() throws {
        try benchScenario("first")
        try write("", seconds: "0.3")
        try benchScenario("second")
        let compared = ["compare", "first", "second", "--format", "json"]
        let suspect = try Tool.run(compared, in: folder.url)
        #expect(suspect.code == 2)
        #expect(try verdict(of: "duration", in: suspect) == "suspect")
        let options = ["--confirm", "--base-dir", "old", "--pairs", "10"]
        let confirmed = try Tool.run(compared + options, in: folder.url)
        #expect(confirmed.code == 1)
        #expect(try verdict(of: "duration", in: confirmed) == "regressed")
        #expect(confirmed.output.contains("measured anew, 10 pairs in turn"))
    }

    @Test("a run on a real clock that is not slower in turn is no regression")
    func asFastScenario() throws {
        try benchScenario("first")
        try write("", seconds: "0.3")
        try benchScenario("second")
        try write("", seconds: "0.01")
        let options = ["--confirm", "--base-dir", "old", "--pairs", "10", "--format", "json"]
        let outcome = try Tool.run(["compare", "first", "second"] + options, in: folder.url)
        #expect(try verdict(of: "duration", in: outcome) != "regressed")
        #expect(outcome.output.contains("measured anew, 10 pairs in turn"))
    }

    private struct Row: Decodable {
        let metric: String
        let verdict: String
    }

    private func verdict(of metric: String, in outcome: Tool.Outcome) throws -> String? {
        try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
            .first { $0.metric == metric }?.verdict
    }

    @Test("it is wrong usage without the base's folder, and so are its options without it")
    func usage() throws {
        try bench("after")
        for arguments in [
            ["--confirm"], ["--confirm", "--base-dir", "nowhere"], ["--base-dir", "old"],
            ["--width", "5%"], ["--pairs", "12"],
            ["--confirm", "--base-dir", "old", "--pairs", "0"],
            // Nine pairs that all say so have a p of 2/512: they confirm nothing.
            ["--confirm", "--base-dir", "old", "--pairs", "9"],
        ] {
            let outcome = try Tool.run(["compare", "before", "after"] + arguments, in: folder.url)
            #expect(outcome.code == 64, "\(arguments)")
        }
    }
}
