import Foundation
import TestSupport
import Testing

@testable import Workflows

/// A trace that strategies are compared on.
struct CacheTrace: Sendable, CustomTestStringConvertible {
    let title: String
    let replay: CacheReplay

    var testDescription: String { title }

    init(
        _ title: String,
        limits: CacheLimits = CacheLimits(),
        _ build: (inout CacheTraceBuilder) -> Void
    ) {
        self.title = title
        var builder = CacheTraceBuilder()
        build(&builder)
        replay = CacheReplay(trace: builder.lookUps, limits: limits)
    }

    /// A workflow of five phases, whose reviewer never sees the same twice, over 25 requirements in 12 rounds.
    static let repeatedRuns = CacheTrace("repeated runs, one phase that never repeats") { trace in
        for round in 0..<12 {
            for requirement in 0..<25 {
                trace.add("planner", "\(requirement)", seconds: 20, bytes: 3000)
                trace.add("designer", "\(requirement)", seconds: 8, bytes: 1500)
                trace.add("coder", "\(requirement)", seconds: 60, bytes: 12_000)
                trace.add("reviewer", "\(requirement) \(round)", seconds: 150, bytes: 9000)
                trace.add("executor", "\(requirement)", seconds: 7, bytes: 4000)
            }
        }
    }

    /// Pictures that are quick to make and large to keep, among answers that are neither.
    static let largeCheap = CacheTrace("large and cheap outputs") { trace in
        for _ in 0..<8 {
            for requirement in 0..<40 {
                trace.add("coder", "\(requirement)", seconds: 60, bytes: 8000)
                trace.add("painter", "\(requirement)", seconds: 0.05, bytes: 60_000)
            }
            for other in 0..<10 {
                trace.add(
                    "painter",
                    "new \(trace.lookUps.count) \(other)",
                    seconds: 0.05,
                    bytes: 60_000
                )
            }
        }
    }

    /// A workflow over requirements of which some come often, in a cache that holds a third of what recurs.
    static let tooSmall = CacheTrace(
        "a cache with too few bytes",
        limits: CacheLimits(entries: 1000, bytes: 250_000)
    ) { trace in
        trace.addUnevenRuns(300)
    }

    /// The same in a cache with too few places.
    static let fewEntries = CacheTrace(
        "a cache with too few entries",
        limits: CacheLimits(entries: 60, bytes: 1 << 30)
    ) { trace in
        trace.addUnevenRuns(300)
    }

    /// After half of the time the reviewer repeats itself and the coder no longer does.
    static let shift = CacheTrace("a shift of behaviour") { trace in
        for round in 0..<24 {
            for requirement in 0..<25 {
                let (first, second) = round < 12 ? ("", " \(round)") : (" \(round)", "")
                trace.add("planner", "\(requirement)", seconds: 20, bytes: 3000)
                trace.add("coder", "\(requirement)\(first)", seconds: 60, bytes: 12_000)
                trace.add("reviewer", "\(requirement)\(second)", seconds: 150, bytes: 9000)
            }
        }
    }

    /// Everything recurs, in rounds.
    static let repeating = CacheTrace("everything repeats") { trace in
        for _ in 0..<5 {
            for requirement in 0..<200 {
                trace.add("planner", "\(requirement)", seconds: 20, bytes: 3000)
                trace.add("coder", "\(requirement)", seconds: 60, bytes: 12_000)
            }
        }
    }

    /// Everything recurs, each time before the next is seen.
    static let repeatingAtOnce = CacheTrace("everything repeats at once") { trace in
        for requirement in 0..<600 {
            for _ in 0..<2 {
                trace.add("planner", "\(requirement)", seconds: 20, bytes: 3000)
                trace.add("coder", "\(requirement)", seconds: 60, bytes: 12_000)
            }
        }
    }

    /// Nothing recurs.
    static let neverRepeating = CacheTrace("nothing repeats") { trace in
        for number in 0..<500 { trace.add("coder", "\(number)", seconds: 60, bytes: 12_000) }
    }

    /// Fixtures/cache/trace.csv.
    static let fixture = CacheTrace("Fixtures/cache/trace.csv") { trace in
        for fields in rows("trace.csv", fields: 4) {
            guard let microseconds = Double(fields[2]), let bytes = Int(fields[3]) else { continue }
            trace.add(PhaseID(fields[0]), fields[1], seconds: microseconds / 1e6, bytes: bytes)
        }
    }

    /// Fixtures/cache/recorded.csv: the calls of one source, or of all in the order of the file.
    static func recorded(_ source: String?) -> CacheTrace {
        CacheTrace("recorded runs: \(source ?? "all")") { trace in
            for fields in rows("recorded.csv", fields: 5) {
                guard source == nil || fields[0] == source, let seconds = Double(fields[3]),
                    let bytes = Int(fields[4])
                else { continue }
                trace.add(PhaseID(fields[1]), fields[2], seconds: seconds, bytes: bytes)
            }
        }
    }

    private static func rows(_ name: String, fields count: Int) -> [[String]] {
        let text = (try? Repository.text(of: "Fixtures/cache/\(name)")) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: ",").map(String.init) }
            .filter { $0.count == count }
    }

    /// Those on which strategies differ.
    static let differing = [
        repeatedRuns, largeCheap, tooSmall, fewEntries, shift, fixture,
        recorded("upstream"), recorded("gemini"), recorded("looped"), recorded(nil),
    ]
}

/// Collects look-ups.
struct CacheTraceBuilder {
    private(set) var lookUps: [CacheReplay.LookUp] = []

    mutating func add(_ phase: PhaseID, _ key: String, seconds: Double, bytes: Int) {
        lookUps.append(
            CacheReplay.LookUp(
                phase: phase,
                key: Digest(of: "\(phase) \(key)"),
                took: .microseconds(clamping: seconds * 1e6),
                bytes: bytes
            )
        )
    }

    /// Runs over 40 requirements, the first the most frequent; the reviewer never sees the same twice.
    mutating func addUnevenRuns(_ count: Int) {
        var source = SplitMix64(seed: 7)
        for run in 0..<count {
            let numbers = (0..<3).map { _ in Int.random(in: 0..<40, using: &source) }
            let requirement = numbers.min() ?? 0
            add("planner", "\(requirement)", seconds: 20, bytes: 3000)
            add("coder", "\(requirement)", seconds: 60, bytes: 12_000)
            add("reviewer", "\(requirement) \(run)", seconds: 150, bytes: 9000)
            add("executor", "\(requirement)", seconds: 7, bytes: 4000)
        }
    }
}
