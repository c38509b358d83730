import Foundation

/// What the lines of one run amount to, worked out from their text alone.
struct LineFold: Equatable {
    var status = "interrupted"
    var microseconds = 0
    var executed: Set<String> = []
    var cached: Set<String> = []
    var skipped: Set<String> = []
    var degraded: Set<String> = []
    var attempts: [String: Int] = [:]
    var tokens: Int?
    var cost: Decimal?

    /// The runs of a file of events, by their ids.
    static func runs(in lines: [[String: Any]]) -> [String: LineFold] {
        var folds: [String: LineFold] = [:]
        for line in lines {
            let name = line["run"] as? String ?? ""
            let number = (line["repeat"] as? Int).map { "#\($0)" } ?? ""
            folds[name + number, default: LineFold()].add(line)
        }
        return folds
    }

    /// The lines of a file.
    static func lines(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
    }

    /// What the JSON report says of a run.
    init(report: [String: Any]) {
        func names(_ key: String) -> Set<String> { Set(report[key] as? [String] ?? []) }
        status = report["status"] as? String ?? ""
        microseconds = Int(((report["duration_s"] as? Double ?? -1) * 1e6).rounded())
        executed = names("executed")
        cached = names("cached")
        skipped = names("skipped")
        degraded = names("degraded")
        attempts = report["attempts"] as? [String: Int] ?? [:]
        tokens = report["tokens"] as? Int
        cost = (report["cost"] as? NSNumber).map { Self.amount("\($0)") }
    }

    private init() {}

    private static func amount(_ text: String) -> Decimal { Decimal(string: text) ?? -1 }

    private mutating func add(_ line: [String: Any]) {
        microseconds = max(microseconds, line["t_us"] as? Int ?? 0)
        let phase = line["phase"] as? String ?? ""
        switch line["kind"] as? String {
        case "run_ended": status = line["status"] as? String ?? ""
        case "attempt_started":
            executed.insert(phase)
            cached.remove(phase)
            attempts[phase, default: 0] += 1
        case "attempt_ended":
            if let more = line["tokens"] as? Int { tokens = (tokens ?? 0) + more }
            if let more = line["cost"] as? String {
                cost = (cost ?? 0) + Self.amount(more)
            }
            if let calls = line["calls"] as? Int, calls > 1 {
                attempts[phase, default: 0] += calls - 1
            }
        case "cache_hit": cached.insert(phase)
        case "phase_skipped": skipped.insert(phase)
        case "phase_degraded": degraded.insert(phase)
        case "phase_discarded": degraded.remove(phase)
        case "phase_restored": if line["status"] as? String == "degraded" { degraded.insert(phase) }
        default: break
        }
    }
}
