internal import Quantities

/// What a run's programs took, by the kernel's accounting.
package struct ProgramUsage: Sendable, Equatable {
    /// How many programs were executed.
    package private(set) var programs = 0
    /// The processor time of all of them and of the descendants that they waited for, in microseconds.
    package private(set) var processor = 0
    /// The most memory that the kernel counted for one of these processes, in bytes.
    package private(set) var counted = 0
    /// Up to how many bytes the kernel may have counted for a program that had less: what its process had before it
    /// executed the program counts too.
    package var uncertain = 0
    /// Why it is not known what one of them took; `nil` where it is known of each.
    package private(set) var lost: String?

    /// That of no program.
    package init() {}

    /// Adds what one more program took: processor time in microseconds, memory in bytes.
    package mutating func add(processor: Int, memory: Int) {
        programs += 1
        self.processor = self.processor.addingClamped(processor)
        counted = max(counted, memory)
    }

    /// Adds a program of which it is not known what it took, and why.
    package mutating func lose(_ reason: String) {
        programs += 1
        lost = lost ?? reason
    }

    /// The processor time of all of them, in microseconds; `nil` where it is not known of each.
    package var processorTime: Int? { lost == nil ? processor : nil }

    /// The most memory that one of the processes had at a time, in bytes; `nil` where it is not known of each, or was too
    /// little to be known.
    package var memory: Int? {
        guard lost == nil else { return nil }
        if programs == 0 { return 0 }
        return counted > uncertain ? counted : nil
    }

    /// Whether it says anything of a run: one whose phases were executed without a program had other work.
    package func concerns(_ record: RunRecord) -> Bool {
        programs > 0 || record.executed.isEmpty
    }

    /// Why the memory is not known; `nil` where it is.
    package var unknownMemory: String? {
        guard memory == nil else { return nil }
        if let lost { return lost }
        let tenths = uncertain / 104_858
        let most = "\(tenths / 10).\(tenths % 10) MiB"
        return "its programs had no more than the \(most) that the kernel may count for any "
            + "program which this tool starts"
    }
}
