import TestSupport
import Testing

@testable import Scenarios

@Suite("Fixtures that come with the tool")
struct BuiltInFixtureTests {
    @Test(
        "those that are built in are the files of the repository, word for word",
        arguments: [
            ("Fixtures/climates", BuiltInClimates.texts),
            ("Fixtures/profiles", BuiltInProfiles.texts),
        ]
    )
    func builtIn(folder: String, texts: [String: String]) throws {
        let paths = try Repository.loader.files(at: [folder])
        let names = paths.map { String($0.split(separator: "/").last?.dropLast(5) ?? "") }
        #expect(names.sorted() == texts.keys.sorted())
        for name in names {
            let file = try Repository.text(of: "\(folder)/\(name).yaml")
            #expect(texts[name] == file, "\(name): copy the file's text")
        }
    }
}
