internal import Synchronization

/// An XML Schema that documents are validated against.
///
/// It is self-contained: neither it nor a document can make another file or an address be read.
/// It may be shared between threads; validations against one schema take turns.
package final class XMLSchema: Sendable {
    private let compiled: Mutex<CompiledSchema>

    /// Compiles the text of a schema, which problems call by `name`.
    ///
    /// - Throws: `XMLProblem.Kind.invalid` if it is not a schema or names other files.
    package init(xsd: String, name: String) throws(XMLProblem) {
        compiled = Mutex(try CompiledSchema(bytes: Array(xsd.utf8), name: name))
    }

    /// Compiles a schema's file.
    ///
    /// - Throws: as the other initialiser, and `XMLProblem.Kind.io`.
    package init(file path: String) throws(XMLProblem) {
        var source = try ByteSource(file: path, name: path, limit: XMLLimits().maxBytes)
        var bytes: [UInt8] = []
        while case let chunk = try source.next(), !chunk.isEmpty {
            bytes += chunk
        }
        compiled = Mutex(try CompiledSchema(bytes: bytes, name: path))
    }

    /// Throws the first problem of a file, be it of reading or of validity, with its line.
    package func validate(
        file path: String,
        limits: XMLLimits = XMLLimits()
    ) throws(XMLProblem) {
        try validate(file: path, name: path, limits: limits)
    }

    /// As above, for a file that problems call by another name.
    func validate(file path: String, name: String, limits: XMLLimits) throws(XMLProblem) {
        try compiled.withLock { schema throws(XMLProblem) in
            try schema.validate(file: path, name: name, limits: limits)
        }
    }
}
