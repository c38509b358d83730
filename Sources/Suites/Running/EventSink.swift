package import Workflows

/// Takes the event lines of one scenario while it runs.
package protocol EventSink: Sendable {
    /// Appends whole lines.
    func append(_ lines: [UInt8]) throws
    /// No more will come; what was appended is durable on return.
    func close() throws
}

/// Takes the runs of one scenario, each when it is over, in their order.
package protocol RunSink: Sendable {
    /// Takes what happened in a run.
    func take(_ run: Event.Run, _ events: [Event]) throws
    /// No more will come.
    func close() throws
}
