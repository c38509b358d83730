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

    private let maxDepth: Int
    private var depth = 0
    private var hasRoot = false
    /// UTF-8; it comes in many small pieces.
    private var text: [UInt8] = []
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

    func start(_ name: String, _ attributes: [XMLAttribute], line: Int, column: Int) {
        flushText()
        guard refusal == nil else { return }
        guard depth < maxDepth else {
            let message = "expected at most \(maxDepth) nested elements, found <\(name)> deeper"
            refusal = Refusal(
                kind: .tooDeep(limit: maxDepth),
                line: line,
                column: column,
                message: message
            )
            return
        }
        depth += 1
        hasRoot = true
        let start = XMLElementStart(name: name, attributes: attributes, line: line, column: column)
        events.append(.start(start))
    }

    func end(_ name: String) {
        flushText()
        guard refusal == nil else { return }
        depth -= 1
        events.append(.end(name: name))
    }

    func append(_ more: UnsafeBufferPointer<UInt8>, line: () -> Int) {
        guard refusal == nil else { return }
        let limit = XMLLimits.maxTextBytes
        guard more.count <= limit - text.count else {
            refusal = Refusal(
                kind: .tooLarge(limit: limit),
                line: line(),
                column: 0,
                message: "expected at most \(limit) bytes of text between two tags, found more"
            )
            return
        }
        unsafe text.append(contentsOf: more)
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

    private func flushText() {
        guard !text.isEmpty else { return }
        events.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }
}
