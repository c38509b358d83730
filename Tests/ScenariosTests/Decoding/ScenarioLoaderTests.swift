import Shapes
import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("Finding scenario files")
struct ScenarioLoaderTests {
    let folder: TemporaryFolder
    let loader: ScenarioLoader

    init() throws {
        folder = try TemporaryFolder()
        loader = ScenarioLoader(workingDirectory: folder.path)
        for name in ["s/b.yaml", "s/a.yml", "s/deep/c.yaml", "s/.hidden/d.yaml", "s/.e.yaml"] {
            try folder.write(name, "")
        }
        try folder.write("s/readme.md", "")
        try folder.write("one.txt", "")
    }

    private func found(_ paths: String...) throws -> [String] {
        try loader.files(at: paths).map(loader.displayed)
    }

    @Test("a folder is searched to its depth, without hidden files, sorted")
    func folders() throws {
        #expect(try found("s") == ["s/a.yml", "s/b.yaml", "s/deep/c.yaml"])
        #expect(try found("./s/") == ["s/a.yml", "s/b.yaml", "s/deep/c.yaml"])
        #expect(try found("\(folder.path)/s/deep") == ["s/deep/c.yaml"])
    }

    @Test("a part that scenarios extend counts only where it is named")
    func parts() throws {
        try folder.write("s/_base.yaml", "")
        try folder.write("s/_deep/d.yaml", "")
        #expect(try found("s") == ["s/_deep/d.yaml", "s/a.yml", "s/b.yaml", "s/deep/c.yaml"])
        #expect(try found("s/_base.yaml") == ["s/_base.yaml"])
    }

    @Test(
        "a link to a folder is searched like the folder"
    )
    func linkedFolder() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link",
            withDestinationPath: "s"
        )
        #expect(try found("link") == ["link/a.yml", "link/b.yaml", "link/deep/c.yaml"])
    }

    @Test("a named file is taken whatever its ending; each file once, in the order of the paths")
    func files() throws {
        #expect(
            try found("s/b.yaml", "s", "one.txt", "s/../one.txt") == [
                "s/b.yaml", "s/a.yml", "s/deep/c.yaml", "one.txt",
            ]
        )
    }

    @Test("a path that does not exist is named")
    func missing() throws {
        #expect(throws: ScenarioLoader.Failure.missing("nowhere")) {
            try loader.files(at: ["s", "nowhere"])
        }
        #expect(
            ScenarioLoader.Failure.missing("nowhere").description
                == "nowhere: error: no such file or folder"
        )
        #expect(throws: ScenarioLoader.Failure.missing("s/x.yaml")) {
            try loader.load("s/x.yaml")
        }
        #expect(throws: ScenarioLoader.Failure.unreadable("s")) { try loader.load("s") }
    }

    @Test("a folder that cannot be read is named, not passed over")
    func unreadable() throws {
        #expect(throws: ScenarioFolder.Problem.self) {
            try ScenarioFolder.files(in: folder.path + "/one.txt")
        }
        #expect(try ScenarioFolder.files(in: folder.path + "/gone") == [])
    }

    @Test("messages show paths relative to the working folder where they lie below it")
    func displayed() {
        #expect(loader.displayed("s/../s/b.yaml") == "s/b.yaml")
        #expect(loader.displayed("/elsewhere/x.yaml") == "/elsewhere/x.yaml")
        #expect(loader.displayed(folder.path + "-2/x.yaml") == folder.path + "-2/x.yaml")
    }

    @Test(
        "a class name has dots for slashes, and no other dots",
        arguments: [
            ("a/b.yaml", "a.b"), ("a.b/c.d.yml", "a_b.c_d"), ("./x.yaml", "x"),
            ("../up/x.yaml", "up.x"), ("/abs/x.txt", "abs.x_txt"),
        ]
    )
    func className(file: String, expected: String) throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            runs: [{name: one}]
            """
        let scenario = try ScenarioDecoder.decode(
            YAMLReader.read(bytes: Array(text.utf8), file: file),
            file: file,
            files: ScenarioFiles(scenarioAt: "/nowhere/x.yaml")
        )
        #expect(scenario.className == expected)
    }
}
