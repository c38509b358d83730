import Testing

@testable import Workflows

@Suite("The digest of an output")
struct LazyDigestTests {
    private static let sample = PhaseOutput(
        text: "plan",
        files: [.init(path: "b", bytes: [1]), .init(path: "a", bytes: [2])],
        response: .init(status: 200, body: "ok", port: 1),
        exitStatus: 2
    )

    @Test("is computed once and is the same for everybody who asks at the same time")
    func concurrent() async {
        for _ in 0..<50 {
            let output = PhaseOutput(text: String(repeating: "x", count: 10_000))
            let expected = PhaseOutput(text: output.text).digest.settled
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { output.digest == expected } }
                for await isEqual in group { #expect(isEqual) }
            }
        }
    }

    @Test("is that of its parts, whatever the order of the files")
    func parts() {
        let output = Self.sample
        let same = PhaseOutput(
            text: "plan",
            files: output.files,
            response: .init(status: 200, body: "ok", port: 2),
            exitStatus: 2
        )
        #expect(output.digest == same.digest)
        #expect(output.digest == Digest(bytes: output.digest.withBytes(Array.init)))
        #expect(output.digest.description == Self.expected)
    }

    /// SHA-256 over length-prefixed fields, computed with Python's hashlib.
    private static let expected = "fa96f2927467b36e9851e812eb32a1e32c0c0f6560c6e494c82ded85d434d2b2"

    @Test("keeps the output in memory until it is settled, as it is in every key")
    func settled() throws {
        var output: PhaseOutput? = PhaseOutput(text: "plan")
        weak let content = output?.content
        let digest = try #require(output).digest
        let key = CacheKey(phase: "coder", parts: [.init("input planner", digest)])
        output = nil
        #expect(withExtendedLifetime(digest) { content != nil })
        #expect(key.parts.first?.digest == Digest(bytes: digest.withBytes(Array.init)))
        try withExtendedLifetime(key) {
            var other: PhaseOutput? = PhaseOutput(text: "plan")
            weak let content = other?.content
            let parts = [CacheKey.Part("input planner", try #require(other).digest)]
            other = nil
            #expect(content == nil)
            #expect(CacheKey(phase: "coder", parts: parts) == key)
        }
    }

    @Test("outputs that differ in anything but a server's port are not equal")
    func equality() {
        func output(_ text: String = "plan", exit: Int = 0, bytes: [UInt8] = [1]) -> PhaseOutput {
            PhaseOutput(text: text, files: [.init(path: "a", bytes: bytes)], exitStatus: exit)
        }
        #expect(output() == output())
        #expect(output() != output("plans"))
        #expect(output() != output(exit: 1))
        #expect(output() != output(bytes: [2]))
    }
}
