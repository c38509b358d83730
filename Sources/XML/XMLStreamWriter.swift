internal import CLibxml2

/// Writes a document piece by piece, indented, in UTF-8, into a file or into memory.
///
/// Every text and value is sanitised and escaped, and what would make the document unreadable is
/// thrown as `malformed`. Once a call has thrown, all later ones throw the same, so that no error
/// is lost.
package struct XMLStreamWriter: ~Copyable {
    /// How many names are remembered.
    private static let mostNames = 256

    private struct OpenElement {
        let name: String
        var hasText = false
        var hasChildren = false
    }

    private let name: String
    private let sink: ByteSink
    private let writer: TextWriter
    private var open: [OpenElement] = []
    /// Names used in the start tag that is still open.
    private var attributes: [String] = []
    /// Names that were found to be some: a document has few, and has each very often.
    private var names: Set<String> = []
    private var hasRoot = false
    private var isFinished = false
    private var failure: XMLProblem?

    /// Writes into a file, which is made or emptied.
    package init(path: String) throws(XMLProblem) {
        let sink = try ByteSink.opening(path)
        try self.init(sink: sink, name: path)
    }

    /// Writes into memory; problems call the document by `name`.
    package init(memory name: String) throws(XMLProblem) {
        try self.init(sink: ByteSink(), name: name)
    }

    init(sink: ByteSink, name: String) throws(XMLProblem) {
        self.name = name
        self.sink = sink
        writer = try TextWriter(sink: sink, name: name)
    }

    /// What was written into memory; complete after `finish`.
    package var bytes: [UInt8] { sink.bytes }

    /// Begins an element.
    package mutating func start(_ element: String) throws(XMLProblem) {
        try guarded { writer throws(XMLProblem) in
            try writer.requireName(element)
            if writer.open.isEmpty, writer.hasRoot {
                throw writer.misuse("expected one root element, found a second, <\(element)>")
            }
            if !writer.hasRoot { try writer.writer.startDocument() }
            try writer.indent()
            try writer.writer.startElement(element)
            if let last = writer.open.indices.last { writer.open[last].hasChildren = true }
            writer.open.append(OpenElement(name: element))
            writer.attributes.removeAll(keepingCapacity: true)
            writer.hasRoot = true
        }
    }

    /// Adds an attribute to the element just begun.
    package mutating func attribute(_ attribute: String, _ value: String) throws(XMLProblem) {
        try guarded { writer throws(XMLProblem) in
            try writer.requireName(attribute)
            guard let element = writer.open.last, !element.hasText, !element.hasChildren else {
                throw writer.misuse("expected attributes before content, found \(attribute) after")
            }
            guard !writer.attributes.contains(attribute) else {
                throw writer.misuse("expected each attribute once, found \(attribute) again")
            }
            writer.attributes.append(attribute)
            try writer.writer.attribute(attribute, XMLText.sanitised(value))
        }
    }

    /// Adds text to the open element, which then gets no indentation inside.
    ///
    /// An element that was given text, be it empty, is never self-closed. Text belongs before
    /// the child elements: what was written before it may have been indented.
    package mutating func text(_ text: String) throws(XMLProblem) {
        try guarded { writer throws(XMLProblem) in
            guard let last = writer.open.indices.last else {
                throw writer.misuse("expected text inside an element, found it outside")
            }
            writer.open[last].hasText = true
            try writer.writer.text(XMLText.sanitised(text))
        }
    }

    /// Ends the element begun last.
    package mutating func end() throws(XMLProblem) {
        try guarded { writer throws(XMLProblem) in
            guard let element = writer.open.popLast() else {
                throw writer.misuse("expected an open element to end, found none")
            }
            if element.hasChildren, !element.hasText { try writer.indent() }
            try writer.writer.endElement(full: element.hasText)
        }
    }

    /// Writes a whole element without children.
    package mutating func element(
        _ element: String,
        attributes: [(String, String)] = [],
        text: String? = nil
    ) throws(XMLProblem) {
        try start(element)
        for (name, value) in attributes { try attribute(name, value) }
        if let text { try self.text(text) }
        try end()
    }

    /// Ends the document and closes the file; without this, what was written is incomplete.
    package mutating func finish() throws(XMLProblem) {
        try endDocument()
        try guarded { writer throws(XMLProblem) in
            do throws(FileDescriptor.Failure) {
                try writer.sink.close()
            } catch {
                throw XMLProblem.io(error.errno, to: "close", file: writer.name)
            }
        }
    }

    /// Ends the document and leaves the file open.
    mutating func endDocument() throws(XMLProblem) {
        try guarded { writer throws(XMLProblem) in
            guard !writer.isFinished else { return }
            if let element = writer.open.last {
                throw writer.misuse("expected every element to be ended, found <\(element.name)>")
            }
            guard writer.hasRoot else {
                throw writer.misuse("expected a root element, found none")
            }
            try writer.writer.endDocument()
            writer.isFinished = true
        }
    }

    /// Runs one step unless an earlier one has failed, and remembers its failure.
    private mutating func guarded(
        _ step: (inout XMLStreamWriter) throws(XMLProblem) -> Void
    ) throws(XMLProblem) {
        if let failure { throw failure }
        do {
            try step(&self)
        } catch {
            failure = error
            throw error
        }
    }

    /// Begins a new line for a tag, unless the text around it forbids that.
    private func indent() throws(XMLProblem) {
        guard !open.isEmpty || hasRoot, !open.contains(where: { $0.hasText }) else { return }
        let depth = open.count
        try writer.text(
            depth < Self.lines.count
                ? Self.lines[depth] : "\n" + String(repeating: "  ", count: depth)
        )
    }

    /// The beginnings of lines by the depth of what follows.
    private static let lines = (0..<8).map { "\n" + String(repeating: "  ", count: $0) }

    private mutating func requireName(_ name: String) throws(XMLProblem) {
        guard !names.contains(name) else { return }
        guard !name.utf8.contains(0), unsafe xmlValidateQName(name, 0) == 0 else {
            throw misuse("expected a name of an element or attribute, found \"\(name)\"")
        }
        if names.count < Self.mostNames { names.insert(name) }
    }

    private func misuse(_ message: String) -> XMLProblem {
        XMLProblem(.malformed, file: name, message: message)
    }
}
