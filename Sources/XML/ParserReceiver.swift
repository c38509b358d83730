internal import CLibxml2

/// Receives libxml2's callbacks (startElementNs and its like) and copies what they carry.
@safe
final class ParserReceiver {
    let collector: EventCollector

    private let problem: UnsafeMutablePointer<clibxml2_problem>
    private var context: xmlParserCtxtPtr?

    /// - Parameter problem: Must outlive the receiver.
    init(collector: EventCollector, problem: UnsafeMutablePointer<clibxml2_problem>) {
        self.collector = collector
        unsafe self.problem = unsafe problem
    }

    /// Makes a parser that calls this receiver, which must outlive it; the caller frees it.
    func makeContext() -> xmlParserCtxtPtr? {
        unsafe context = unsafe clibxml2_parser_new(
            Unmanaged.passUnretained(self).toOpaque(),
            problem,
            { data, name, prefix, _, namespaceCount, namespaces, attributeCount, _, attributes in
                guard let receiver = unsafe ParserReceiver.from(data) else { return }
                receiver.start {
                    var list = unsafe declarations(namespaces, count: namespaceCount)
                    list += unsafe copied(attributes, count: attributeCount)
                    return unsafe (qualifiedName(prefix, name), list)
                }
            },
            { data, name, prefix, _ in
                unsafe ParserReceiver.from(data)?.collector.end {
                    unsafe qualifiedName(prefix, name)
                }
            },
            { data, bytes, count in
                guard let receiver = unsafe ParserReceiver.from(data) else { return }
                unsafe receiver.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
            },
            { data, name, _, _ in
                unsafe ParserReceiver.from(data)?.refuseDoctype(qualifiedName(nil, name))
            }
        )
        return unsafe context
    }

    /// The receiver behind a callback's data, unless the document has failed already.
    private static func from(_ data: UnsafeMutableRawPointer?) -> ParserReceiver? {
        guard let data = unsafe data else { return nil }
        let receiver = unsafe Unmanaged<ParserReceiver>.fromOpaque(data).takeUnretainedValue()
        return unsafe receiver.problem.pointee.recorded == 0 ? receiver : nil
    }

    private func start(_ tag: () -> (name: String, attributes: [XMLAttribute])) {
        if let context = unsafe context, unsafe clibxml2_tag_is_cut_off(context) != 0 { return }
        collector.start(tag, at: tagPosition)
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe collector.append(bytes) { unsafe Int(xmlSAX2GetLineNumber(context)) }
    }

    /// Stops the parser before it reads what the declaration contains.
    private func refuseDoctype(_ name: String) {
        let place = tagPosition()
        collector.doctype(name, line: place.line, column: place.column)
        unsafe xmlStopParser(context)
    }

    private func tagPosition() -> (line: Int, column: Int) {
        guard let context = unsafe context else { return (0, 0) }
        var line: CInt = 0
        var column: CInt = 0
        unsafe clibxml2_tag_position(context, &line, &column)
        return (Int(line), Int(column))
    }
}

private func qualifiedName(
    _ prefix: UnsafePointer<xmlChar>?,
    _ name: UnsafePointer<xmlChar>?
) -> String {
    let local = unsafe name.map { unsafe String(cString: $0) } ?? ""
    guard let prefix = unsafe prefix else { return local }
    return unsafe "\(String(cString: prefix)):\(local)"
}

/// Namespace declarations come as pairs of prefix and URI.
private func declarations(
    _ pairs: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    count: CInt
) -> [XMLAttribute] {
    guard count > 0, let pairs = unsafe pairs else { return [] }
    return (0..<Int(count)).map { index in
        let prefix = unsafe pairs[2 * index]
        let uri = unsafe pairs[2 * index + 1].map { unsafe String(cString: $0) } ?? ""
        let name = unsafe prefix.map { unsafe "xmlns:\(String(cString: $0))" } ?? "xmlns"
        return XMLAttribute(name: name, value: uri)
    }
}

/// Attributes come in fives: name, prefix, URI, and the value's first byte and end.
private func copied(
    _ fives: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    count: CInt
) -> [XMLAttribute] {
    guard count > 0, let fives = unsafe fives else { return [] }
    return (0..<Int(count)).map { index in
        let five = unsafe fives + 5 * index
        let name = unsafe qualifiedName(five[1], five[0])
        guard let start = unsafe five[3], let end = unsafe five[4] else {
            return XMLAttribute(name: name, value: "")
        }
        let bytes = unsafe UnsafeBufferPointer(start: start, count: end - start)
        let value = unsafe String(decoding: bytes, as: UTF8.self)
        return XMLAttribute(name: name, value: unescapingAmpersands(value))
    }
}

/// libxml2 resolves all references in a value except that it writes every ampersand as `&#38;`,
/// for the tree builder that usually comes after.
private func unescapingAmpersands(_ value: String) -> String {
    let ampersand = UInt8(ascii: "&")
    guard value.utf8.contains(ampersand) else { return value }
    var result: [UInt8] = []
    var rest = value.utf8[...]
    while let index = rest.firstIndex(of: ampersand) {
        result += rest[...index]
        rest = rest[index...].dropFirst("&#38;".utf8.count)
    }
    return String(decoding: result + rest, as: UTF8.self)
}
