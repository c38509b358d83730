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

extension XMLProblem {
    /// Line and column.
    var place: [Int] { [line, column] }
}
