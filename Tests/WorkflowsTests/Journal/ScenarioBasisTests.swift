import Testing

@testable import Workflows

@Suite("What a run depends on of what happened before")
struct ScenarioBasisTests {
    private func bytes(_ basis: ScenarioBasis) -> [UInt8] {
        var writer = ByteWriter()
        basis.encode(into: &writer)
        return writer.bytes
    }

    @Test("has the bytes that it always had where faults left resources and keys alone")
    func unchanged() throws {
        #expect(bytes(ScenarioBasis()) == [0, 0])
        #expect(bytes(ScenarioBasis(delivered: ["a": 1])) == [2, 1, UInt8(ascii: "a"), 2, 0])
    }

    @Test("is not empty where one of its parts is there")
    func empty() {
        #expect(ScenarioBasis().isEmpty)
        var lowered = ScenarioBasis()
        lowered.lowered["run"] = ResourcePassage(tokens: 1)
        #expect(!lowered.isEmpty)
        var narrowed = ScenarioBasis()
        narrowed.omitted["a"] = [.prompt]
        #expect(!narrowed.isEmpty)
    }

    @Test("comes back as it was, and is refused where it is cut or names no part of a key")
    func read() throws {
        var basis = ScenarioBasis(delivered: ["a": 3])
        basis.lowered = ["x": ResourcePassage(permits: 2), "y": ResourcePassage(costMicros: 7)]
        basis.omitted = ["a": [.prompt, .inputs], "b": [.agent]]
        let whole = bytes(basis)
        var reader = ByteReader(whole)
        #expect(try ScenarioBasis(from: &reader) == basis)
        #expect(reader.isAtEnd)
        let without = bytes(ScenarioBasis(delivered: ["a": 3])).count
        for length in 0..<whole.count where length != without {
            var reader = ByteReader(Array(whole.prefix(length)))
            #expect(throws: ByteReader.Malformed.self, "\(length) bytes") {
                try ScenarioBasis(from: &reader)
            }
        }
        // The last letter of the last name, `agent`.
        var other = ByteReader(whole.dropLast() + [UInt8(ascii: "s")])
        #expect(throws: ByteReader.Malformed.self) { try ScenarioBasis(from: &other) }
    }

    @Test("of one run it is what is left of that run's resources, and what all runs share")
    func ofRun() {
        var basis = ScenarioBasis(delivered: ["a": 3])
        basis.omitted = ["a": [.prompt]]
        let shared = basis
        basis.lowered = ["x": ResourcePassage(permits: 2), "y": ResourcePassage(costMicros: 7)]
        var own = shared
        own.lowered = ["y": ResourcePassage(costMicros: 7)]
        #expect(basis.ofRun("y") == own)
        #expect(basis.ofRun("z") == shared)
    }
}
