/// A run that is over, with all its records.
package struct WholeRun: Sendable {
    /// Where it came from.
    package let origin: RunOrigin
    /// Its records, in order.
    package let records: [[UInt8]]
    /// What it is: `succeeded`, `paused`, ….
    package let status: String

    /// Describes a run with at least one record.
    package init(origin: RunOrigin, records: [[UInt8]], status: String) {
        self.origin = origin
        self.records = records
        self.status = status
    }

    /// The bytes of its records.
    var bytes: Int { records.reduce(0) { $0 + $1.count } }

    /// Its records as the journal takes them.
    var appends: [JournalAppend] {
        records.enumerated().map { position, bytes in
            JournalAppend(
                run: origin.id,
                position: position,
                bytes: bytes,
                origin: position == 0 ? origin : nil,
                status: position == records.count - 1 ? status : nil
            )
        }
    }
}
