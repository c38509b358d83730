import Foundation
import TestSupport
import Testing

@Suite("The example crash-and-resume", .timeLimit(.minutes(1)))
struct ExampleTests {
    private func run(_ arguments: [String]) throws -> (process: Process, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: Repository.program("crash-and-resume"))
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process, String(decoding: output, as: UTF8.self))
    }

    @Test("dies after its first phase, restores it and executes the second, each effect once")
    func crashAndResume() throws {
        let folder = try TemporaryFolder()
        let crash = try run([folder.path, "--crash"])
        #expect(crash.process.terminationReason == .uncaughtSignal)
        #expect(crash.process.terminationStatus == SIGKILL)
        #expect(try folder.text(of: "effects") == "demo/outline/0\n")
        let resumed = try run([folder.path])
        #expect(resumed.process.terminationStatus == 0)
        let article = "succeeded: An article with beginning, middle, end of the moon.\n"
        #expect(resumed.output == article + "restored: [\"outline\"]\nexecuted: [\"article\"]\n")
        #expect(try folder.text(of: "effects") == "demo/outline/0\ndemo/article/0\n")
        let again = try run([folder.path])
        #expect(again.output == article + "restored: [\"article\", \"outline\"]\nexecuted: []\n")
        #expect(try folder.text(of: "effects") == "demo/outline/0\ndemo/article/0\n")
    }

    @Test("runs straight through without --crash, and says how it is used without a folder")
    func straight() throws {
        let folder = try TemporaryFolder()
        let straight = try run([folder.path])
        #expect(straight.output.contains("restored: []\nexecuted: [\"article\", \"outline\"]\n"))
        let usage = try run([])
        #expect(usage.process.terminationStatus == 64)
        #expect(usage.output.hasPrefix("usage: "))
    }

    @Test("is the code of the article, all of it and in its order")
    func article() throws {
        let source = try Repository.text(of: "Sources/Examples/crash-and-resume/main.swift")
        let article = try Repository.text(
            of: "Sources/MoonlightEngine/MoonlightEngine.docc/RunCrashResume.md"
        )
        let code = article.components(separatedBy: "```swift\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
            .joined(separator: "\n\n")
        let begin = try #require(source.range(of: "import Foundation"))
        #expect(code + "\n" == String(source[begin.lowerBound...]))
        let shown = "succeeded: An article with beginning, middle, end of the moon."
        #expect(article.contains(shown))
    }
}
