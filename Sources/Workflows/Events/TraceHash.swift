/// Distinguishes executions by number, time, kind, phase and attempt of their events; texts take no part.
package struct TraceHash: Sendable {
    /// The hash of what was taken up so far.
    package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Nothing was taken up yet.
    package init() {}

    /// Takes up an event where it lies: a copy costs more than this.
    package mutating func add(_ event: UnsafePointer<Event>) {
        add(event.pointee.sequence)
        // Not in microseconds: to divide takes as long as everything else here.
        let time = event.pointee.time.attoseconds
        add(Int(truncatingIfNeeded: time))
        add(Int(truncatingIfNeeded: time >> 64))
        add(Int(event.pointee.tag.rawValue))
        add(Int(event.pointee.place))
        add(Int(event.pointee.attemptNumber))
    }

    /// Takes up another hash.
    package mutating func add(_ other: UInt64) { add(Int(truncatingIfNeeded: other)) }

    /// FNV-1a, a word at a time, with the high bits brought down.
    private mutating func add(_ number: Int) {
        value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01b3
        value ^= value >> 32
    }
}
