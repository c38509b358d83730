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

    /// That of no program.
    package init() {}

    /// Adds what one more program took: processor time in microseconds, memory in bytes.
    package mutating func add(processor: Int, memory: Int) {
        programs += 1
        let (sum, overflows) = self.processor.addingReportingOverflow(processor)
        self.processor = overflows ? .max : sum
        counted = max(counted, memory)
    }

    /// The most memory that one of the processes had at a time, in bytes; `nil` where that was too little to be known.
    package var memory: Int? {
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
        let tenths = uncertain / 104_858
        let most = "\(tenths / 10).\(tenths % 10) MiB"
        return "its programs had no more than the \(most) that the kernel may count for any "
            + "program which this tool starts"
    }
}
