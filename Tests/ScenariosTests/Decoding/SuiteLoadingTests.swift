import Shapes
import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("Loading a suite")
struct SuiteLoadingTests {
    let folder: TemporaryFolder
    let loader: ScenarioLoader

    private static let base = """
        workflow: {phases: [{name: answer}]}
        agents: {answer: {simulated: {output: done}}}

        """
    private static let runs = "runs: [{name: once}]\n"

    init() throws {
        folder = try TemporaryFolder()
        loader = ScenarioLoader(workingDirectory: folder.path)
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.git",
            withIntermediateDirectories: true
        )
    }

    private func suite(_ paths: String...) async throws -> ScenarioSuite {
        try await loader.suite(at: paths)
    }

    @Test("a file without runs that another extends is a base, and nothing to run")
    func base() async throws {
        try folder.write("s/base.yaml", Self.base)
        try folder.write("s/deep/a.yaml", "name: a\nextends: ../base.yaml\n" + Self.runs)
        try folder.write("s/deep/b.yaml", "name: b\nextends: ../base.yaml\n" + Self.runs)
        let suite = try await suite("s")
        #expect(suite.mistakes.isEmpty)
        #expect(suite.scenarios.map(\.name) == ["a", "b"])
        #expect(suite.bases == ["s/base.yaml"])
        #expect(suite.files == 3)
    }

    @Test("bases may extend bases; a file that takes over its runs is not a base")
    func chain() async throws {
        try folder.write("s/1.yaml", Self.base)
        try folder.write("s/2.yaml", "extends: 1.yaml\nseed: 2\n")
        try folder.write("s/3.yaml", "name: three\nextends: 2.yaml\n" + Self.runs)
        try folder.write("s/4.yaml", "name: four\nextends: 3.yaml\n")
        let suite = try await suite("s")
        #expect(suite.mistakes.isEmpty)
        #expect(suite.bases == ["s/1.yaml", "s/2.yaml"])
        #expect(suite.scenarios.map(\.name) == ["three", "four"])
        #expect(suite.scenarios.map(\.seed) == [2, 2])
    }

    @Test("a file without runs that none extends is refused, with what is to be done about it")
    func lonely() async throws {
        try folder.write("s/base.yaml", "name: x\n" + Self.base)
        try folder.write("s/a.yaml", "name: a\n" + Self.base + Self.runs)
        let suite = try await suite("s")
        #expect(
            suite.mistakes.map(\.description) == [
                #"s/base.yaml:1:1: error: missing required key "runs"; without runs it is a base, "#
                    + "which another file is to extend (extends: FILE)"
            ]
        )
        #expect(suite.bases.isEmpty)
        #expect(throws: Problems.self) { try loader.load("s/base.yaml") }
    }

    @Test(
        "the one that extends it may be anywhere in the repository, but not out of sight",
        arguments: [
            ("other/a.yaml", true), ("s/deep/a.yml", true), (".hidden/a.yaml", false),
            ("other/a.txt", false),
        ]
    )
    func elsewhere(file: String, counts: Bool) async throws {
        try folder.write("s/base.yaml", Self.base)
        let path = file.hasPrefix("s/") ? "../base.yaml" : "../s/base.yaml"
        try folder.write(file, "name: a\nextends: \(path)\n" + Self.runs)
        let suite = try await suite("s/base.yaml")
        #expect(suite.bases.isEmpty != counts)
        #expect(suite.mistakes.isEmpty == counts)
        #expect(suite.scenarios.isEmpty)
    }

    @Test("a base that itself is wrong is reported once, however many extend it")
    func mistaken() async throws {
        try folder.write("s/base.yaml", "config: {retyr: {}}\n" + Self.base)
        for name in ["a", "b", "c"] {
            try folder.write("s/\(name).yaml", "name: \(name)\nextends: base.yaml\n" + Self.runs)
        }
        let suite = try await suite("s")
        #expect(
            suite.mistakes.map(\.description) == [
                #"s/base.yaml:1:10: error: config.retyr: unknown key "retyr"; "#
                    + #"did you mean "retry"?"#
            ]
        )
    }

    @Test("a mistake of the file that extends is no reason to refuse the base")
    func mistakenHeir() async throws {
        try folder.write("s/base.yaml", Self.base)
        try folder.write("s/a.yaml", "name: a\nextends: base.yaml\nseed: soon\n" + Self.runs)
        #expect(try await suite("s").mistakes.map(\.location.file) == ["s/a.yaml"])
    }

    @Test("scenarios are in the order of their files, and mistakes of all files come together")
    func order() async throws {
        for number in 10..<60 {
            let body = number % 7 == 0 ? "nmae: x\n" : Self.base + Self.runs
            try folder.write("s/\(number).yaml", "name: n\(number)\n" + body)
        }
        let suite = try await suite("s")
        let whole = (10..<60).filter { $0 % 7 != 0 }
        #expect(suite.scenarios.map(\.name) == whole.map { "n\($0)" })
        let files = suite.mistakes.map(\.location.file)
        #expect(files == files.sorted())
        #expect(Set(files).count == 7)
    }
}
