internal import CLibxml2

/// Reads a document event by event, in memory that does not grow with the document.
///
/// A document type declaration is refused, entities and other files are never loaded, and size
/// and depth are limited. The first problem is thrown, after the events before it were given.
package struct XMLStreamReader: ~Copyable {
    private var source: ByteSource
    private let parser: PushParser
    private let collector: EventCollector
    private var isAtEnd = false
    private var failure: XMLProblem?

    /// Opens a file.
    ///
    /// - Throws: `XMLProblem.Kind.io` if it cannot be opened.
    package init(file path: String, limits: XMLLimits = XMLLimits()) throws(XMLProblem) {
        let source = try ByteSource(file: path, name: path, limit: limits.maxBytes)
        try unsafe self.init(source: source, name: path, limits: limits, schema: nil)
    }

    /// Reads bytes in memory, which problems call by `name`.
    package init(
        bytes: [UInt8],
        name: String,
        limits: XMLLimits = XMLLimits()
    ) throws(XMLProblem) {
        let source = ByteSource(bytes: bytes, name: name, limit: limits.maxBytes)
        try unsafe self.init(source: source, name: name, limits: limits, schema: nil)
    }

    /// - Parameter schema: Must outlive the reader, which validates while it reads.
    @unsafe
    init(
        source: consuming ByteSource,
        name: String,
        limits: XMLLimits,
        schema: xmlSchemaPtr?
    ) throws(XMLProblem) {
        collector = EventCollector(maxDepth: limits.maxDepth)
        parser = try unsafe PushParser(name: name, collector: collector, schema: schema)
        self.source = source
    }

    /// The next event; none after the document's end.
    ///
    /// Once it has thrown, it throws the same again.
    package mutating func next() throws(XMLProblem) -> XMLEvent? {
        if let event = collector.takeEvent() { return event }
        if let failure { throw failure }
        do {
            return try parseNext()
        } catch {
            // Reading on after a chunk was refused would read a document with a hole.
            failure = error
            throw error
        }
    }

    /// Reads to the document's end and throws the first problem; what comes is not kept.
    package mutating func drain() throws(XMLProblem) {
        collector.isCollecting = false
        while try next() != nil {}
    }

    private mutating func parseNext() throws(XMLProblem) -> XMLEvent? {
        while true {
            if let event = collector.takeEvent() { return event }
            try parser.check(atEnd: isAtEnd)
            if isAtEnd { return nil }
            let chunk = try source.next()
            isAtEnd = chunk.isEmpty
            parser.feed(chunk)
        }
    }
}
