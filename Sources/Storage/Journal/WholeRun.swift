/// A run that is over, with all its records.
package struct WholeRun: Sendable {
    /// Where it came from.
    package let origin: RunOrigin
    /// What it is: `succeeded`, `paused`, ….
    package let status: String
    /// About how many bytes its records have.
    let size: Int
    private let encode: @Sendable () -> [[UInt8]]

    /// Describes a run with at least one record, of about so many bytes; they are put together where it is written, which
    /// most runs of a large suite never are.
    package init(
        origin: RunOrigin,
        status: String,
        size: Int,
        records: @escaping @Sendable () -> [[UInt8]]
    ) {
        self.origin = origin
        self.status = status
        self.size = size
        encode = records
    }

    /// Its records as the journal takes them.
    var appends: [JournalAppend] {
        let records = encode()
        return records.enumerated().map { position, bytes in
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
