/// Takes the event lines of one scenario while it runs.
package protocol EventSink: Sendable {
    /// Appends whole lines.
    func append(_ lines: [UInt8]) throws
    /// No more will come; what was appended is durable on return.
    func close() throws
}
