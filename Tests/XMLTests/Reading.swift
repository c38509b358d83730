import Testing

@testable import XML

/// All events of a document in memory called `test.xml`.
func events(_ document: String, limits: XMLLimits = XMLLimits()) throws -> [XMLEvent] {
    try events(Array(document.utf8), limits: limits)
}

func events(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws -> [XMLEvent] {
    var reader = try XMLStreamReader(bytes: bytes, name: "test.xml", limits: limits)
    var events: [XMLEvent] = []
    while let event = try reader.next() { events.append(event) }
    return events
}

/// The problem that a call throws.
func problem(
    _ call: () throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> XMLProblem {
    let problem = #expect(throws: XMLProblem.self, sourceLocation: sourceLocation) { try call() }
    return try #require(problem, sourceLocation: sourceLocation)
}

/// The text that a writer makes in memory.
func written(_ body: (inout XMLStreamWriter) throws -> Void) throws -> String {
    var writer = try XMLStreamWriter(memory: "test.xml")
    try body(&writer)
    try writer.finish()
    return String(decoding: writer.bytes, as: UTF8.self)
}

/// The SplitMix64 generator: the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension XMLProblem {
    /// Line and column.
    var place: [Int] { [line, column] }
}
