#if os(Linux)
#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What Linux says of a process's memory (proc_pid_status(5)).
struct ProcessStatus: Equatable {
    /// The process that started it, or adopted it.
    let parent: pid_t
    /// The most memory that it had at a time, of what is in use now or was since that was reset, in bytes (`VmHWM`).
    let highWater: Int
    /// The memory that it has, in bytes (`VmRSS`).
    let resident: Int
    /// Covers everything that is said of its memory: two processes of which the same is said have the same memory.
    let fingerprint: UInt64

    /// Longer ones have thousands of groups.
    static let sizeLimit = 16 << 10

    /// `nil` where there is no such process, or where it has no memory any more.
    init?(_ process: pid_t) {
        let file = open("/proc/\(process)/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        self.init(file: file)
    }

    /// Reads an open file, from its beginning.
    init?(file: Int32) {
        let status = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.sizeLimit) {
            buffer -> ProcessStatus? in
            var count = 0
            while count < buffer.count {
                let room = UnsafeMutableBufferPointer(rebasing: buffer[count...])
                let read = pread(file, room.baseAddress, room.count, off_t(count))
                guard read >= 0 else { return nil }
                count += read
                if read < room.count { break }
            }
            return ProcessStatus(text: buffer[..<count])
        }
        guard let status else { return nil }
        self = status
    }

    /// Reads lines such as `VmHWM:	   14508 kB`.
    init?(text: some Collection<UInt8>) {
        var parent: Int?
        var highWater: Int?
        var resident: Int?
        // FNV-1a.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for line in text.split(separator: UInt8(ascii: "\n")) {
            if line.starts(with: Self.parentName) { parent = Self.number(in: line) }
            guard line.starts(with: Self.memoryName) else { continue }
            if line.starts(with: Self.highWaterName) { highWater = Self.number(in: line) }
            if line.starts(with: Self.residentName) { resident = Self.number(in: line) }
            for byte in line { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        guard let parent, let highWater, let resident else { return nil }
        self.parent = pid_t(clamping: parent)
        self.highWater = Self.bytes(highWater)
        self.resident = Self.bytes(resident)
        fingerprint = hash
    }

    private static let parentName = Array("PPid:".utf8)
    private static let memoryName = Array("Vm".utf8)
    private static let highWaterName = Array("VmHWM:".utf8)
    private static let residentName = Array("VmRSS:".utf8)

    private static func number(in line: some Collection<UInt8>) -> Int? {
        var number: Int?
        for byte in line {
            guard let digit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? byte : nil else {
                if number != nil { break }
                continue
            }
            let (tens, overflows) = (number ?? 0).multipliedReportingOverflow(by: 10)
            if overflows { return nil }
            let sum = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            if sum.overflow { return nil }
            number = sum.partialValue
        }
        return number
    }

    private static func bytes(_ kibibytes: Int) -> Int {
        let (bytes, overflows) = kibibytes.multipliedReportingOverflow(by: 1024)
        return overflows ? .max : bytes
    }
}

extension Sequence<(pid_t, ProcessStatus)> {
    /// The sum of the most memory that each had, in bytes. A child that is between vfork(2) and execve(2) uses its
    /// parent's memory, and counts with it.
    func highWaterSum() -> Int {
        let statuses = Dictionary(self.map { ($0.0, $0.1) }) { first, _ in first }
        var sum = 0
        for status in statuses.values
        where statuses[status.parent]?.fingerprint != status.fingerprint {
            let (next, overflows) = sum.addingReportingOverflow(status.highWater)
            sum = overflows ? .max : next
        }
        return sum
    }
}
#endif
