internal import Workflows

/// Where a run came from: what its first append carries.
package struct RunOrigin: Sendable, Equatable {
    /// The run's own name, unlike any other's.
    package let id: String
    /// The scenario's name.
    package let scenario: String
    /// The run's name in the scenario, with its repeat: `cold`, `cold#2`.
    package let run: String
    /// The scenario's file.
    package let file: String
    /// What all chance of the run derives from.
    package let seed: UInt64
    /// The wall time of the start, since 1970, in whole microseconds.
    package let startedAt: Duration

    /// Describes a run; the start is cut to microseconds, which is what is kept.
    package init(
        id: String,
        scenario: String,
        run: String,
        file: String,
        seed: UInt64,
        startedAt: Duration
    ) {
        self.id = id
        self.scenario = scenario
        self.run = run
        self.file = file
        self.seed = seed
        self.startedAt = .microseconds(startedAt.microseconds)
    }
}

/// One record for the journal.
package struct JournalAppend: Sendable {
    /// The most bytes of one record.
    package static let maximumBytes = 256 << 20

    /// The id of the run.
    package let run: String
    /// The record's place in the run; counts from 0 without gaps.
    package let position: Int
    /// The record.
    package let bytes: [UInt8]
    /// Where the run came from; with its first record.
    package let origin: RunOrigin?
    /// What the run is from now on: `succeeded`, `failed`, `paused`, …; `nil` changes nothing.
    package let status: String?

    /// Describes a record.
    package init(
        run: String,
        position: Int,
        bytes: [UInt8],
        origin: RunOrigin? = nil,
        status: String? = nil
    ) {
        self.run = run
        self.position = position
        self.bytes = bytes
        self.origin = origin
        self.status = status
    }
}
