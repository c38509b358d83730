import Files
import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite("Names that are not UTF-8")
struct EscapedBytesTests {
    @Test(
        "bytes that belong to no character are shown, all others are the text",
        arguments: [
            ([], ""), (Array("a/日.yaml".utf8), "a/日.yaml"), ([0x61, 0xFF, 0x62], "a\\xFFb"),
            ([0xC3], "\\xC3"), ([0xE6, 0x97, 0x61], "\\xE6\\x97a"),
            ([0xC0, 0x80, 0x09], "\\xC0\\x80\t"),
            ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
        ] as [([UInt8], String)]
    )
    func text(bytes: [UInt8], shown: String) {
        #expect(EscapedBytes.text(bytes) == shown)
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Makes a file by its name's bytes; `false` where the file system refuses such names.
    private func make(_ name: [UInt8], isFolder: Bool = false) -> Bool {
        var path =
            Array("\(folder.path)/".utf8CString.dropLast()) + name.map { CChar(bitPattern: $0) }
        path.append(0)
        if isFolder { return mkdir(path, 0o755) == 0 }
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    private var loader: ScenarioLoader { ScenarioLoader(workingDirectory: folder.path) }

    @Test("a scenario of such a name is an error that shows it, not a scenario that isn't run")
    func file() throws {
        guard make(Array("b".utf8) + [0xFF] + Array(".yaml".utf8)) else { return }
        let failure = #expect(throws: ScenarioLoader.Failure.self) { try loader.files(at: ["."]) }
        #expect(
            failure?.description.contains("/b\\xFF.yaml: error: expected a name in UTF-8") == true
        )
    }

    @Test("so is a folder of such a name")
    func subfolder() throws {
        guard make([0x64, 0xFE], isFolder: true) else { return }
        let failure = #expect(throws: ScenarioLoader.Failure.self) { try loader.files(at: ["."]) }
        #expect(failure?.description.contains("/d\\xFE: error:") == true)
    }

    @Test("other files may be called as they like")
    func others() throws {
        _ = make([0xFF] + Array(".txt".utf8))
        _ = make(Array(".".utf8) + [0xFF] + Array(".yaml".utf8))
        try folder.write("a.yaml", "")
        #expect(try loader.files(at: ["."]).count == 1)
    }
}
