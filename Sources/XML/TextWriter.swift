internal import CLibxml2

/// Owns a writer of libxml2 (xmlTextWriter) that escapes and forwards to a sink.
///
/// It knows nothing of order: `XMLStreamWriter` sees to it that the calls make a document.
@safe
struct TextWriter: ~Copyable {
    private let name: String
    private let sink: ByteSink
    private let writer: xmlTextWriterPtr

    init(sink: ByteSink, name: String) throws(XMLProblem) {
        LibXML.prepare()
        let output = unsafe xmlOutputBufferCreateIO(
            { data, bytes, count in
                guard let data = unsafe data else { return -1 }
                let sink = unsafe Unmanaged<ByteSink>.fromOpaque(data).takeUnretainedValue()
                let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: Int(count))
                return unsafe sink.write(buffer) ? count : -1
            },
            { _ in 0 },
            Unmanaged.passUnretained(sink).toOpaque(),
            nil
        )
        guard let output = unsafe output else { throw XMLProblem.outOfMemory(file: name) }
        guard let writer = unsafe xmlNewTextWriter(output) else {
            _ = unsafe xmlOutputBufferClose(output)
            throw XMLProblem.outOfMemory(file: name)
        }
        self.name = name
        self.sink = sink
        unsafe self.writer = unsafe writer
    }

    /// Writes the XML declaration (xmlTextWriterStartDocument).
    func startDocument() throws(XMLProblem) {
        try check(unsafe xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil))
    }

    /// Begins a start tag (xmlTextWriterStartElement).
    func startElement(_ element: String) throws(XMLProblem) {
        try check(unsafe xmlTextWriterStartElement(writer, element))
    }

    /// Adds an attribute to the open start tag (xmlTextWriterWriteAttribute).
    func attribute(_ attribute: String, _ value: String) throws(XMLProblem) {
        try check(unsafe xmlTextWriterWriteAttribute(writer, attribute, value))
    }

    /// Writes text, escaped (xmlTextWriterWriteString).
    func text(_ text: String) throws(XMLProblem) {
        try check(unsafe xmlTextWriterWriteString(writer, text))
    }

    /// Ends the element with `/>` if it is empty (xmlTextWriterEndElement), or always with an
    /// end tag (xmlTextWriterFullEndElement).
    func endElement(full: Bool) throws(XMLProblem) {
        try check(
            full
                ? unsafe xmlTextWriterFullEndElement(writer)
                : unsafe xmlTextWriterEndElement(writer)
        )
    }

    /// Ends the document and passes all bytes to the sink (xmlTextWriterEndDocument).
    func endDocument() throws(XMLProblem) {
        try check(unsafe xmlTextWriterEndDocument(writer))
        try check(unsafe xmlTextWriterFlush(writer))
    }

    deinit {
        unsafe xmlFreeTextWriter(writer)
    }

    /// All these calls answer with the bytes written, or with −1.
    private func check(_ result: CInt) throws(XMLProblem) {
        if let failure = sink.failure {
            throw XMLProblem.io(failure.errno, to: "write", file: name)
        }
        guard result >= 0 else {
            throw XMLProblem(.malformed, file: name, message: "libxml2 refused to write this")
        }
    }
}
