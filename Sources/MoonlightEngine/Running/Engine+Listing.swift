internal import Foundation
internal import Workflows

// What an engine keeps.
extension Engine {
    /// An id for a run: 16 hexadecimal digits of chance.
    public static func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return newID(using: &generator)
    }

    /// An id for a run: 16 hexadecimal digits of a generator's chance.
    public static func newID(using generator: inout some RandomNumberGenerator) -> String {
        digits(of: generator.next())
    }

    static func digits(of number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }

    /// The newest runs, newest first.
    public func runs(limit: Int = 1000) throws(EngineError) -> [RunSummary] {
        try store.runs(limit: limit)
    }

    /// The run of this id; `nil` where none has committed or ended under it.
    public func summary(of id: String) throws(EngineError) -> RunSummary? {
        try store.run(id).map { RunSummary($0.origin, $0.status) }
    }

    /// Deletes the oldest runs that are over until `count` are left; says how many.
    ///
    /// Runs that are interrupted, paused or being executed stay whatever the count says.
    @discardableResult
    public func trim(to count: Int) throws(EngineError) -> Int {
        try store.trim(to: count, sparing: active.all)
    }

    /// Forgets the results that phases kept with a tag; committed phases of runs stay what they are.
    public func invalidate(tag: String) throws(EngineError) {
        try store.invalidate(tag: tag)
        world.invalidate(tag: tag)
    }

    /// Lets time pass between the runs of an engine on a virtual clock, so that results age; the time of a live engine passes
    /// by itself.
    public func advance(by time: Duration) {
        if case .virtual(let turns) = world { turns.advance(by: time) }
    }

    /// What became of each fault in the runs that are over.
    public var faultReports: [FaultReport] { faults.reports(world.tallies) }
}

extension Date {
    /// Whole microseconds since 1970, within some three thousand years.
    var sinceEpoch: Duration {
        .microseconds(Int64(min(max(0, timeIntervalSince1970), 1e11) * 1_000_000))
    }
}
