internal import CLibxml2

/// Turns the parser's callbacks into events and refuses what the limits forbid.
final class EventCollector {
    /// A problem that the parser itself has none with.
    struct Refusal {
        let kind: XMLProblem.Kind
        let line: Int
        let column: Int
        let message: String
    }

    /// The first refusal; nothing is collected after it.
    private(set) var refusal: Refusal?

    /// Whether the root element has begun and ended.
    var isComplete: Bool { hasRoot && depth == 0 }

    /// Whether anybody takes the events. Nobody does who reads a document to its end only to learn what is wrong with it.
    var isCollecting = true

    private let maxDepth: Int
    private var depth = 0
    private var hasRoot = false
    /// UTF-8; it comes in many small pieces.
    private var text: [UInt8] = []
    /// How many bytes of text there were since the last tag.
    private var textBytes = 0
    private var events: [XMLEvent] = []
    private var nextEvent = 0

    init(maxDepth: Int) {
        self.maxDepth = maxDepth
    }

    /// The oldest event that was not taken yet.
    func takeEvent() -> XMLEvent? {
        guard nextEvent < events.count else {
            events.removeAll(keepingCapacity: true)
            nextEvent = 0
            return nil
        }
        defer { nextEvent += 1 }
        return events[nextEvent]
    }

    /// Takes up a start tag; where it is and what it says is asked for only where that matters.
    func start(
        _ tag: () -> (name: String, attributes: [XMLAttribute]),
        at place: () -> (line: Int, column: Int)
    ) {
        flushText()
        guard refusal == nil else { return }
        guard depth < maxDepth else { return refuse(tag().name, at: place()) }
        depth += 1
        hasRoot = true
        guard isCollecting else { return }
        let (name, attributes) = tag()
        let (line, column) = place()
        let start = XMLElementStart(name: name, attributes: attributes, line: line, column: column)
        events.append(.start(start))
    }

    func end(_ name: () -> String) {
        flushText()
        guard refusal == nil else { return }
        depth -= 1
        if isCollecting { events.append(.end(name: name())) }
    }

    func append(_ more: UnsafeBufferPointer<UInt8>, line: () -> Int) {
        guard refusal == nil else { return }
        let limit = XMLLimits.maxTextBytes
        guard more.count <= limit - textBytes else {
            refusal = Refusal(
                kind: .tooLarge(limit: limit),
                line: line(),
                column: 0,
                message: "expected at most \(limit) bytes of text between two tags, found more"
            )
            return
        }
        textBytes += more.count
        if isCollecting { unsafe text.append(contentsOf: more) }
    }

    func doctype(_ name: String, line: Int, column: Int) {
        guard refusal == nil else { return }
        refusal = Refusal(
            kind: .doctypeRefused,
            line: line,
            column: column,
            message: "expected no document type declaration, found <!DOCTYPE \(name)>"
        )
    }

    private func refuse(_ name: String, at place: (line: Int, column: Int)) {
        refusal = Refusal(
            kind: .tooDeep(limit: maxDepth),
            line: place.line,
            column: place.column,
            message: "expected at most \(maxDepth) nested elements, found <\(name)> deeper"
        )
    }

    private func flushText() {
        textBytes = 0
        guard !text.isEmpty else { return }
        events.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }
}
