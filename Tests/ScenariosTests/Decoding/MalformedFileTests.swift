import Shapes
import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("Malformed scenario files")
struct MalformedFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("the file that the cases change is fine by itself")
    func base() throws {
        #expect(try folder.complaints(about: MalformedFile("nothing").text) == [])
    }

    @Test("an unknown key is refused with the nearest known one", arguments: unknownKeys)
    func keys(file: MalformedFile) throws {
        let found = try folder.complaints(about: file.text)
        #expect(found == file.lines)
    }

    @Test("a value that does not fit is refused with what was expected", arguments: wrongValues)
    func values(file: MalformedFile) throws {
        let found = try folder.complaints(about: file.text)
        #expect(found == file.lines)
    }

    @Test("a number out of range is refused before it is used", arguments: wildNumbers)
    func numbers(file: MalformedFile) throws {
        let found = try folder.complaints(about: file.text)
        #expect(found == file.lines)
    }

    @Test("a name of nothing, or of two things, is refused", arguments: unknownNames)
    func names(file: MalformedFile) throws {
        let found = try folder.complaints(about: file.text)
        #expect(found == file.lines)
    }

    @Test("what does not go together is refused", arguments: contradictions)
    func combinations(file: MalformedFile) throws {
        let found = try folder.complaints(about: file.text)
        #expect(found == file.lines)
    }

    @Test("a setting of a feature that cannot be is refused", arguments: wrongSettings)
    func settings(file: MalformedFile) throws {
        let found = try folder.complaints(about: file.text)
        #expect(found == file.lines)
    }

    @Test("settings of features that do not go together are refused", arguments: featureConflicts)
    func features(file: MalformedFile) throws {
        let found = try folder.complaints(about: file.text)
        #expect(found == file.lines)
    }

    @Test(
        "an id that occurs twice is reported under its own path"
    )
    func duplicatePath() throws {
        let text = MalformedFile(
            "",
            runs: "runs: [{name: one, faults: [{id: f, inject: hang}]}]",
            "faults: [{id: f, inject: hang}]"
        ).text
        #expect(
            try folder.complaints(about: text) == [
                #"x.yaml:4:34: error: runs[0].faults[0].id: expected another id, "#
                    + #"found "f" a second time"#
            ]
        )
    }

    @Test(
        "an expectation of nothing is refused at every depth"
    )
    func emptyJSON() throws {
        let text = MalformedFile(
            "",
            runs: "runs: [{name: one, expect: {output: {a: {json: {}}}}}]"
        ).text
        #expect(try folder.complaints(about: text).count == 1)
    }

    @Test("a file next to the scenario may be named; its folder and a link out of it may not")
    func files() throws {
        func text(_ source: String) -> String {
            MalformedFile(
                "",
                agents: "agents: {a: {simulated: {files: {x: \(source)}}}, b: {simulated: {}}}"
            ).text
        }
        try folder.write("deep/app.py", "print(1)")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link",
            withDestinationPath: "/etc/passwd"
        )
        let place = "x.yaml:3:37: error: agents.a.simulated.files.x: expected a file"
        #expect(try folder.complaints(about: text("deep/app.py")) == [])
        #expect(
            try folder.complaints(about: text("deep")) == ["\(place), found the folder \"deep\""]
        )
        #expect(
            try folder.complaints(about: text("link"))
                == ["\(place) inside the repository, found \"link\""]
        )
    }

    @Test("the repository reaches up to the nearest .git")
    func repository() throws {
        try folder.write("repo/.git/HEAD", "")
        try folder.write("repo/shared/app.py", "print(1)")
        try folder.write("outside.py", "print(1)")
        func complaints(_ source: String) throws -> [String] {
            let text = MalformedFile(
                "",
                agents: "agents: {a: {simulated: {files: {x: \(source)}}}, b: {simulated: {}}}"
            ).text
            do {
                _ = try folder.load(text, as: "repo/scenarios/x.yaml")
                return []
            } catch let problems as Problems {
                return problems.list.map(\.message)
            }
        }
        #expect(try complaints("../shared/app.py") == [])
        #expect(
            try complaints("../../outside.py") == [
                "expected a file inside the repository, found \"../../outside.py\""
            ]
        )
    }
}
