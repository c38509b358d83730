internal import Monitoring
internal import Workflows

/// Words for what a phase did, and for what decided how long an execution took.
enum TimelineWords {
    private static let maxCauses = 4
    private static let maxSegments = 20
    private static let maxKindBytes = 60

    /// Such as `failed`, `3 attempts (rate_limit ×2, timeout)` and `waited 3s`; none where it just succeeded.
    static func phase(_ phase: PhaseTimeline, in execution: TimelineExecution) -> [String] {
        let end = execution.duration
        var words = [status(phase, in: execution)].compactMap(\.self)
        if let attempts = attempts(phase.attempts) { words.append(attempts) }
        let waited = phase.waited(until: end)
        if waited > .zero { words.append("waited \(SpanText.text(waited))") }
        if phase.revisions > 0 { words.append(times("revised", phase.revisions)) }
        if phase.rollbacks > 0 { words.append(times("rolled back", phase.rollbacks)) }
        if phase.isSlow { words.append("slow") }
        if let memory = phase.memory { words.append(SpanText.size(memory)) }
        if phase.attempts.contains(where: \.usage.isMemoryShared) { words.append("memory shared") }
        return words
    }

    private static func status(
        _ phase: PhaseTimeline,
        in execution: TimelineExecution
    ) -> String? {
        switch phase.status {
        case .committed: nil
        case .restored: phase.isDegraded ? "restored, degraded" : "restored"
        // What began after the last commit before an interruption is lost with it.
        case .pending: execution.status == nil ? "not recorded" : "not started"
        case .notUndone: "could not be undone"
        case .unfinished, .skipped, .cached, .degraded, .failed, .cancelled, .paused, .discarded,
            .undone:
            phase.status.rawValue
        }
    }

    private static func attempts(_ attempts: [PhaseTimeline.Attempt]) -> String? {
        let failed = attempts.filter { $0.outcome == .failed || $0.outcome == .rejected }
        guard attempts.count > 1 || !failed.isEmpty else { return nil }
        var causes: [(name: String, count: Int)] = []
        for cause in failed.compactMap(\.cause) {
            let name = kind(cause)
            if let index = causes.firstIndex(where: { $0.name == name }) {
                causes[index].count += 1
            } else {
                causes.append((name, 1))
            }
        }
        let count = attempts.count == 1 ? "1 attempt" : "\(attempts.count) attempts"
        guard !causes.isEmpty else { return count }
        let shown = causes.prefix(maxCauses).map {
            $0.count == 1 ? $0.name : "\($0.name) ×\($0.count)"
        }
        let rest = causes.count > maxCauses ? ", …" : ""
        return "\(count) (\(shown.joined(separator: ", "))\(rest))"
    }

    /// An agent may name a kind as it likes.
    static func kind(_ kind: String) -> String {
        PlainText.oneLine(kind, limit: maxKindBytes)
    }

    private static func times(_ word: String, _ count: Int) -> String {
        count == 1 ? word : "\(word) ×\(count)"
    }

    /// Pieces of `critical path: coder 12s (80 %) → reviewer 3s (20 %) = 15s`.
    ///
    /// What took no time is left out. Of a path of many segments the longest are listed, from 1 % on; the others are
    /// added up between them.
    static func path(_ path: CriticalPath, in duration: Duration) -> [String] {
        let total = path.total
        let parts = path.segments.filter { $0.time > .zero }
        let shown = worthTelling(parts, of: total)
        var items: [String] = []
        var left: (count: Int, time: Duration) = (0, .zero)
        for (index, part) in parts.enumerated() {
            if shown.contains(index) {
                items += others(left, of: total) + reported(part, of: total)
                left = (0, .zero)
            } else {
                left = (left.count + 1, left.time + part.time)
            }
        }
        items += others(left, of: total)
        let sum = (items.isEmpty ? "" : "= ") + SpanText.text(total)
        let whole = duration > total ? " of \(SpanText.text(duration))" : ""
        let arrows = items.dropLast().map { "\($0) →" } + items.suffix(1)
        return ["critical path:"] + arrows + [sum + whole]
    }

    private static func worthTelling(
        _ parts: [CriticalPath.Segment],
        of total: Duration
    ) -> Set<Int> {
        guard parts.count > maxSegments else { return Set(parts.indices) }
        let longest = parts.indices.sorted { (parts[$1].time, $0) < (parts[$0].time, $1) }
        return Set(longest.prefix(maxSegments).filter { parts[$0].time * 100 >= total })
    }

    private static func reported(_ part: CriticalPath.Segment, of total: Duration) -> [String] {
        let name = PlainText.oneLine(part.phase.name, limit: maxKindBytes)
        var items: [String] = []
        if part.wait > .zero { items.append("wait \(measured(part.wait, of: total))") }
        if part.duration > .zero {
            let undo = part.isCompensation ? "undo " : ""
            items.append("\(undo)\(name) \(measured(part.duration, of: total))")
        }
        return items
    }

    private static func others(_ left: (count: Int, time: Duration), of total: Duration) -> [String]
    {
        guard left.count > 0 else { return [] }
        let phases = left.count == 1 ? "1 other" : "\(left.count) others"
        return ["\(phases) \(measured(left.time, of: total))"]
    }

    private static func measured(_ time: Duration, of total: Duration) -> String {
        "\(SpanText.text(time)) (\(SpanText.share(time, of: total)))"
    }
}

extension CriticalPath.Segment {
    fileprivate var time: Duration { wait + duration }
}
